package io.exhibit.findings;

import io.exhibit.ledger.Decision;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Exceptions that lower ranks (PCI DSS 6.3.1: a rank below the method's needs a reason, others who approve, and an end). What they
 * approved counts from a turn in the ledger on, and until another.
 */
@Component
class Lowerings {

    /** That a place p of an exception is the target, or the place whose target it is. */
    static final String PLACE = """
            ((p.kind = 'SYSTEM' AND p.name = place.code)
             OR (p.kind = 'TARGET' AND p.name = target.key)
             OR (p.kind = 'WORKLOAD' AND p.name = target.workload AND p.namespace = target.namespace AND p.cluster = target.cluster))
            """;

    private final JdbcClient jdbc;

    Lowerings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Answers the exception. */
    UUID begin(Decision turn) {
        return jdbc.sql("""
                INSERT INTO findings.lowering (exception_id, term, entry_index)
                SELECT e.id, :term, :entry FROM findings.exception e WHERE e.entry_index = :request
                ON CONFLICT (exception_id) DO UPDATE SET term = excluded.term, entry_index = excluded.entry_index
                RETURNING exception_id
                """)
                .param("term", turn.detail().get("term").asInt())
                .param("entry", turn.index())
                .param("request", turn.detail().get("request").asLong())
                .query(UUID.class)
                .single();
    }

    /** Answers the exception. */
    UUID end(Decision turn) {
        return jdbc.sql("""
                DELETE FROM findings.lowering l
                 USING findings.exception e
                 WHERE e.id = l.exception_id AND e.entry_index = :request
                RETURNING l.exception_id
                """)
                .param("request", turn.detail().get("request").asLong())
                .query(UUID.class)
                .single();
    }
}
