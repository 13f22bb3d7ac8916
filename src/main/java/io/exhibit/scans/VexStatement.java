package io.exhibit.scans;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One claim of an author: how products stand to a vulnerability, known under one or more ids. statedAt null: as the document says. */
record VexStatement(
        String vulnerability,
        Set<String> names,
        String status,
        Reasons reasons,
        @Nullable Instant statedAt,
        List<VexProduct> products) {

    /** In the author's words: a word of VEX, why there is no impact, what to do about one, and whatever else. */
    record Reasons(String justification, String impact, String action, String notes) {}
}
