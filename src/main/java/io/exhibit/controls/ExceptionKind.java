package io.exhibit.controls;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A kind of exception and its effect under each profile. proof: what a request has to show beside its reason; null: nothing.
 * justified: it takes a reason out of the vocabulary of VEX. worksheet: it takes the worksheet of a compensating control, which an
 * assessor may accept.
 */
public record ExceptionKind(
        String id,
        String name,
        String meaning,
        @Nullable String proof,
        boolean justified,
        boolean worksheet,
        Map<String, Effect> effects) {

    public ExceptionKind {
        effects = Map.copyOf(effects);
    }

    /** What a valid exception changes under a profile, why, and who says so. */
    public record Effect(Strength effect, String why, String source) {}

    /** Whether a valid exception stands in for a missed deadline. */
    public enum Strength {
        SATISFIES("counts while it is valid"),
        WHEN_ACCEPTED("compensates only once an assessor accepted it"),
        CHANGES_RANK("changes the rank, and with it the days"),
        NONE("does not count");

        private final String words;

        Strength(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** A reason why a vulnerability cannot be used, in the vocabulary of VEX. */
    public record Justification(String id, String name) {}

    /** Whether what it covers has the rank that it gives, while it is valid. */
    public boolean lowers() {
        return effects.values().stream().anyMatch(effect -> effect.effect() == Strength.CHANGES_RANK);
    }

    /** What it changes under a profile: nothing that is not written down. */
    public Effect under(String profile) {
        return effects.getOrDefault(profile, new Effect(Strength.NONE, "Nothing says that it counts here.", ""));
    }
}
