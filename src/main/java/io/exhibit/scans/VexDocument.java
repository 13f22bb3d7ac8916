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

    int statements;
    int products;
    int incomparable;
}
