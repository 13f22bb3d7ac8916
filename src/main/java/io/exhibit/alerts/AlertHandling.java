package io.exhibit.alerts;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.ledger.ActivityTrail;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Draft;
import io.exhibit.ledger.Ledger;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Taking alerts up and closing them. The first who does it is the one who did it: a second attempt changes nothing and is told so.
 * Closing is a decision and goes into the ledger; it is never undone.
 */
@Component
public class AlertHandling {

    private static final int MOST = 200;
    private static final int LONGEST_REASON = 2000;

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final ActivityTrail activity;
    private final Clock clock;

    AlertHandling(JdbcClient jdbc, Ledger ledger, ActivityTrail activity, Clock clock) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.activity = activity;
        this.clock = clock;
    }

    /** Says that somebody looks after these alerts. */
    @Transactional
    public Handled acknowledge(Collection<UUID> alerts, Actor actor) {
        List<UUID> ids = checked(alerts);
        List<UUID> changed = jdbc.sql("""
                INSERT INTO alerts.handling (alert_id, acknowledged_at, acknowledged_by)
                SELECT id, :now, :by
                  FROM alerts.alert
                 WHERE id = ANY(:ids::uuid[])
                 ORDER BY id
                ON CONFLICT (alert_id) DO NOTHING
                RETURNING alert_id
                """)
                .param("ids", texts(ids))
                .param("now", now())
                .param("by", actor.name())
                .query(UUID.class)
                .list();
        changed.forEach(id -> activity.record(actor, "alert.acknowledged", "alert " + id));
        return new Handled(changed, ids.size() - changed.size());
    }

    /** Decides what these alerts were. One that nobody had taken up yet counts as taken up by the same person now. */
    @Transactional
    public Handled close(Collection<UUID> alerts, Disposition disposition, String reason, Actor actor) {
        List<UUID> ids = checked(alerts);
        String why = checked(reason);
        List<UUID> changed = jdbc.sql("""
                INSERT INTO alerts.handling AS h (alert_id, acknowledged_at, acknowledged_by, closed_at, closed_by, disposition, reason)
                SELECT id, :now, :by, :now, :by, :disposition, :reason
                  FROM alerts.alert
                 WHERE id = ANY(:ids::uuid[])
                 ORDER BY id
                ON CONFLICT (alert_id) DO UPDATE
                   SET closed_at = EXCLUDED.closed_at, closed_by = EXCLUDED.closed_by,
                       disposition = EXCLUDED.disposition, reason = EXCLUDED.reason
                 WHERE h.closed_at IS NULL
                RETURNING alert_id
                """)
                .param("ids", texts(ids))
                .param("now", now())
                .param("by", actor.name())
                .param("disposition", disposition.name())
                .param("reason", why)
                .query(UUID.class)
                .list();
        changed.forEach(id -> activity.record(actor, "alert.closed", "alert " + id));
        if (!changed.isEmpty()) {
            enter(changed, decision(changed, disposition, why, actor));
        }
        return new Handled(changed, ids.size() - changed.size());
    }

    private void enter(List<UUID> closed, Draft decision) {
        long index = ledger.append(decision).index();
        jdbc.sql("UPDATE alerts.handling SET closed_entry = :index WHERE alert_id = ANY(:ids::uuid[])")
                .param("index", index)
                .param("ids", texts(closed))
                .update();
    }

    private static Draft decision(List<UUID> closed, Disposition disposition, String reason, Actor actor) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("alerts", closed.stream().map(UUID::toString).toList());
        detail.put("disposition", disposition.name());
        detail.put("reason", reason);
        detail.put("by", actor.name());
        return new Draft("alert.closed", actor, detail, null, 0, closed.size());
    }

    private static List<UUID> checked(Collection<UUID> alerts) {
        List<UUID> ids = alerts.stream().distinct().toList();
        if (ids.isEmpty()) {
            throw new InvalidRequest("Select at least one alert.");
        }
        if (ids.size() > MOST) {
            throw new InvalidRequest("At most " + MOST + " alerts can be handled at once.");
        }
        return ids;
    }

    private static String checked(String reason) {
        String why = reason.replace('\0', '\uFFFD').strip();
        if (why.isEmpty()) {
            throw new InvalidRequest("Say why: closing an alert needs a reason.");
        }
        if (why.length() > LONGEST_REASON) {
            throw new InvalidRequest("A reason may have at most " + LONGEST_REASON + " characters.");
        }
        return why;
    }

    private static String[] texts(List<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
