package io.exhibit.findings;

import io.exhibit.controls.Catalogue;
import io.exhibit.estate.ScopeAt;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Cursor;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Answers questions to the timeline. */
@Component
class TimelineStore {

    private static final UUID FIRST = new UUID(0, 0);
    private static final int FETCH = 1000;

    private final JdbcClient jdbc;
    private final Catalogue catalogue;

    TimelineStore(JdbcClient jdbc, Catalogue catalogue) {
        this.jdbc = jdbc;
        this.catalogue = catalogue;
    }

    /** PCI DSS where something is in its scope, else DORA, whose clock runs for everything. */
    Profile usualProfile(String scope, AsOf asOf) {
        boolean inPciScope = jdbc.sql(ScopeAt.fill("""
                SELECT EXISTS (SELECT 1 FROM {systems} AS i WHERE i.system_id IN (SELECT p.system_id FROM {systems of PCI DSS} AS p))
                """, asOf))
                .param("scope", scope)
                .param("known", asOf.known().atOffset(ZoneOffset.UTC))
                .param("at", asOf.at().atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .single();
        return inPciScope ? Profile.PCI : Profile.DORA;
    }

    @Transactional(readOnly = true)
    public List<TimelineRow> page(TimelineQuestion question, int limit) {
        planForItself();
        return list(question, limit).query(TimelineRow::read).list();
    }

    /** Every row of the question, one after the other, never all in memory. */
    @Transactional(readOnly = true)
    public void each(TimelineQuestion question, Consumer<TimelineRow> reader) {
        planForItself();
        try (var rows = list(question, null).withFetchSize(FETCH).query(TimelineRow::read).stream()) {
            rows.forEach(reader);
        }
    }

    /** The lane of one finding, by the clock of the question's profile; it is there even when that clock does not run. */
    Optional<TimelineRow> story(TimelineQuestion question, UUID finding) {
        return lanes(TimelineSql.story(question.asOf()), question)
                .param("finding", finding)
                .param("limit", 1)
                .query(TimelineRow::read)
                .optional();
    }

    @Transactional(readOnly = true)
    public TimelineCounts counts(TimelineQuestion question) {
        planForItself();
        boolean all = question.rank() == null && question.scope().equals("all") && question.of() == null;
        return common(TimelineSql.counts(question.asOf(), all, question.of()), question)
                .query(TimelineCounts.class)
                .single();
    }

    /** What is asked often is planned once for all values, and a plan for all days and states reads everything that ever was. */
    private void planForItself() {
        jdbc.sql("SET LOCAL plan_cache_mode = force_custom_plan").update();
    }

    private JdbcClient.StatementSpec list(TimelineQuestion question, @Nullable Integer limit) {
        boolean open = Boolean.TRUE.equals(open(question.state()));
        return lanes(TimelineSql.lanes(question.asOf(), open, question.of()), question)
                .param("finding", null)
                .param("limit", limit);
    }

    private JdbcClient.StatementSpec lanes(String sql, TimelineQuestion question) {
        Cursor after = question.after();
        return common(sql, question)
                .param("dueBefore", question.dueBefore().atOffset(ZoneOffset.UTC))
                .param("after", (after == null ? question.dueFrom() : after.at()).atOffset(ZoneOffset.UTC))
                .param("afterId", after == null ? FIRST : after.id())
                .param("open", open(question.state()));
    }

    /** The question as every query of the timeline takes it. */
    JdbcClient.StatementSpec common(String sql, TimelineQuestion question) {
        return jdbc.sql(sql)
                .param("scope", question.scope())
                .param("profile", question.profile().name())
                .param("margin", margin(question.profile()))
                .param("rank", question.rank())
                .param("of", question.of() == null ? null : question.of().key())
                .param("at", question.asOf().at().atOffset(ZoneOffset.UTC))
                .param("known", question.asOf().known().atOffset(ZoneOffset.UTC))
                .param("soon", question.asOf().at().plus(TimelineStanding.SOON).atOffset(ZoneOffset.UTC))
                .param("from", question.period().from().atOffset(ZoneOffset.UTC))
                .param("to", question.period().to().atOffset(ZoneOffset.UTC));
    }

    /** How near to an estimated deadline nothing can be told. */
    private long margin(Profile profile) {
        return profile.isOfFrameworks() ? catalogue.profile(profile.name()).value("estimate_margin_days") : 0;
    }

    private static @Nullable Boolean open(TimelineQuestion.State state) {
        return switch (state) {
            case OPEN, LATE, SOON -> true;
            case CLOSED -> false;
            case ALL -> null;
        };
    }
}
