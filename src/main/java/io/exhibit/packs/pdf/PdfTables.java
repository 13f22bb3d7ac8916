package io.exhibit.packs.pdf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdmodel.PDDocument;

/** Reads a finished file back and counts the rows of its long tables, by the titles of their sections. */
public final class PdfTables {

    private PdfTables() {}

    public static Map<String, Long> rows(Path file) throws IOException {
        try (PDDocument document = Loader.loadPDF(
                new RandomAccessReadBufferedFile(file.toFile()), IOUtils.createTempFileOnlyStreamCache())) {
            COSDictionary root = Objects.requireNonNull(
                            document.getDocumentCatalog().getStructureTreeRoot(), "no structure tree")
                    .getCOSObject();
            Map<String, Long> rows = new LinkedHashMap<>();
            sections(root, rows);
            return rows;
        }
    }

    private static void sections(COSDictionary parent, Map<String, Long> rows) {
        COSArray kids = kids(parent);
        for (int i = 0; i < kids.size(); i++) {
            if (!(kids.getObject(i) instanceof COSDictionary kid)) {
                continue;
            }
            String title = kid.getString(COSName.T);
            if (title != null && "Sect".equals(kid.getNameAsString(COSName.S))) {
                rows.put(title, tableRows(kid));
            } else if ("Document".equals(kid.getNameAsString(COSName.S))) {
                sections(kid, rows);
            }
        }
    }

    private static long tableRows(COSDictionary section) {
        COSArray kids = kids(section);
        for (int i = 0; i < kids.size(); i++) {
            if (kids.getObject(i) instanceof COSDictionary kid && "Table".equals(kid.getNameAsString(COSName.S))) {
                // The first is the row of column heads.
                return kids(kid).size() - 1L;
            }
        }
        return 0;
    }

    private static COSArray kids(COSDictionary parent) {
        COSBase kids = parent.getDictionaryObject(COSName.K);
        if (kids instanceof COSArray array) {
            return array;
        }
        COSArray one = new COSArray();
        if (kids != null) {
            one.add(kids);
        }
        return one;
    }
}
