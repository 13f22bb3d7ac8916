package io.exhibit;

import io.exhibit.estate.Narrowings;
import io.exhibit.ledger.Actor;
import java.util.OptionalLong;
import java.util.UUID;

/** Agrees as another person that a system counts for less, where one person proposed it. */
public final class SecondOfficer {

    private static final Actor OTHER =
            new Actor(Actor.Kind.PERSON, UUID.fromString("0192f0a4-7b1e-7c55-8000-0c0ffee05ec0"), "Tomasz", "test");

    private SecondOfficer() {}

    /** What entering a system answered: the proposal, if there is one. */
    public static void agree(Narrowings narrowings, String code, OptionalLong proposal) {
        proposal.ifPresent(entry -> narrowings.approve(code, entry, "Looked at it.", OTHER));
    }
}
