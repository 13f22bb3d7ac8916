package io.exhibit.intake;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The rows of intake.interpretation. */
@Component
class Outcomes {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    Outcomes(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** Of a document that is read again, what was said of it before gives way. */
    void add(List<Outcome> outcomes) {
        if (outcomes.isEmpty()) {
            return;
        }
        jdbc.sql("""
                INSERT INTO intake.interpretation AS i
                       (submission_id, state, reason, detail, reader, counts, interpreted_at, read_index)
                SELECT o.id, CASE WHEN o.reason IS NULL THEN 'INTERPRETED' ELSE 'QUARANTINED' END, o.reason, o.detail, o.reader,
                       o.counts::jsonb, :now, o.read_index
                  FROM unnest(:ids::uuid[], :reasons::text[], :details::text[], :readers::text[], :counts::text[],
                              :indexes::bigint[]) AS o (id, reason, detail, reader, counts, read_index)
                ON CONFLICT (submission_id) DO UPDATE
                   SET (state, reason, detail, reader, counts, interpreted_at, read_index)
                     = (EXCLUDED.state, EXCLUDED.reason, EXCLUDED.detail, EXCLUDED.reader, EXCLUDED.counts,
                        EXCLUDED.interpreted_at, EXCLUDED.read_index)
                 WHERE i.state = 'QUARANTINED' AND i.read_index < EXCLUDED.read_index
                """)
                .param("ids", texts(outcomes, o -> o.queued().submission().id().toString()))
                .param(
                        "reasons",
                        texts(
                                outcomes,
                                o -> o.trouble() == null ? null : o.trouble().reason()))
                .param(
                        "details",
                        texts(
                                outcomes,
                                o -> o.trouble() == null ? null : o.trouble().detail()))
                .param("readers", texts(outcomes, Outcome::reader))
                .param("counts", texts(outcomes, o -> json.writeValueAsString(o.counts())))
                .param(
                        "indexes",
                        outcomes.stream().map(o -> o.queued().turnIndex()).toArray(Long[]::new))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private static @Nullable String[] texts(List<Outcome> outcomes, Function<Outcome, @Nullable String> column) {
        return outcomes.stream().map(column).toArray(String[]::new);
    }
}
