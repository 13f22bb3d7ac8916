package io.exhibit.dashboard;

import io.exhibit.findings.Profile;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Columns;
import io.exhibit.kernel.Visible;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts how patching goes, from findings, their episodes and the deadlines decided for them. */
@Component
class ProgressStore {

    /** The month of the question, and as many before it: the first ends a year before this one begins. */
    private static final int MONTHS = 13;

    private final JdbcClient jdbc;
    private final HomeStore home;

    ProgressStore(JdbcClient jdbc, HomeStore home) {
        this.jdbc = jdbc;
        this.home = home;
    }

    /** A clock, or none, with a rank and one of the two years. */
    private record Key(String clock, String rank, boolean recent) {}

    ProgressFigures figures(String scope, AsOf asOf) {
        return new ProgressFigures(
                owners(scope, asOf), ages(scope, asOf), inTime(scope, asOf), speeds(scope, asOf), months(scope, asOf));
    }

    List<ProgressFigures.Owner> owners(String scope, AsOf asOf) {
        return ask(ProgressSql.OWNERS, scope, asOf)
                .param("week", time(asOf.at().plus(Duration.ofDays(7))))
                .param("fortnight", time(asOf.at().plus(Duration.ofDays(14))))
                .param("month", time(asOf.at().plus(Duration.ofDays(30))))
                .query((row, n) -> new ProgressFigures.Owner(
                        row.getString("code"),
                        Visible.line(row.getString("name")),
                        Visible.line(row.getString("owner")),
                        Visible.line(row.getString("email")),
                        new ProgressFigures.Due(
                                row.getLong("late"),
                                row.getLong("covered"),
                                row.getLong("compensated"),
                                row.getLong("week"),
                                row.getLong("fortnight"),
                                row.getLong("month"),
                                row.getLong("fixable")),
                        Columns.at(row, "first_at")))
                .list();
    }

    List<ProgressFigures.Age> ages(String scope, AsOf asOf) {
        Map<String, ProgressFigures.Age> found = new HashMap<>();
        ask(ProgressSql.AGES, scope, asOf)
                .query((row, n) -> age(row))
                .list()
                .forEach(age -> found.put(age.rank(), age));
        return ProgressFigures.RANKS.stream()
                .filter(found::containsKey)
                .map(found::get)
                .toList();
    }

    /** The database counts what is younger than each bound; here each finding stands in one column. */
    private static ProgressFigures.Age age(ResultSet row) throws SQLException {
        long open = row.getLong("open");
        long week = row.getLong("week");
        long month = row.getLong("month");
        long quarter = row.getLong("quarter");
        long half = row.getLong("half");
        return new ProgressFigures.Age(
                row.getString("rank"),
                open,
                week,
                month - week,
                quarter - month,
                half - quarter,
                open - half,
                Columns.maybeAt(row, "oldest"));
    }

    List<ProgressFigures.InTime> inTime(String scope, AsOf asOf) {
        Map<Key, ProgressFigures.Fell> fell = new HashMap<>();
        years(ProgressSql.CLOCKS, scope, asOf).query(row -> {
            fell.put(
                    new Key(row.getString("profile"), row.getString("rank"), row.getBoolean("recent")),
                    new ProgressFigures.Fell(
                            row.getLong("fell"), row.getLong("met"), row.getLong("unproven"), row.getLong("late")));
        });
        List<ProgressFigures.InTime> lines = new ArrayList<>();
        for (Profile clock : Profile.values()) {
            for (String rank : ProgressFigures.RANKS) {
                var year = fell.get(new Key(clock.name(), rank, true));
                var before = fell.get(new Key(clock.name(), rank, false));
                if (year != null || before != null) {
                    lines.add(new ProgressFigures.InTime(
                            clock,
                            rank,
                            year == null ? ProgressFigures.Fell.NONE : year,
                            before == null ? ProgressFigures.Fell.NONE : before));
                }
            }
        }
        return lines;
    }

    List<ProgressFigures.Speed> speeds(String scope, AsOf asOf) {
        Map<Key, ProgressFigures.Taken> taken = new HashMap<>();
        years(ProgressSql.SPEEDS, scope, asOf).query(row -> {
            taken.put(
                    new Key("", row.getString("rank"), row.getBoolean("recent")),
                    new ProgressFigures.Taken(
                            row.getLong("closed"),
                            row.getDouble("mean"),
                            row.getDouble("median"),
                            row.getDouble("slowest")));
        });
        return Stream.concat(ProgressFigures.RANKS.stream(), Stream.of(ProgressFigures.ALL))
                .filter(rank ->
                        taken.keySet().stream().anyMatch(key -> key.rank().equals(rank)))
                .map(rank -> new ProgressFigures.Speed(
                        rank,
                        taken.getOrDefault(new Key("", rank, true), ProgressFigures.Taken.NONE),
                        taken.getOrDefault(new Key("", rank, false), ProgressFigures.Taken.NONE)))
                .toList();
    }

    List<ProgressFigures.Month> months(String scope, AsOf asOf) {
        LocalDate first = day(asOf.at()).withDayOfMonth(1).minusMonths(MONTHS - 1L);
        Map<LocalDate, ProgressFigures.Fell> fell = new HashMap<>();
        ask(ProgressSql.MONTHS_MET, scope, asOf)
                .param("first", first.atStartOfDay(ZoneOffset.UTC).toOffsetDateTime())
                .query(row -> {
                    fell.put(
                            day(Columns.at(row, "begins")),
                            new ProgressFigures.Fell(
                                    row.getLong("fell"), row.getLong("met"), row.getLong("unproven"), 0));
                });
        return home.months(scope, asOf, first).stream()
                .map(month -> new ProgressFigures.Month(
                        month.begins(), month, fell.getOrDefault(month.begins(), ProgressFigures.Fell.NONE)))
                .toList();
    }

    private JdbcClient.StatementSpec years(String sql, String scope, AsOf asOf) {
        OffsetDateTime at = time(asOf.at());
        return ask(sql, scope, asOf).param("from", at.minusYears(1)).param("before", at.minusYears(2));
    }

    private JdbcClient.StatementSpec ask(String sql, String scope, AsOf asOf) {
        return jdbc.sql(HomeSql.at(sql, asOf, scope))
                .param("scope", scope)
                .param("known", time(asOf.known()))
                .param("at", time(asOf.at()));
    }

    private static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
