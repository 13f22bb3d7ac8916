package io.exhibit.assessment;

import java.util.List;
import java.util.Map;

/**
 * One automated check: the query of its population with an outcome for each item, and the words about it. A new check is a
 * new class of this kind; its version goes up whenever the same facts could give another verdict than before.
 */
interface Check {

    /** As in the catalogue: C07. */
    String id();

    int version();

    /**
     * A query with the columns key, label, about, system, kind, subject, outcome, starts_at, due_at and done_at. It may use
     * :scope, :profile, :from, :to, :as_of, :judged_at, :excepting (the kinds of exception that count here) and the parameters it names. The outcome is a {@link Verdict}, a space
     * and one of a few phrases that read on from a figure: "VIOLATED open past the deadline".
     */
    String population();

    /** The parameters of the profile that the query uses, by name; one that a profile lacks falls back to {@link #fallback}. */
    List<String> parameters();

    /** The parameter that stands in for one that not every profile has. */
    default String fallback(String parameter) {
        return parameter;
    }

    /** What the query uses beside that, by name: few values, looked up before. */
    default Map<String, Object> lookedUp() {
        return Map.of();
    }

    /** What one item is called, what several are called, and when one counts: "critical finding", "…s", "due or open". */
    Noun noun();

    /** What must have been received for an answer at all. */
    Input input();

    /** What the reader has to know about a violation under this profile; empty: nothing. */
    default String remark(String profile) {
        return "";
    }

    /** What one item is called, what several are called, and what puts one into the population. */
    record Noun(String one, String many, String when) {}

    /** Where the items come from, and whether having none to judge can mean that the question does not arise. */
    enum Input {
        /** Scans. When enough was scanned and nothing was found to judge, the question does not arise. */
        SCANNED_FOR,
        /** Scans. Without an item nothing is known. */
        SCANNED,
        /** Alerts. Silence alone proves nothing. */
        ALERTED,
        /** What people say of systems. Without an item nothing is known. */
        STATED,
        /** What clusters state to run. Scans alone do not say what runs. */
        RUNNING,
        /** What others publish about vulnerabilities. */
        PUBLISHED
    }
}
