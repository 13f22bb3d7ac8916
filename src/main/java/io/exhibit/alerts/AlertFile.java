package io.exhibit.alerts;

import io.exhibit.access.Callers;
import io.exhibit.ledger.ActivityTrail;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The whole list as a file: the rows that the page shows, all of them, page after page. */
@Controller
class AlertFile {

    private static final int AT_ONCE = 1000;

    private final AlertList list;
    private final ActivityTrail activity;
    private final Clock clock;

    AlertFile(AlertList list, ActivityTrail activity, Clock clock) {
        this.list = list;
        this.activity = activity;
        this.clock = clock;
    }

    @GetMapping("/alerts.csv")
    void alerts(AlertFilter filter, HttpServletResponse response) throws IOException {
        AlertQuery query = AlertQuery.of(filter, clock);
        activity.record(Callers.current(), "alerts.exported", "alerts of scope " + query.scope());
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"alerts.csv\"");
        Writer out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
        AlertCsv csv = new AlertCsv(out);
        List<AlertRow> rows = list.rows(query, AT_ONCE);
        while (!rows.isEmpty()) {
            for (AlertRow row : rows) {
                csv.write(row);
            }
            rows = list.rows(query.after(rows.getLast().cursor()), AT_ONCE);
        }
        out.flush();
    }
}
