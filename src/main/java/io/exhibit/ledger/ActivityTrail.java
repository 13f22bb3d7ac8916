package io.exhibit.ledger;

import io.exhibit.kernel.UuidV7;
import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who did what to which object, when, from where, with what outcome (PCI DSS 10.2.2). Written in the caller's transaction when
 * there is one, so that a change and its line in the trail stand or fall together.
 */
@Component
public class ActivityTrail {

    private final JdbcClient jdbc;
    private final Clock clock;

    ActivityTrail(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Something was done. action is a dotted lower-case name, object names the thing, never its content. */
    public void record(Actor actor, String action, String object) {
        insert(actor, action, object, "DONE");
    }

    /** Something was tried and not allowed. */
    public void refused(Actor actor, String action, String object) {
        insert(actor, action, object, "REFUSED");
    }

    private void insert(Actor actor, String action, String object, String outcome) {
        jdbc.sql("""
                INSERT INTO ledger.activity (id, at, actor_kind, actor_id, actor_name, action, object, outcome, origin)
                VALUES (:id, :at, :kind, :actor, :name, :action, :object, :outcome, :origin)
                """)
                .param("id", UuidV7.next(clock))
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("kind", actor.kind().name())
                .param("actor", actor.id())
                .param("name", actor.name())
                .param("action", action)
                .param("object", object)
                .param("outcome", outcome)
                .param("origin", actor.origin())
                .update();
    }
}
