package io.exhibit.assessment;

import io.exhibit.controls.Control;
import io.exhibit.kernel.Address;

/** A control in the list of its framework. */
record ControlLine(String code, String title, Result result, String reason, String checks, String link) {

    static ControlLine of(Control control, Result result, String reason, Counts checks, Address link) {
        return new ControlLine(control.id().code(), control.title(), result, reason, words(checks), link.text());
    }

    /** How far its checks got: 2 of 4 satisfied. */
    private static String words(Counts checks) {
        return checks.population() == 0
                ? "none"
                : checks.satisfied() + " of " + checks.population() + " satisfied"
                        + (checks.compensated() > 0 ? ", " + checks.compensated() + " compensated" : "")
                        + (checks.violated() > 0 ? ", " + checks.violated() + " violated" : "");
    }
}
