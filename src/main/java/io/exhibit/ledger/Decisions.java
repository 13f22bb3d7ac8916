package io.exhibit.ledger;

import io.exhibit.kernel.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What people decided: put into the ledger, and read back out of it in its order. */
@Component
public class Decisions {

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final ActivityTrail trail;

    Decisions(JdbcClient jdbc, Ledger ledger, ActivityTrail trail) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.trail = trail;
    }

    /** The decisions in another database than the application's, for reading. */
    public static Decisions in(JdbcClient jdbc, Clock clock) {
        return new Decisions(jdbc, new Ledger(jdbc, clock), new ActivityTrail(jdbc, clock));
    }

    /** Puts a decision about an object into the ledger and the trail; what it changes follows from what is returned and nothing else. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Decision make(Actor by, String kind, String object, Map<String, Object> detail) {
        return make(Draft.of(kind, by, detail), object);
    }

    /** The same of a draft, which may be about an original. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Decision make(Draft draft, String object) {
        Receipt receipt = ledger.append(draft);
        trail.record(draft.actor(), draft.kind(), object);
        return new Decision(
                receipt.index(),
                draft.kind(),
                receipt.recordedAt(),
                draft.actor().id(),
                JsonMapper.shared().valueToTree(draft.detail()));
    }

    /** Those of the kinds with an index from the first on and below the second. */
    public List<Decision> of(Collection<String> kinds, long from, long below) {
        return jdbc.sql("""
                SELECT index, kind, recorded_at, leaf, detail
                  FROM ledger.entry
                 WHERE kind = ANY (:kinds) AND index >= :from AND index < :below
                 ORDER BY index
                """)
                .param("kinds", kinds.toArray(String[]::new))
                .param("from", from)
                .param("below", below)
                .query(Decisions::decision)
                .list();
    }

    private static Decision decision(ResultSet row, int n) throws SQLException {
        JsonNode leaf = JsonMapper.shared().readTree(row.getBytes("leaf"));
        return new Decision(
                row.getLong("index"),
                row.getString("kind"),
                Columns.at(row, "recorded_at"),
                person(leaf.path("by").asString("")),
                JsonMapper.shared().readTree(row.getBytes("detail")));
    }

    private static @Nullable UUID person(String by) {
        try {
            return UUID.fromString(by);
        } catch (IllegalArgumentException nobody) {
            return null;
        }
    }
}
