package io.exhibit.findings;

import io.exhibit.kernel.Excerpt;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Answers what has changed since a day. */
@Component
class ChangeStore {

    private static final int FETCH = 1000;
    private static final String[] PROFILES =
            Arrays.stream(Profile.values()).map(Enum::name).toArray(String[]::new);

    private final JdbcClient jdbc;

    ChangeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Excerpt<ChangeRow> page(ChangeQuestion question, int room) {
        return Excerpt.of(rows(question, room + 1).query(ChangeRow::read).list(), room);
    }

    /** Every row, one after the other, never all in memory. */
    @Transactional(readOnly = true)
    public void each(ChangeQuestion question, Consumer<ChangeRow> reader) {
        try (var rows = rows(question, null).withFetchSize(FETCH).query(ChangeRow::read).stream()) {
            rows.forEach(reader);
        }
    }

    ChangeBalance balance(ChangeQuestion question) {
        return common(ChangeSql.balance(question.asOf().isNow(), question.scope()), question)
                .query(ChangeBalance.class)
                .single();
    }

    private JdbcClient.StatementSpec rows(ChangeQuestion question, @Nullable Integer limit) {
        ChangeKind kind = question.kind();
        return common(ChangeSql.rows(question.asOf().isNow(), question.scope()), question)
                .param("kind", kind == null ? null : kind.name())
                .param("profiles", PROFILES)
                .param("before", question.before().at().atOffset(ZoneOffset.UTC))
                .param("beforeId", question.before().id())
                .param("limit", limit);
    }

    private JdbcClient.StatementSpec common(String sql, ChangeQuestion question) {
        return jdbc.sql(sql)
                .param("scope", question.scope())
                .param("since", question.since().atOffset(ZoneOffset.UTC))
                .param("at", question.asOf().at().atOffset(ZoneOffset.UTC));
    }
}
