package io.exhibit.findings;

import io.exhibit.findings.FindingListSql.Look;
import io.exhibit.kernel.Cursor;
import io.exhibit.kernel.Excerpt;
import io.exhibit.kernel.Text;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Answers questions to the list of findings. */
@Component
class FindingListStore {

    /** Beyond this many the page says "more than". */
    private static final int MOST = 10_000;

    private static final int MOST_DUE = 1000;

    private static final int FETCH = 1000;

    /** With more than so many names that match, going through the newest findings comes upon enough of them sooner. */
    private static final int NAMES = 5000;

    private static final UUID LAST = new UUID(-1, -1);
    private static final UUID FIRST = new UUID(0, 0);

    private final JdbcClient jdbc;

    FindingListStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What is called in a way that is searched for: vulnerabilities, packages, and targets by id. */
    record Named(List<String> vulnerabilities, List<String> packages, List<String> targets) {

        private String[] array(Function<Named, List<String>> which) {
            return which.apply(this).toArray(String[]::new);
        }
    }

    /** What is due of few targets is often among what is due first anywhere; if not, all of theirs is looked at. */
    Excerpt<FindingListRow> page(FindingListQuestion question, int room) {
        if (question.work().due() != null && question.isOfFewTargets()) {
            Excerpt<FindingListRow> near = page(question, Look.NEAR, room);
            if (near.more()) {
                return near;
            }
        }
        return page(question, Look.ORDERED, room);
    }

    private Excerpt<FindingListRow> page(FindingListQuestion question, Look look, int room) {
        return Excerpt.of(
                rows(question, look, room + 1).query(FindingListRow::read).list(), room);
    }

    /** Every row of the question, one after the other, never all in memory. */
    @Transactional(readOnly = true)
    public void each(FindingListQuestion question, Consumer<FindingListRow> reader) {
        try (var rows = rows(question, Look.ORDERED, null).withFetchSize(FETCH).query(FindingListRow::read).stream()) {
            rows.forEach(reader);
        }
    }

    /** Beyond how many the page says "more than": what is due is looked at one by one. */
    static int most(FindingListQuestion question) {
        return question.work().due() == null || question.isOfFewTargets() ? MOST : MOST_DUE;
    }

    /** How many there are, one more than the most that are counted standing for any more. */
    long count(FindingListQuestion question) {
        Named named = named(question);
        return common(FindingListSql.count(question, named), question, named, null)
                .param("limit", most(question) + 1)
                .query(Long.class)
                .single();
    }

    boolean isEmpty() {
        return jdbc.sql("SELECT NOT EXISTS (SELECT 1 FROM findings.finding)")
                .query(Boolean.class)
                .single();
    }

    private JdbcClient.StatementSpec rows(FindingListQuestion question, Look look, @Nullable Integer limit) {
        Named named = named(question);
        return common(FindingListSql.rows(question, named, look), question, named, question.after())
                .param("limit", limit);
    }

    /** Null: nothing is searched for, or too many are called so. */
    private @Nullable Named named(FindingListQuestion question) {
        if (question.search() == null) {
            return null;
        }
        Named named = new Named(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        int[] found = {0};
        jdbc.sql("""
                        SELECT kind, name FROM findings.named WHERE lowered LIKE lower(:pattern)
                        UNION ALL
                        SELECT 'VULNERABILITY', a.vulnerability FROM findings.alias a WHERE lower(a.alias) LIKE lower(:pattern)
                        UNION ALL
                        SELECT 'TARGET', t.id::text FROM estate.pub_target t WHERE t.name ILIKE :pattern
                         LIMIT :most
                        """)
                .param("pattern", Text.inside(question.search()))
                .param("most", NAMES + 1)
                .query(row -> {
                    found[0]++;
                    switch (row.getString("kind")) {
                        case "VULNERABILITY" -> named.vulnerabilities().add(row.getString("name"));
                        case "PACKAGE" -> named.packages().add(row.getString("name"));
                        default -> named.targets().add(row.getString("name"));
                    }
                });
        return found[0] > NAMES ? null : named;
    }

    /** Where the page begins: with the newest, or with what is due first. */
    private static JdbcClient.StatementSpec from(
            JdbcClient.StatementSpec statement, FindingListQuestion question, @Nullable Cursor after) {
        Instant at = question.asOf().at();
        Instant known = question.asOf().known();
        DueFilter due = question.work().due();
        if (due == null) {
            return statement
                    .param("before", time(after == null ? known : after.at()))
                    .param("beforeId", after == null ? LAST : after.id());
        }
        return statement
                .param("dueAfter", time(after == null ? due.from(at) : after.at()))
                .param("dueAfterId", after == null ? FIRST : after.id())
                .param("dueUntil", time(due.until(at)));
    }

    private static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private JdbcClient.StatementSpec common(
            String sql, FindingListQuestion question, @Nullable Named named, @Nullable Cursor after) {
        Named those = named == null ? new Named(List.of(), List.of(), List.of()) : named;
        FindingListQuestion.State state = question.state();
        ExceptionFilter exception = question.exception();
        FindingListWork work = question.work();
        return from(jdbc.sql(sql), question, after)
                .param("fixable", work.fixable())
                .param("owner", work.owner())
                .param("covered", work.covered())
                .param("scope", question.scope())
                .param("state", state == FindingListQuestion.State.ALL ? null : state.name())
                .param("rank", question.rank())
                .param("pattern", Text.inside(question.search()))
                .param("vulnerabilities", those.array(Named::vulnerabilities))
                .param("packages", those.array(Named::packages))
                .param("targets", those.array(Named::targets))
                .param("exploited", question.exploited())
                .param("epss", question.epss())
                .param(
                        "handling",
                        question.handling() == null ? null : question.handling().name())
                .param("exception", exception == null ? null : exception.how())
                .param("exceptionId", exception == null ? null : exception.of())
                .param("known", time(question.asOf().known()))
                .param("at", time(question.asOf().at()));
    }
}
