package io.exhibit.demo;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The time of a demonstration: it stands still in the past, is moved on from step to step while the made-up half year is posted,
 * and is the real time for ever after.
 */
@Component
@OnDemo
class DemoClock extends Clock {

    private final Clock real;
    private volatile @Nullable Instant stoppedAt;

    DemoClock() {
        this(Clock.systemUTC());
    }

    DemoClock(Clock real) {
        this.real = real;
    }

    Instant realTime() {
        return real.instant();
    }

    boolean isStopped() {
        return stoppedAt != null;
    }

    /** Stops the clock, or moves it on; never back, and never beyond the real time. */
    void stopAt(Instant instant) {
        Instant before = stoppedAt;
        if ((before != null && instant.isBefore(before)) || instant.isAfter(real.instant())) {
            throw new IllegalArgumentException(
                    "A demonstration's time goes from its past to the present, not to " + instant);
        }
        stoppedAt = instant;
    }

    /** The present is reached. */
    void release() {
        stoppedAt = null;
    }

    @Override
    public Instant instant() {
        Instant stopped = stoppedAt;
        return stopped == null ? real.instant() : stopped;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        // What goes by this clock must follow it, and everything is UTC.
        if (!zone.equals(getZone())) {
            throw new UnsupportedOperationException("Everything goes by UTC");
        }
        return this;
    }
}
