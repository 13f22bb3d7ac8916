package io.exhibit.findings;

import io.exhibit.kernel.Cursor;
import io.exhibit.kernel.Excerpt;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Answers questions to the list of findings. */
@Component
class FindingListStore {

    /** Beyond this many the page says "more than". */
    static final int MOST = 10_000;

    private static final int FETCH = 1000;
    private static final UUID LAST = new UUID(-1, -1);

    private final JdbcClient jdbc;

    FindingListStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Excerpt<FindingListRow> page(FindingListQuestion question, int room) {
        return Excerpt.of(rows(question, room + 1).query(FindingListRow::read).list(), room);
    }

    /** Every row of the question, one after the other, never all in memory. */
    @Transactional(readOnly = true)
    public void each(FindingListQuestion question, Consumer<FindingListRow> reader) {
        try (var rows = rows(question, null).withFetchSize(FETCH).query(FindingListRow::read).stream()) {
            rows.forEach(reader);
        }
    }

    /** How many there are, one more than MOST standing for any more. */
    long count(FindingListQuestion question) {
        return common(FindingListSql.count(question.asOf().isNow()), question)
                .param("most", MOST + 1)
                .query(Long.class)
                .single();
    }

    boolean isEmpty() {
        return jdbc.sql("SELECT NOT EXISTS (SELECT 1 FROM findings.finding)")
                .query(Boolean.class)
                .single();
    }

    private JdbcClient.StatementSpec rows(FindingListQuestion question, @Nullable Integer limit) {
        Cursor after = question.after();
        return common(FindingListSql.rows(question.asOf().isNow()), question)
                .param("before", (after == null ? TimelineSql.NEVER : after.at()).atOffset(ZoneOffset.UTC))
                .param("beforeId", after == null ? LAST : after.id())
                .param("limit", limit);
    }

    private JdbcClient.StatementSpec common(String sql, FindingListQuestion question) {
        FindingListQuestion.State state = question.state();
        ExceptionFilter exception = question.exception();
        return jdbc.sql(sql)
                .param("scope", question.scope())
                .param("state", state == FindingListQuestion.State.ALL ? null : state.name())
                .param("rank", question.rank())
                .param("pattern", question.pattern())
                .param("exploited", question.exploited())
                .param("epss", question.epss())
                .param("exception", exception == null ? null : exception.how())
                .param("exceptionId", exception == null ? null : exception.of())
                .param("at", question.asOf().at().atOffset(ZoneOffset.UTC));
    }
}
