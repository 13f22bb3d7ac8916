package io.exhibit.intake;

import io.exhibit.ledger.Spool;
import java.io.IOException;

/** Others' catalogue that can be loaded: its name, how many bytes it has at the most, and what loads it. */
public record ReferenceSource(String name, long largest, Loader loader) {

    /** Loads bytes as if they had been posted; product: which one they are about, empty where the source has one catalogue. */
    @FunctionalInterface
    public interface Loader {
        ReferenceLoads.Load load(String product, Spool bytes, ReferenceOrigin origin) throws IOException;
    }
}
