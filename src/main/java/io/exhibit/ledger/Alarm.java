package io.exhibit.ledger;

import io.exhibit.kernel.Columns;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Says that the ledger is not what it was when it was signed. From then on nothing is acknowledged, on any replica. */
@Component
public class Alarm {

    private static final Logger LOG = LoggerFactory.getLogger(Alarm.class);

    private final JdbcClient jdbc;
    private final Clock clock;

    Alarm(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Why, and since when. */
    public record Raised(String reason, Instant at) {}

    /** The first that was raised. */
    public Optional<Raised> raised() {
        return jdbc.sql("SELECT reason, raised_at FROM ledger.alarm ORDER BY raised_at LIMIT 1")
                .query((row, n) -> new Raised(row.getString("reason"), Columns.at(row, "raised_at")))
                .optional();
    }

    void raise(String reason) {
        LOG.error(
                "The ledger is not what was signed; nothing is acknowledged from now on. Call those who keep the database "
                        + "and whoever audits it, change nothing, and read \"When something is wrong\". {}",
                reason);
        jdbc.sql("INSERT INTO ledger.alarm (raised_at, reason) VALUES (:now, :reason)")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("reason", reason)
                .update();
    }
}
