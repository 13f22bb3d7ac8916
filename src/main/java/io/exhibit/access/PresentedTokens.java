package io.exhibit.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells which machine a secret belongs to: asked with each request of a machine, so one plain query and no more. */
@Component
class PresentedTokens {

    /** Minute by minute is enough to see that a token is in use, and spares a write for each request. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final Clock clock;

    PresentedTokens(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private record Found(Machine machine, @Nullable Instant used) {}

    /** Looked up by its hash: what a comparison's timing could tell is of no use to whoever lacks the secret. */
    Optional<Machine> machine(String secret) {
        Instant now = clock.instant();
        Optional<Found> found = jdbc.sql("""
                SELECT id, name, scopes, last_used_at
                  FROM access.token
                 WHERE secret_hash = :hash AND revoked_at IS NULL AND expires_at > :now
                """)
                .param("hash", Token.hash(secret))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(PresentedTokens::found)
                .optional();
        found.filter(token -> token.used() == null || token.used().plus(FRESH).isBefore(now))
                .ifPresent(token -> use(token.machine(), now));
        return found.map(Found::machine);
    }

    private void use(Machine machine, Instant now) {
        jdbc.sql("UPDATE access.token SET last_used_at = :now WHERE id = :id")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("id", machine.tokenId())
                .update();
    }

    private static Found found(ResultSet row, int n) throws SQLException {
        String[] scopes = (String[]) row.getArray("scopes").getArray();
        Set<Permission> permissions = Arrays.stream(scopes).map(Permission::of).collect(Collectors.toUnmodifiableSet());
        OffsetDateTime used = row.getObject("last_used_at", OffsetDateTime.class);
        Machine machine = new Machine(row.getObject("id", UUID.class), row.getString("name"), permissions);
        return new Found(machine, used == null ? null : used.toInstant());
    }
}
