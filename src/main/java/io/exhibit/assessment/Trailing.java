package io.exhibit.assessment;

import io.exhibit.kernel.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The period that is looked at when nobody names one: the twelve months before, but no further back than anything is known.
 * Before the first scan and the first alert nobody could have evidence here; whoever names an earlier day is told what is
 * missing.
 */
@Component
class Trailing {

    private static final Duration YEAR = Duration.ofDays(366);
    private static final Duration LEAST = Duration.ofHours(1);

    private final JdbcClient jdbc;

    Trailing(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Period before(Instant end) {
        Instant year = end.minus(YEAR);
        Instant from = firstKnown(end).filter(first -> first.isAfter(year)).orElse(year);
        Instant latest = end.minus(LEAST);
        return new Period(from.isAfter(latest) ? latest : from, end);
    }

    private Optional<Instant> firstKnown(Instant end) {
        return jdbc.sql("""
                SELECT least((SELECT min(c.recorded_at) FROM scans.pub_scan c WHERE c.recorded_at <= :end),
                             (SELECT min(a.recorded_at) FROM alerts.pub_alert a WHERE a.recorded_at <= :end)) AS first_at
                """)
                .param("end", end.atOffset(ZoneOffset.UTC))
                .query((row, n) -> Optional.ofNullable(row.getObject("first_at", OffsetDateTime.class)))
                .single()
                .map(OffsetDateTime::toInstant);
    }
}
