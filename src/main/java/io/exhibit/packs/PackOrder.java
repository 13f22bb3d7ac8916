package io.exhibit.packs;

import io.exhibit.controls.FrameworkId;
import io.exhibit.estate.Scope;
import io.exhibit.kernel.Period;
import java.time.Instant;

/** What a pack is asked for: under which framework, about what, over which period, as known when. */
record PackOrder(FrameworkId framework, Scope scope, Period period, Instant asOf) {}
