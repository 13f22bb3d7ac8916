package io.exhibit.ledger;

import io.exhibit.kernel.InvalidRequest;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who did something: a person, a machine with its token, the system itself, or somebody not signed in; origin is an address. */
public record Actor(Kind kind, @Nullable UUID id, String name, String origin) {

    /** Exhibit acting by itself, on a schedule or at start. */
    public static final Actor SYSTEM = new Actor(Kind.SYSTEM, null, "exhibit", "local");

    /** The kinds of actor. */
    public enum Kind {
        PERSON,
        MACHINE,
        SYSTEM,
        ANONYMOUS
    }

    /** The pseudonym that goes into a ledger leaf: an id, never a name. */
    public String pseudonym() {
        return id == null ? kind.name().toLowerCase(Locale.ROOT) : id.toString();
    }

    /** The id of a person; who is none decides nothing. */
    public UUID person() {
        if (kind != Kind.PERSON || id == null) {
            throw new InvalidRequest("Only people decide.");
        }
        return id;
    }
}
