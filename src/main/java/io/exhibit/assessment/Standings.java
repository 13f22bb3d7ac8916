package io.exhibit.assessment;

import io.exhibit.controls.Catalogue;
import io.exhibit.controls.Control;
import io.exhibit.controls.ControlId;
import io.exhibit.controls.FrameworkId;
import io.exhibit.estate.Scope;
import io.exhibit.kernel.Period;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where controls stood when everything was last judged by a day: read from stored verdicts, without asking any check. */
@Component
public class Standings {

    private final JdbcClient jdbc;
    private final Catalogue catalogue;

    Standings(JdbcClient jdbc, Catalogue catalogue) {
        this.jdbc = jdbc;
        this.catalogue = catalogue;
    }

    /**
     * What the checks of a control came to; the counts are of its checks, those not built among the insufficient ones. Checked
     * is when it was last found to be so, over which period.
     */
    public record Standing(
            ControlId control, Result result, Counts checks, String reason, Period period, Instant checked) {}

    /**
     * The newest standing of each control by then that is still in the catalogue; empty while nothing has been judged in that scope. Kept are the scope all
     * and the scopes of tags, not those of single systems.
     */
    public List<Standing> newest(Scope scope, Instant asOf) {
        Set<ControlId> known = catalogue.frameworks().stream()
                .flatMap(framework -> framework.controls().stream())
                .map(Control::id)
                .collect(Collectors.toSet());
        // Every day that was judged has a row of each control, so that one day before the newest row is far enough to
        // look back.
        return jdbc
                .sql("""
                SELECT DISTINCT ON (v.framework, v.control) v.framework, v.control, v.result, v.population, v.satisfied, v.compensated,
                       v.violated, v.insufficient, v.not_applicable, v.reason, v.period_from, v.period_to, v.evaluated_at
                  FROM assessment.verdict v
                 WHERE v.scope = :scope AND v.check_id = '*' AND v.evaluated_at <= :as_of
                   AND v.evaluated_at >= (SELECT max(n.evaluated_at) - interval '2 days'
                                            FROM assessment.verdict n
                                           WHERE n.scope = :scope AND n.check_id = '*' AND n.evaluated_at <= :as_of)
                 ORDER BY v.framework, v.control, v.evaluated_at DESC
                """)
                .param("scope", scope.text())
                .param("as_of", asOf.atOffset(ZoneOffset.UTC))
                .query(Standings::standing)
                .list()
                .stream()
                .filter(standing -> known.contains(standing.control()))
                .toList();
    }

    private static Standing standing(ResultSet row, int n) throws SQLException {
        return new Standing(
                new ControlId(new FrameworkId(row.getString("framework")), row.getString("control")),
                Result.valueOf(row.getString("result")),
                new Counts(
                        row.getLong("population"),
                        row.getLong("satisfied"),
                        row.getLong("compensated"),
                        row.getLong("violated"),
                        row.getLong("insufficient"),
                        row.getLong("not_applicable")),
                row.getString("reason"),
                new Period(instant(row, "period_from"), instant(row, "period_to")),
                instant(row, "evaluated_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
