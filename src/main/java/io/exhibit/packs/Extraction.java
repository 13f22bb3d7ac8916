package io.exhibit.packs;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Runs a register's query once and spools its rows. Must be called in the freezing transaction, or the driver reads all rows at once. */
@Component
class Extraction {

    private static final int AT_A_TIME = 500;

    private final JdbcClient jdbc;

    Extraction(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void run(Register register, Spool.Writer rows) {
        jdbc.sql(register.definition().query())
                .withFetchSize(AT_A_TIME)
                .params(register.parameters())
                .query((RowCallbackHandler) row -> rows.row(values(row, register.columns())));
    }

    private static List<@Nullable String> values(ResultSet row, List<Column> columns) throws SQLException {
        List<@Nullable String> values = new ArrayList<>(columns.size());
        for (Column column : columns) {
            values.add(column.isTime() ? time(row, column.name()) : row.getString(column.name()));
        }
        return values;
    }

    private static @Nullable String time(ResultSet row, String name) throws SQLException {
        OffsetDateTime time = row.getObject(name, OffsetDateTime.class);
        return time == null ? null : time.toInstant().toString();
    }
}
