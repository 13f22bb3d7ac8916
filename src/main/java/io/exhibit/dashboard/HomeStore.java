package io.exhibit.dashboard;

import io.exhibit.dashboard.HomeFigures.Clocks;
import io.exhibit.dashboard.HomeFigures.Received;
import io.exhibit.dashboard.HomeFigures.Targets;
import io.exhibit.dashboard.HomeFigures.Worst;
import io.exhibit.estate.Register;
import io.exhibit.findings.MonthBalance;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Columns;
import io.exhibit.kernel.Excerpt;
import io.exhibit.kernel.Visible;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts what the home page shows, across modules, through their published views. */
@Component
class HomeStore {

    /** Beyond this many alerts the page says "more than". */
    static final int MOST_ALERTS = 10_000;

    private static final int MONTHS = 6;
    private static final int PROPOSALS = 10;

    private static final Duration SOON = Duration.ofDays(14);

    private final JdbcClient jdbc;

    HomeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A figure, and since when there is something to count. */
    record Since(long figure, @Nullable Instant since) {}

    /** That a system count for less, as somebody proposed it; it lapses unless another person approves it before. */
    record Proposal(
            String code,
            String system,
            String why,
            @Nullable String proposer,
            Instant since,
            Instant lapsesAt) {}

    HomeCounts counts(String scope, AsOf asOf) {
        Clocks clocks = clocks(scope, asOf);
        LocalDate day = LocalDate.ofInstant(asOf.at(), ZoneOffset.UTC);
        return new HomeCounts(
                clocks,
                clocks.late() == 0 ? List.of() : worst(scope, asOf, clocks),
                since(ask(HomeSql.UNRANKED, scope, asOf)),
                months(scope, asOf, day.withDayOfMonth(1).minusMonths(MONTHS - 1)));
    }

    private Clocks clocks(String scope, AsOf asOf) {
        return ask(HomeSql.CLOCKS, scope, asOf)
                .param("soon", time(asOf.at().plus(SOON)))
                .query((row, n) -> new Clocks(
                        row.getLong("late"),
                        row.getLong("late_covered"),
                        row.getLong("soon"),
                        row.getLong("late_pci"),
                        row.getLong("late_dora"),
                        row.getLong("late_ffiec"),
                        row.getLong("late_kev"),
                        row.getLong("late_compensated")))
                .single();
    }

    /** By the first clock that has run out for anything. */
    private List<Worst> worst(String scope, AsOf asOf, Clocks clocks) {
        HomeFigures.LateBy first = clocks.lateBy().getFirst();
        return ask(HomeSql.WORST, scope, asOf)
                .param("profile", first.profile().name())
                .query((row, n) -> new Worst(
                        row.getObject("id", UUID.class),
                        Visible.line(row.getString("vulnerability")),
                        Visible.line(row.getString("target")),
                        first.name(),
                        Columns.at(row, "due_at")))
                .list();
    }

    List<MonthBalance> months(String scope, AsOf asOf, LocalDate first) {
        return ask(HomeSql.MONTHS, scope, asOf)
                .param("first", first.atStartOfDay(ZoneOffset.UTC).toOffsetDateTime())
                .query((row, n) -> new MonthBalance(
                        row.getObject("begins", OffsetDateTime.class)
                                .withOffsetSameInstant(ZoneOffset.UTC)
                                .toLocalDate(),
                        row.getLong("opening"),
                        row.getLong("opened"),
                        row.getLong("closed")))
                .list();
    }

    Targets targets(String scope, AsOf asOf, Duration longest) {
        return ask(HomeSql.GAPS, scope, asOf)
                .param("stale", time(asOf.at().minus(longest)))
                .query((row, n) -> new Targets(
                        row.getLong("targets"),
                        row.getLong("unattributed"),
                        new Since(row.getLong("disputed"), Columns.maybeAt(row, "disputed_at")),
                        row.getLong("stale"),
                        Columns.maybeAt(row, "stalest_at"),
                        row.getLong("inconclusive")))
                .single();
    }

    Since quarantined(AsOf asOf) {
        return since(ask(HomeSql.QUARANTINED, "all", asOf));
    }

    Since unconfirmed(String scope, AsOf asOf) {
        return since(ask(HomeSql.UNCONFIRMED, scope, asOf)
                .param("days", Register.CONFIRMED_FOR.toDays())
                .param("providerDays", Register.PROVIDER_CONFIRMED_FOR.toDays()));
    }

    /** Proposals that systems count for less and that wait for another person than the reader. */
    Excerpt<Proposal> proposals(String scope, AsOf asOf, UUID reader) {
        return Excerpt.of(
                ask(HomeSql.PROPOSALS, scope, asOf)
                        .param("reader", reader)
                        .param("most", PROPOSALS + 1)
                        .query((row, n) -> new Proposal(
                                row.getString("code"),
                                row.getString("name"),
                                row.getString("reason"),
                                row.getString("proposer"),
                                Columns.at(row, "proposed_at"),
                                Columns.at(row, "lapses_at")))
                        .list(),
                PROPOSALS);
    }

    Since unseenAlerts(String scope, AsOf asOf) {
        return since(ask(HomeSql.UNSEEN_ALERTS, scope, asOf).param("most", MOST_ALERTS + 1));
    }

    Received received(AsOf asOf) {
        return ask(HomeSql.RECEIVED, "all", asOf)
                .param("yesterday", time(asOf.at().minus(Duration.ofDays(1))))
                .query((row, n) -> new Received(row.getLong("scans"), row.getLong("alerts"), row.getBoolean("ever")))
                .single();
    }

    private JdbcClient.StatementSpec ask(String sql, String scope, AsOf asOf) {
        return jdbc.sql(HomeSql.at(sql, asOf, scope))
                .param("scope", scope)
                .param("known", time(asOf.known()))
                .param("at", time(asOf.at()));
    }

    private static Since since(JdbcClient.StatementSpec statement) {
        return statement
                .query((row, n) -> new Since(row.getLong("figure"), Columns.maybeAt(row, "since")))
                .single();
    }

    private static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
