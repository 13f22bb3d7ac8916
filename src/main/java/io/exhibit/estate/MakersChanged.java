package io.exhibit.estate;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Somebody else makes the images of these targets now, or stands otherwise to the bank. Published inside the change's transaction. */
public record MakersChanged(List<UUID> targets, Instant at) {

    public MakersChanged {
        targets = List.copyOf(targets);
    }
}
