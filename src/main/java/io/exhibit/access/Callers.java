package io.exhibit.access;

import io.exhibit.ledger.Actor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Who is asking, in the request that is being answered. */
public final class Callers {

    private Callers() {}

    /** The person or machine that is signed in, as the ledger and the activity trail name it. */
    public static Actor current() {
        Object principal = principal();
        if (principal instanceof Officer officer) {
            return new Actor(Actor.Kind.PERSON, officer.id(), officer.getUsername(), origin());
        }
        if (principal instanceof Machine machine) {
            return new Actor(Actor.Kind.MACHINE, machine.tokenId(), machine.name(), origin());
        }
        return new Actor(Actor.Kind.ANONYMOUS, null, "anonymous", origin());
    }

    public static Optional<Officer> officer() {
        return principal() instanceof Officer officer ? Optional.of(officer) : Optional.empty();
    }

    public static Optional<Machine> machine() {
        return principal() instanceof Machine machine ? Optional.of(machine) : Optional.empty();
    }

    private static @Nullable Object principal() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication == null ? null : authentication.getPrincipal();
    }

    private static String origin() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
                ? String.valueOf(request.getRequest().getRemoteAddr())
                : "local";
    }
}
