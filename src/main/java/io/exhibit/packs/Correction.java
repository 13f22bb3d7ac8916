package io.exhibit.packs;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Text;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which sealed pack is to be superseded, and why, as it was asked for. */
record Correction(UUID pack, String why) {

    private static final int LONGEST = 1000;

    static @Nullable Correction read(@Nullable String pack, @Nullable String why) {
        String id = Text.given(pack);
        String reason = Text.given(why);
        if (id == null) {
            return none(reason);
        }
        if (reason == null || reason.length() > LONGEST) {
            throw new InvalidRequest("Say why the pack is superseded, in at most " + LONGEST + " characters.");
        }
        try {
            return new Correction(UUID.fromString(id), Text.clean(reason, LONGEST));
        } catch (IllegalArgumentException unreadable) {
            throw new InvalidRequest("supersedes is the id of a sealed pack.");
        }
    }

    private static @Nullable Correction none(@Nullable String reason) {
        if (reason != null) {
            throw new InvalidRequest("A reason goes with supersedes, the id of a sealed pack.");
        }
        return null;
    }
}
