package io.exhibit.assessment;

import io.exhibit.controls.Parameter;
import io.exhibit.kernel.UuidV7;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Keeps what was found. Rows are never changed; a verdict that says what the last one of the same day said is not kept again. */
@Component
class Verdicts {

    private static final String CONTROL = "*";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    Verdicts(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** What all rows of one keeping have in common, with the time at which it was found to be so. */
    record Basis(Question frame, String catalogue, long ledgerSize, Instant found) {}

    /** What differs from row to row. */
    private record Row(
            ControlResult control,
            String check,
            int version,
            Result result,
            Counts counts,
            String reason,
            String parameters) {

        private String framework() {
            return control.control().id().framework().text();
        }

        private String code() {
            return control.control().id().code();
        }
    }

    /** Keeps a row for each control and each of its built checks; returns how many were new. */
    int keep(List<ControlResult> controls, Basis basis) {
        List<Row> rows = controls.stream().flatMap(this::rows).toList();
        return jdbc.sql("""
                INSERT INTO assessment.verdict (id, framework, control, check_id, check_version, catalogue, scope, period_from,
                       period_to, as_of, ledger_size, parameters, result, population, satisfied, compensated, violated, insufficient,
                       not_applicable, reason, evaluated_at)
                SELECT n.id, n.framework, n.control, n.check_id, n.version, :catalogue, :scope, :from, :to, :as_of, :size,
                       n.parameters::jsonb, n.result, n.population, n.satisfied, n.compensated, n.violated,
                       n.insufficient, n.not_applicable, n.reason, :now
                  FROM unnest(:ids::uuid[], :frameworks::text[], :controls::text[], :checks::text[], :versions::int[],
                              :results::text[], :populations::bigint[], :satisfied::bigint[], :compensated::bigint[], :violated::bigint[],
                              :insufficient::bigint[], :not_applicable::bigint[], :reasons::text[], :parameters::text[])
                       AS n (id, framework, control, check_id, version, result, population, satisfied, compensated, violated,
                             insufficient, not_applicable, reason, parameters)
                  LEFT JOIN LATERAL (SELECT v.evaluated_at, v.result, v.population, v.satisfied, v.compensated, v.violated, v.insufficient,
                                            v.not_applicable, v.check_version, v.catalogue, v.parameters
                                       FROM assessment.verdict v
                                      WHERE v.framework = n.framework AND v.scope = :scope AND v.control = n.control
                                        AND v.check_id = n.check_id
                                      ORDER BY v.evaluated_at DESC
                                      LIMIT 1) o ON true
                 WHERE (o.evaluated_at AT TIME ZONE 'UTC')::date IS DISTINCT FROM (:now::timestamptz AT TIME ZONE 'UTC')::date
                    OR (o.result, o.population, o.satisfied, o.compensated, o.violated, o.insufficient, o.not_applicable, o.check_version,
                        o.catalogue, o.parameters)
                       IS DISTINCT FROM
                       (n.result, n.population, n.satisfied, n.compensated, n.violated, n.insufficient, n.not_applicable, n.version,
                        :catalogue, n.parameters::jsonb)
                """).params(common(basis)).params(columns(rows)).update();
    }

    private Stream<Row> rows(ControlResult control) {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row(control, CONTROL, 1, control.result(), control.tally(), control.reason(), "{}"));
        control.checks().stream()
                .filter(CheckResult::isBuilt)
                .forEach(check -> rows.add(new Row(
                        control,
                        check.check().id(),
                        check.version(),
                        check.result(),
                        check.counts(),
                        check.reason(),
                        used(check))));
        return rows.stream();
    }

    private String used(CheckResult check) {
        return json.writeValueAsString(
                check.parameters().stream().collect(Collectors.toMap(Parameter::name, Parameter::value)));
    }

    private static Map<String, Object> common(Basis basis) {
        Question frame = basis.frame();
        return Map.of(
                "catalogue", basis.catalogue(),
                "scope", frame.scope().text(),
                "size", basis.ledgerSize(),
                "from", at(frame.period().from()),
                "to", at(frame.period().to()),
                "as_of", at(frame.asOf()),
                "now", at(basis.found()));
    }

    private Map<String, Object> columns(List<Row> rows) {
        return Map.ofEntries(
                Map.entry(
                        "ids",
                        rows.stream().map(row -> UuidV7.next(clock).toString()).toArray(String[]::new)),
                Map.entry("frameworks", texts(rows, Row::framework)),
                Map.entry("controls", texts(rows, Row::code)),
                Map.entry("checks", texts(rows, Row::check)),
                Map.entry("versions", rows.stream().map(Row::version).toArray(Integer[]::new)),
                Map.entry("results", texts(rows, row -> row.result().name())),
                Map.entry("populations", figures(rows, Counts::population)),
                Map.entry("satisfied", figures(rows, Counts::satisfied)),
                Map.entry("compensated", figures(rows, Counts::compensated)),
                Map.entry("violated", figures(rows, Counts::violated)),
                Map.entry("insufficient", figures(rows, Counts::insufficient)),
                Map.entry("not_applicable", figures(rows, Counts::notApplicable)),
                Map.entry("reasons", texts(rows, Row::reason)),
                Map.entry("parameters", texts(rows, Row::parameters)));
    }

    private static String[] texts(List<Row> rows, Function<Row, String> text) {
        return rows.stream().map(text).toArray(String[]::new);
    }

    private static Long[] figures(List<Row> rows, Function<Counts, Long> figure) {
        return rows.stream().map(row -> figure.apply(row.counts())).toArray(Long[]::new);
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
