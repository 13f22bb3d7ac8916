package io.exhibit.scans;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Since when fixes were there to be had, by what documents state: the earliest of each, none after the receipt. Rows are written in
 * batches to a table of the transaction while a document is read, because what dates them may stand at its end.
 */
@Repository
class AdvisedFixStore {

    private static final int BATCH = 1000;

    private static final String KEEP = """
            INSERT INTO scans.advised_fix (vulnerability, package, type, namespace, version, document_id, fixed_at, kind)
            SELECT DISTINCT ON (d.vulnerability, d.package, d.type, d.namespace, d.version)
                   d.vulnerability, d.package, d.type, d.namespace, d.version, :document, d.fixed_at, d.kind
              FROM (SELECT a.*, date_trunc('day', coalesce(a.at, :released::timestamptz), 'UTC') AS fixed_at,
                           CASE WHEN a.at IS NULL THEN 'first release' ELSE 'vendor fix' END AS kind
                      FROM pg_temp.advised a
                     WHERE a.type IS NOT NULL AND coalesce(a.at, :released::timestamptz) <= :received) d
             ORDER BY d.vulnerability, d.package, d.type, d.namespace, d.version, d.fixed_at, d.kind
            """;

    private static final String COUNT = """
            SELECT count(DISTINCT (a.type, a.namespace, a.package, a.version)) FILTER (WHERE a.type IS NOT NULL AND a.at <= :received) AS dated,
                   count(DISTINCT a.product) FILTER (WHERE a.type IS NULL AND a.at <= :received) AS incomparable,
                   count(DISTINCT a.product) FILTER (WHERE a.at > :received) AS later,
                   count(DISTINCT a.product) FILTER (WHERE a.at IS NULL) AS undated
              FROM (SELECT s.type, s.namespace, s.package, s.version, s.product, coalesce(s.at, :released::timestamptz) AS at
                      FROM pg_temp.advised s) a
            """;

    private final JdbcClient jdbc;

    AdvisedFixStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Writing begin() {
        jdbc.sql("""
                CREATE TEMP TABLE IF NOT EXISTS advised (
                    vulnerability text NOT NULL, product text NOT NULL, type text, namespace text, package text, version text, at timestamptz
                ) ON COMMIT DELETE ROWS
                """).update();
        jdbc.sql("DELETE FROM pg_temp.advised").update();
        return new Writing();
    }

    /** One document while it is read. */
    final class Writing {

        private final List<Row> rows = new ArrayList<>(BATCH);

        private Writing() {}

        void add(AdvisedFix fix) {
            fix.vulnerabilities().forEach(vulnerability -> {
                rows.add(new Row(vulnerability, fix));
                if (rows.size() == BATCH) {
                    write();
                }
            });
        }

        /** released: when those were of which it is not said apart, null: it is not said. Answers what is counted, by name. */
        Map<String, Object> end(UUID document, @Nullable Instant released, Instant received) {
            write();
            Counts counts = bound(COUNT, released, received).query(Counts.class).single();
            bound(KEEP, released, received).param("document", document).update();
            jdbc.sql("UPDATE scans.vex_document SET dated_fixes = :dated WHERE id = :id AND :dated > 0")
                    .param("id", document)
                    .param("dated", counts.dated())
                    .update();
            return counts.named();
        }

        private JdbcClient.StatementSpec bound(String sql, @Nullable Instant released, Instant received) {
            return jdbc.sql(sql)
                    .param("released", released == null ? null : released.toString())
                    .param("received", received.atOffset(ZoneOffset.UTC));
        }

        private void write() {
            if (!rows.isEmpty()) {
                jdbc.sql("""
                        INSERT INTO pg_temp.advised
                        SELECT * FROM unnest(:vulnerabilities::text[], :products::text[], :types::text[], :namespaces::text[],
                                             :packages::text[], :versions::text[], :dates::timestamptz[])
                        """)
                        .param("vulnerabilities", column(Row::vulnerability))
                        .param("products", column(row -> row.fix().product()))
                        .param("types", fixed(FixedPackage::type))
                        .param("namespaces", fixed(FixedPackage::namespace))
                        .param("packages", fixed(FixedPackage::name))
                        .param("versions", fixed(FixedPackage::version))
                        .param(
                                "dates",
                                column(row -> row.fix().at() == null
                                        ? null
                                        : row.fix().at().toString()))
                        .update();
                rows.clear();
            }
        }

        private @Nullable String[] fixed(Function<FixedPackage, String> part) {
            return column(row ->
                    row.fix().fixed() == null ? null : part.apply(row.fix().fixed()));
        }

        private @Nullable String[] column(Function<Row, @Nullable String> column) {
            return rows.stream().map(column).toArray(String[]::new);
        }
    }

    private record Row(String vulnerability, AdvisedFix fix) {}

    /** Versions of packages with a date, and products that have none that counts here. */
    private record Counts(int dated, int incomparable, int later, int undated) {

        private Map<String, Object> named() {
            Map<String, Object> named = new LinkedHashMap<>();
            named.put("fixes with a date", dated);
            named.put("fixes with a date, not to be compared", incomparable);
            named.put("fixes dated after the receipt", later);
            named.put("fixes without a date", undated);
            named.values().removeIf(figure -> figure.equals(0));
            return named;
        }
    }
}
