package io.exhibit.packs;

import io.exhibit.kernel.Refusal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A pack's files are asked for before it is sealed; while it is being made, asking again helps. */
final class PackNotSealed extends Refusal {

    private static final long serialVersionUID = 1L;

    PackNotSealed(PackView pack) {
        super("pack-not-sealed", 409, "Pack not sealed", words(pack), wait(pack));
    }

    private static String words(PackView pack) {
        if (pack.state() == EvidencePack.State.FAILED) {
            return "This pack failed and has no files. Ask for a new one.";
        }
        if (pack.isFinal()) {
            return "This pack was never sealed: " + pack.step() + ". Ask for a new one.";
        }
        return pack.isAwaitingPeople()
                ? "This pack is a draft: " + pack.step() + "."
                : "This pack is still being made: " + pack.step() + ".";
    }

    private static @Nullable Duration wait(PackView pack) {
        return pack.isFinal() || pack.isAwaitingPeople() ? null : Duration.ofSeconds(5);
    }
}
