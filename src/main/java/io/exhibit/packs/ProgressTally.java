package io.exhibit.packs;

import java.util.Locale;

/** Counts deadlines that fell and what became of them, and what ended with the days that it took. */
final class ProgressTally {

    private long fell;
    private long met;
    private long unproven;
    private long ended;
    private double days;

    void fell(boolean inTime, boolean proven) {
        fell++;
        if (inTime && proven) {
            met++;
        } else if (inTime) {
            unproven++;
        }
    }

    void ended(double taken) {
        ended++;
        days += taken;
    }

    void add(ProgressTally more) {
        fell += more.fell;
        met += more.met;
        unproven += more.unproven;
        ended += more.ended;
        days += more.days;
    }

    boolean isOfAnything() {
        return fell + ended > 0;
    }

    long fell() {
        return fell;
    }

    long met() {
        return met;
    }

    long unproven() {
        return unproven;
    }

    long missed() {
        return fell - met - unproven;
    }

    long ended() {
        return ended;
    }

    /** Whole percents, rounded down: 100 % is said only of all. */
    String percent() {
        return fell == 0 ? "none fell" : met * 100 / fell + " %";
    }

    /** Days on average. */
    String mean() {
        return ended == 0 ? "" : String.format(Locale.ENGLISH, "%,.1f", days / ended);
    }
}
