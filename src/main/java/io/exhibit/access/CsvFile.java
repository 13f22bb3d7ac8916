package io.exhibit.access;

import io.exhibit.kernel.Csv;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** Rows that a person takes away as a file. */
public final class CsvFile {

    private CsvFile() {}

    /** Begins the answer and writes the head; the caller writes the lines and flushes. Name: of the file, without its end. */
    public static Csv begin(HttpServletResponse response, String name, List<String> head) throws IOException {
        response.setContentType("text/csv; charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + ".csv\"");
        Csv csv = new Csv(response.getWriter());
        csv.line(head);
        return csv;
    }
}
