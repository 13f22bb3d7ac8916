package io.exhibit.findings;

import io.exhibit.kernel.Columns;
import io.exhibit.kernel.Visible;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Groups of findings with a deadline, as they stood at a time; kept as figures are, because counting may take long. */
record TimelineGroups(List<Row> rows) {

    /** A group: what is open and has a deadline, what of that is late or due soon, and the first deadline. key empty: of none. */
    record Row(String key, String name, long open, long late, long soon, Instant first, List<Month> months) {

        private static final TypeReference<List<Month>> MONTHS = new TypeReference<>() {};

        static Row read(ResultSet row, int n) throws SQLException {
            String name = row.getString("name");
            return new Row(
                    row.getString("key"),
                    name == null ? "" : Visible.line(name),
                    row.getLong("open"),
                    row.getLong("late"),
                    row.getLong("soon"),
                    Columns.at(row, "first_at"),
                    JsonMapper.shared().readValue(row.getString("months"), MONTHS));
        }
    }

    /** The deadlines of a month, UTC: how many have passed, or are still to come; the month of the question may have both. */
    record Month(Instant begins, boolean late, long open) {}

    /** The most in one month and one way: what the heights of the picture are measured by. */
    long most() {
        return rows.stream()
                .flatMap(row -> row.months().stream())
                .mapToLong(Month::open)
                .max()
                .orElse(1);
    }
}
