package io.exhibit.scans;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A product in which a vulnerability is fixed, under all its ids; at: when a remediation says that the fix was there to be had, null: none
 * does; fixed null: it cannot be compared with anything here.
 */
record AdvisedFix(
        Set<String> vulnerabilities,
        String product,
        @Nullable FixedPackage fixed,
        @Nullable Instant at) {}
