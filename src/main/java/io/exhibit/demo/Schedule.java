package io.exhibit.demo;

import java.time.Instant;
import java.util.Collection;
import java.util.TreeMap;

/** The steps of the half year in their order. No two have the same time, so that the ledger's last time tells which are done. */
final class Schedule {

    /** Something that happens at a time: it leaves an entry in the ledger, or can be done twice without harm. */
    record Step(Instant at, String what, Act act) {}

    /** What a step does. */
    interface Act {
        void play(Instant at);
    }

    private final TreeMap<Instant, Step> steps = new TreeMap<>();
    private final Instant end;

    Schedule(Instant end) {
        this.end = end;
    }

    /** Adds a step at the first free second from a time on, and answers it; what comes after the end is left out. */
    Instant add(Instant wanted, String what, Act act) {
        Instant at = wanted;
        while (steps.containsKey(at)) {
            at = at.plusSeconds(1);
        }
        if (at.isBefore(end)) {
            steps.put(at, new Step(at, what, act));
        }
        return at;
    }

    Collection<Step> after(Instant done) {
        return steps.tailMap(done, false).values();
    }
}
