package io.exhibit.scans;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a VEX document says of itself; filled while it is read. */
final class VexDocument {

    String identifier = "";
    String author = "";
    String role = "";
    String version = "";

    @Nullable
    Instant statedAt;

    /** When the fixes were released of which it does not say it apart; null: it does not say. */
    @Nullable
    Instant fixesReleasedAt;

    /** What a date is said to be from. */
    String called = "";

    int statements;
    int products;
    int incomparable;
}
