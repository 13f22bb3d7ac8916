package io.exhibit.access;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.UuidV7;
import io.exhibit.ledger.ActivityTrail;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Draft;
import io.exhibit.ledger.Ledger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gives machines their tokens and takes them back. */
@Component
public class MachineTokens {

    static final Duration LONGEST = Duration.ofDays(366);

    private final Tokens tokens;
    private final ActivityTrail trail;
    private final Ledger ledger;
    private final Clock clock;

    MachineTokens(Tokens tokens, ActivityTrail trail, Ledger ledger, Clock clock) {
        this.tokens = tokens;
        this.trail = trail;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Makes a token and answers its secret, which nobody can read again. */
    @Transactional
    public String issue(String name, Set<Permission> permissions, Duration valid, Actor by) {
        check(name, permissions, valid);
        String secret = Secrets.token();
        issue(name, secret, permissions, valid, by);
        return secret;
    }

    /** One whose secret and validity the first start sets: of a demonstration, most of it is over when its made-up time is. */
    @Transactional
    void issue(String name, String secret, Set<Permission> permissions, Duration valid, Actor by) {
        Instant now = clock.instant();
        Token token = new Token(UuidV7.next(clock), name, secret, permissions, now, now.plus(valid));
        if (by.kind() == Actor.Kind.PERSON && by.id() != null) {
            token.createdBy(by.id());
        }
        tokens.save(token);
        String scopes = permissions.stream().map(Permission::scope).sorted().collect(Collectors.joining(" "));
        record(by, "token.issued", token, Map.of("token", token.id().toString(), "name", name, "scopes", scopes));
    }

    @Transactional
    public void revoke(UUID id, Actor by) {
        Token token = tokens.findById(id).orElseThrow(() -> new NotFound("token"));
        token.revoke(clock.instant());
        record(by, "token.revoked", token, Map.of("token", token.id().toString(), "name", token.name()));
    }

    private void record(Actor by, String kind, Token token, Map<String, Object> detail) {
        trail.record(by, kind, token.name());
        ledger.append(Draft.of(kind, by, detail));
    }

    private static void check(String name, Set<Permission> permissions, Duration valid) {
        if (name.isBlank() || name.length() > 200 || permissions.isEmpty()) {
            throw new InvalidRequest("A token has a name and at least one scope.");
        }
        if (valid.isNegative() || valid.isZero() || valid.compareTo(LONGEST) > 0) {
            throw new InvalidRequest("A token is valid for 1 to 366 days.");
        }
    }
}
