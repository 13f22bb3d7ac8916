package io.exhibit.dashboard;

import io.exhibit.controls.Catalogue;
import io.exhibit.controls.ExceptionKind;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Columns;
import io.exhibit.kernel.Visible;
import io.exhibit.kernel.Written;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the exceptions that hold, cover what is not gone, and end within some days: whoever answers for them has to act before. */
@Component
class EndingExceptions {

    private final JdbcClient jdbc;
    private final Catalogue catalogue;

    EndingExceptions(JdbcClient jdbc, Catalogue catalogue) {
        this.jdbc = jdbc;
        this.catalogue = catalogue;
    }

    /** One of them, with how much of what it covers is not gone. given: the rank that is left or that it gives. */
    record Ending(ExceptionKind kind, String given, Instant expiresAt, long findings, List<String> vulnerabilities) {

        /** What ends at midnight is said by the day before. */
        String lastDay() {
            return Written.day(expiresAt.minus(1, ChronoUnit.MICROS));
        }

        /** The first of them, and how many more. */
        String brief() {
            return vulnerabilities.size() == 1
                    ? vulnerabilities.getFirst()
                    : vulnerabilities.getFirst() + " and " + (vulnerabilities.size() - 1) + " more";
        }

        String name() {
            return kind.lowers() ? kind.name() + " (" + given.toLowerCase(Locale.ROOT) + ")" : kind.name();
        }

        String afterwards() {
            return kind.lowers()
                    ? "ranked as without it again, with the days of that rank from the same beginning"
                    : "nothing covers it any more";
        }
    }

    /** Those of one kind: how many end in 7 days, on days 8 to 14 and on days 15 to 30. */
    record Line(ExceptionKind kind, long week, long fortnight, long month, long findings, Instant first) {

        static Line of(List<Ending> endings, Instant now) {
            long week = before(endings, now, 7);
            long fortnight = before(endings, now, 14);
            return new Line(
                    endings.getFirst().kind(),
                    week,
                    fortnight - week,
                    endings.size() - fortnight,
                    endings.stream().mapToLong(Ending::findings).sum(),
                    endings.getFirst().expiresAt().minus(1, ChronoUnit.MICROS));
        }

        private static long before(List<Ending> endings, Instant now, int days) {
            Instant until = now.plus(Duration.ofDays(days));
            return endings.stream()
                    .filter(one -> !one.expiresAt().isAfter(until))
                    .count();
        }
    }

    /** The first to end first. */
    List<Ending> within(int days, String scope, AsOf asOf) {
        return jdbc.sql("""
                SELECT e.kind, e.given_rank, e.expires_at, e.findings, e.vulnerabilities
                  FROM findings.pub_exception_ending(:scope, :at, :until) e
                 ORDER BY e.expires_at, e.exception_id
                """)
                .param("scope", scope)
                .param("at", asOf.at().atOffset(ZoneOffset.UTC))
                .param("until", asOf.at().plus(Duration.ofDays(days)).atOffset(ZoneOffset.UTC))
                .query(this::ending)
                .list();
    }

    /** By kind, for the next 30 days. */
    List<Line> lines(String scope, AsOf asOf) {
        Map<String, List<Ending>> kinds = within(30, scope, asOf).stream()
                .collect(Collectors.groupingBy(one -> one.kind().name(), TreeMap::new, Collectors.toList()));
        return kinds.values().stream().map(one -> Line.of(one, asOf.at())).toList();
    }

    private Ending ending(ResultSet row, int n) throws SQLException {
        Array vulnerabilities = Objects.requireNonNull(row.getArray("vulnerabilities"));
        return new Ending(
                catalogue.exceptionKind(row.getString("kind")).orElseThrow(),
                row.getString("given_rank"),
                Columns.at(row, "expires_at"),
                row.getLong("findings"),
                Arrays.stream((String[]) vulnerabilities.getArray())
                        .map(Visible::line)
                        .toList());
    }
}
