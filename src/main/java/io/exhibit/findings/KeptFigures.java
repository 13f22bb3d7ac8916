package io.exhibit.findings;

import io.exhibit.kernel.Columns;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Where {@link Figures} keeps answers, for all replicas and over a restart. */
@Component
class KeptFigures {

    private static final Duration LONGEST = Duration.ofDays(30);

    private final JdbcClient jdbc;
    private final JsonMapper json;

    KeptFigures(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    record Key(String name, String question) {}

    /** An answer, when it was counted and how long that took. */
    record Kept<T>(T answer, Instant at, Duration took) {}

    <T> Optional<Kept<T>> find(Key key, Class<T> type) {
        return jdbc.sql("""
                SELECT answer, counted_at, took_millis FROM findings.figure WHERE name = :name AND question = :question
                """)
                .param("name", key.name())
                .param("question", key.question())
                .query((row, n) -> new Kept<>(
                        json.readValue(row.getString("answer"), type),
                        Columns.at(row, "counted_at"),
                        Duration.ofMillis(row.getLong("took_millis"))))
                .optional();
    }

    /** In the place of what was counted before; what nobody asked for in a month goes. */
    void keep(Key key, Kept<?> counted) {
        jdbc.sql("""
                INSERT INTO findings.figure (name, question, counted_at, took_millis, answer)
                VALUES (:name, :question, :at, :took, :answer::jsonb)
                ON CONFLICT (name, question)
                DO UPDATE SET counted_at = excluded.counted_at, took_millis = excluded.took_millis, answer = excluded.answer
                """)
                .param("name", key.name())
                .param("question", key.question())
                .param("at", counted.at().atOffset(ZoneOffset.UTC))
                .param("took", counted.took().toMillis())
                .param("answer", json.writeValueAsString(counted.answer()))
                .update();
        jdbc.sql("DELETE FROM findings.figure WHERE counted_at < :before")
                .param("before", counted.at().minus(LONGEST).atOffset(ZoneOffset.UTC))
                .update();
    }

    void forget(Key key) {
        jdbc.sql("DELETE FROM findings.figure WHERE name = :name AND question = :question")
                .param("name", key.name())
                .param("question", key.question())
                .update();
    }
}
