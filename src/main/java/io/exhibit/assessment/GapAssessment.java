package io.exhibit.assessment;

import io.exhibit.assessment.ControlQuery.Asked;
import io.exhibit.controls.Control;
import io.exhibit.controls.Framework;
import io.exhibit.estate.Scope;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a framework still lacks: from what was asked on the spot, or from the verdicts that were kept last. */
@Component
class GapAssessment {

    private final JdbcClient jdbc;
    private final Evaluation evaluation;
    private final Assessments assessments;
    private final Standings standings;

    GapAssessment(JdbcClient jdbc, Evaluation evaluation, Assessments assessments, Standings standings) {
        this.jdbc = jdbc;
        this.evaluation = evaluation;
        this.assessments = assessments;
        this.standings = standings;
    }

    /** As the page of the framework tells it: by what was judged last, or on the spot. */
    List<GapStep> of(Framework framework, Asked asked) {
        boolean kept = asked.trailing()
                && standings.newest(asked.scope(), asked.asOf().at()).stream()
                        .anyMatch(standing -> standing.control().framework().equals(framework.id()));
        return kept
                ? kept(framework, asked.scope(), asked.asOf().at())
                : asked(assessments.evaluate(
                        framework.id(),
                        asked.scope(),
                        asked.period(),
                        asked.asOf().at()));
    }

    List<GapStep> asked(List<ControlResult> results) {
        return Gaps.of(
                results.stream()
                        .filter(result -> result.result() != Result.NOT_APPLICABLE)
                        .map(result -> {
                            Map<String, Gaps.Found> found = new HashMap<>();
                            result.checks()
                                    .forEach(check -> found.put(
                                            check.check().id(), new Gaps.Found(check.result(), check.reason())));
                            return new Gaps.Judged(result.control(), found);
                        })
                        .toList(),
                evaluation::built);
    }

    private record Kept(String control, String check, Result result, String reason) {}

    List<GapStep> kept(Framework framework, Scope scope, Instant asOf) {
        Map<String, Map<String, Gaps.Found>> found = new LinkedHashMap<>();
        newest(framework, scope, asOf)
                .forEach(row -> found.computeIfAbsent(row.control(), none -> new HashMap<>())
                        .put(row.check(), new Gaps.Found(row.result(), row.reason())));
        return Gaps.of(
                framework.controls().stream()
                        .filter(control -> control.effectiveFrom()
                                .day()
                                .atStartOfDay(ZoneOffset.UTC)
                                .toInstant()
                                .isBefore(asOf))
                        .map(control -> new Gaps.Judged(
                                control, found.getOrDefault(control.id().code(), Map.of())))
                        .toList(),
                evaluation::built);
    }

    /** One step into the index for each check of each control. */
    private List<Kept> newest(Framework framework, Scope scope, Instant asOf) {
        List<String> controls = new ArrayList<>();
        List<String> checks = new ArrayList<>();
        for (Control control : framework.controls()) {
            control.checks().forEach(use -> {
                controls.add(control.id().code());
                checks.add(use.check().id());
            });
        }
        return jdbc.sql("""
                SELECT u.control, u.check_id AS check, v.result, v.reason
                  FROM unnest(:controls::text[], :checks::text[]) AS u (control, check_id)
                 CROSS JOIN LATERAL (SELECT n.result, n.reason
                                       FROM assessment.verdict n
                                      WHERE n.framework = :framework AND n.scope = :scope AND n.control = u.control
                                        AND n.check_id = u.check_id AND n.evaluated_at <= :as_of
                                      ORDER BY n.evaluated_at DESC
                                      LIMIT 1) v
                """)
                .param("controls", controls.toArray(String[]::new))
                .param("checks", checks.toArray(String[]::new))
                .param("framework", framework.id().text())
                .param("scope", scope.text())
                .param("as_of", asOf.atOffset(ZoneOffset.UTC))
                .query(Kept.class)
                .list();
    }
}
