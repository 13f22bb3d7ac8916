package io.exhibit.findings;

import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Cursor;
import io.exhibit.kernel.Excerpt;
import io.exhibit.kernel.Visible;
import io.exhibit.kernel.Written;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The statements of VEX documents, the newest first, each with what it is about in the estate. */
@Component
class VexList {

    /** So many open findings of its vulnerability are compared with the products of a statement. */
    static final int LOOKED = 500;

    private static final int FETCH = 200;

    private static final String FOUND = """
            WITH found AS (
                SELECT s.*
                  FROM scans.pub_vex_statement s
                 WHERE (:submission::uuid IS NULL OR s.submission_id = :submission){by then}
                   AND (:status::text IS NULL OR s.status = :status)
                   AND (:vulnerability::text IS NULL
                        OR s.id IN (SELECT n.statement_id FROM scans.pub_vex_name n WHERE n.name = :vulnerability))
                   AND (s.recorded_at, s.id) < (:before, :beforeId)
                 ORDER BY s.recorded_at DESC, s.id DESC
                 LIMIT :limit::bigint)
            SELECT {columns},
                   (SELECT min(p.product) FROM scans.pub_vex_product p WHERE p.statement_id = s.id AND p.n = 0) AS product,
                   (SELECT count(*) FROM scans.pub_vex_product p WHERE p.statement_id = s.id) AS products,
                   there.looked, there.open
              FROM found s
             CROSS JOIN LATERAL (
                   SELECT coalesce(sum(same.many), 0) AS looked,
                          coalesce(sum(same.many) FILTER (WHERE findings.pub_vex_names(s.id, same.image_id, same.package)), 0) AS open
                     FROM (SELECT f.image_id, f.package, count(*) AS many
                             FROM (SELECT f.image_id, f.package
                                     FROM (
            {names}
                                          ) n
                                     JOIN findings.finding f ON f.vulnerability = n.name AND {open}
                                    LIMIT :looked) f
                            GROUP BY f.image_id, f.package) same) there
             ORDER BY s.recorded_at DESC, s.id DESC
            """.replace("{names}", OtherNames.OF_STATEMENT.replace("{statement}", "s.id"));

    private final JdbcClient jdbc;

    VexList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A statement, its first product and how many there are; open findings of its vulnerability that were compared, and those it is about. */
    record Row(VexClaim claim, String product, long products, long looked, long open) {

        public String about() {
            if (open > 0) {
                return Written.count(open, "open finding", "open findings") + (looked < LOOKED ? "" : " or more");
            }
            return looked < LOOKED
                    ? "nothing open here"
                    : "none of the first " + Written.count(LOOKED) + " open findings of its vulnerability";
        }
    }

    Excerpt<Row> page(VexQuestion question, int room) {
        return Excerpt.of(rows(question, room + 1).query(VexList::row).list(), room);
    }

    @Transactional(readOnly = true)
    public void each(VexQuestion question, Consumer<Row> reader) {
        try (var rows = rows(question, null).withFetchSize(FETCH).query(VexList::row).stream()) {
            rows.forEach(reader);
        }
    }

    private JdbcClient.StatementSpec rows(VexQuestion question, @Nullable Integer limit) {
        Cursor after = question.after() == null ? Cursor.START : question.after();
        AsOf asOf = question.asOf();
        return jdbc.sql(FOUND.replace("{columns}", VexClaims.COLUMNS)
                        .replace("{by then}", asOf.isNow() ? "" : " AND s.recorded_at <= :at")
                        .replace("{open}", FindingStateAt.open(asOf)))
                .param("at", asOf.at().atOffset(ZoneOffset.UTC))
                .param("submission", question.submission())
                .param("status", question.status())
                .param("vulnerability", question.vulnerability())
                .param("before", after.at().atOffset(ZoneOffset.UTC))
                .param("beforeId", after.id())
                .param("looked", LOOKED)
                .param("limit", limit);
    }

    private static Row row(ResultSet row, int n) throws SQLException {
        return new Row(
                VexClaim.read(row, n),
                Visible.line(row.getString("product")),
                row.getLong("products"),
                row.getLong("looked"),
                row.getLong("open"));
    }
}
