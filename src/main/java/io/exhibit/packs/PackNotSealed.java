package io.exhibit.packs;

import io.exhibit.kernel.Refusal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A pack's files are asked for before it is sealed; while it is being made, asking again helps. */
final class PackNotSealed extends Refusal {

    private static final long serialVersionUID = 1L;

    PackNotSealed(PackView pack) {
        super(
                "pack-not-sealed",
                409,
                "Pack not sealed",
                pack.isFinal()
                        ? "This pack failed and has no files. Ask for a new one."
                        : "This pack is still being made: " + pack.step() + ".",
                wait(pack));
    }

    private static @Nullable Duration wait(PackView pack) {
        return pack.isFinal() ? null : Duration.ofSeconds(5);
    }
}
