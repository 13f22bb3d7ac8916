package io.exhibit.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Fills a database with a bank's three years, straight into the tables that follow from the ledger. */
final class LargeEstate {

    private static final String FILLED =
            "('findings.finding', 'findings.episode', 'findings.deadline', 'estate.deployment', 'estate.component')";

    private static final String INDEXES = """
            SELECT i.indexrelid::regclass, pg_get_indexdef(i.indexrelid)
              FROM pg_index i
             WHERE i.indrelid::regclass::text IN %s
               AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)
            """.formatted(FILLED);

    private static final String EMPTY = """
            TRUNCATE findings.finding, findings.episode, findings.deadline, findings.figure, scans.scan, estate.component, estate.named_component,
                     estate.component_list, estate.deployment, estate.snapshot, estate.image, estate.target, estate.earlier_system, estate.attribution_rule, estate.system
             CASCADE
            """;

    private final String url;

    LargeEstate(String url) {
        this.url = url;
    }

    /** In the place of what is there: so many findings, with images, deployments and components in proportion. */
    void fill(long findings) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement sql = connection.createStatement()) {
            sql.execute("SET synchronous_commit = off");
            sql.execute("SET work_mem = '256MB'");
            sql.execute("SET maintenance_work_mem = '1GB'");
            sql.execute(EMPTY);
            List<String> indexes = drop(sql);
            for (String statement : script(findings).split(";\n", -1)) {
                if (!statement.isBlank()) {
                    sql.execute(statement);
                }
            }
            for (String index : indexes) {
                sql.execute(index);
            }
            sql.execute("VACUUM (ANALYZE)");
        }
    }

    /** Rows go in faster without them; answers what makes them again. */
    private static List<String> drop(Statement sql) throws SQLException {
        List<String> names = new ArrayList<>();
        List<String> definitions = new ArrayList<>();
        try (ResultSet rows = sql.executeQuery(INDEXES)) {
            while (rows.next()) {
                names.add(rows.getString(1));
                definitions.add(rows.getString(2));
            }
        }
        sql.execute("DROP INDEX " + String.join(", ", names));
        return definitions;
    }

    private static String script(long findings) throws IOException {
        try (InputStream script = LargeEstate.class.getResourceAsStream("/bench/large-estate.sql")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8)
                    .replace("{findings}", String.valueOf(findings));
        }
    }
}
