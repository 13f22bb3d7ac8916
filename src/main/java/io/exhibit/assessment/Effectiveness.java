package io.exhibit.assessment;

import io.exhibit.controls.Control;
import io.exhibit.controls.Standing;
import io.exhibit.estate.Scope;
import io.exhibit.kernel.Period;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * On which days of a period a control was shown to work, was not, or nobody could tell: by the verdicts that were kept on each day, the worst
 * of them. A verdict looks at the twelve months before it, so a violation makes days deficient for as long as it is in them.
 */
@Component
public class Effectiveness {

    private static final String NOTHING = "Nothing was judged on these days.";
    private static final String[] WORST_FIRST = Stream.of(
                    Result.NOT_SATISFIED,
                    Result.INSUFFICIENT_EVIDENCE,
                    Result.NOT_EVALUATED,
                    Result.SATISFIED_COMPENSATED,
                    Result.SATISFIED,
                    Result.NOT_APPLICABLE)
            .map(Enum::name)
            .toArray(String[]::new);

    private final JdbcClient jdbc;

    Effectiveness(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Judged(LocalDate day, Result result, String reason) {}

    /** Empty where no verdicts are kept: of a single system, of parts of the scope of PCI DSS, and of a text that was withdrawn. */
    public Optional<Strip> of(Control control, Scope scope, Period period, Instant asOf) {
        Instant end = asOf.isBefore(period.to()) ? asOf : period.to();
        if (control.standing() == Standing.WITHDRAWN
                || !Reassessment.SCOPES.contains(scope)
                || !period.from().isBefore(end)) {
            return Optional.empty();
        }
        Map<LocalDate, Judged> judged = new LinkedHashMap<>();
        verdicts(control, scope, period.from(), end).forEach(one -> judged.put(one.day(), one));
        List<Strip.Span> spans = new ArrayList<>();
        LocalDate first = day(period.from());
        LocalDate last = day(end.minusNanos(1));
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            Judged found = judged.get(day);
            add(
                    spans,
                    day,
                    found == null ? Strip.Day.UNKNOWN : Strip.Day.of(found.result()),
                    found == null ? NOTHING : found.reason());
        }
        return Optional.of(new Strip(spans));
    }

    private static void add(List<Strip.Span> spans, LocalDate day, Strip.Day state, String cause) {
        Strip.Span last = spans.isEmpty() ? null : spans.getLast();
        if (last != null && last.day() == state && last.cause().equals(cause)) {
            spans.set(spans.size() - 1, new Strip.Span(last.from(), day, last.before(), last.days() + 1, state, cause));
            return;
        }
        long before = last == null ? 0 : last.before() + last.days();
        spans.add(new Strip.Span(day, day, before, 1, state, cause));
    }

    private List<Judged> verdicts(Control control, Scope scope, Instant from, Instant end) {
        return jdbc.sql("""
                SELECT DISTINCT ON (day) (v.evaluated_at AT TIME ZONE 'UTC')::date AS day, v.result, v.reason
                  FROM assessment.verdict v
                 WHERE v.framework = :framework AND v.scope = :scope AND v.control = :control AND v.check_id = '*'
                   AND v.evaluated_at >= :from AND v.evaluated_at <= :end
                 ORDER BY day, array_position(:worst::text[], v.result), v.evaluated_at DESC
                """)
                .param("framework", control.id().framework().text())
                .param("control", control.id().code())
                .param("scope", scope.text())
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("end", end.atOffset(ZoneOffset.UTC))
                .param("worst", WORST_FIRST)
                .query(Judged.class)
                .list();
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
