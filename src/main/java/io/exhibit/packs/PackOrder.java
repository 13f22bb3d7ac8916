package io.exhibit.packs;

import io.exhibit.controls.FrameworkId;
import io.exhibit.estate.Scope;
import io.exhibit.kernel.Period;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a pack is asked for: under which framework, about what, over which period, as known when, in the place of which other. */
record PackOrder(
        FrameworkId framework,
        Scope scope,
        Period period,
        Instant asOf,
        @Nullable Correction correction) {

    PackOrder(FrameworkId framework, Scope scope, Period period, Instant asOf) {
        this(framework, scope, period, asOf, null);
    }
}
