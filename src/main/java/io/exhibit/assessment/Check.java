package io.exhibit.assessment;

import java.util.List;
import java.util.Map;

/**
 * One automated check: the query of its population with an outcome for each item, and the words about it. A new check is a
 * new class of this kind; its version goes up whenever the same facts could give another verdict than before.
 *
 * <p>The query has the columns key, label, about, system, kind, subject, outcome, starts_at, due_at and done_at. It may use
 * :scope, :profile, :from, :to, :as_of, :judged_at, :excepting (the kinds of exception that count here) and the parameters it names. The outcome is a {@link Verdict}, a space
 * and one of a few phrases that read on from a figure: "VIOLATED open past the deadline".
 */
abstract class Check {

    private final String id;
    private final int version;
    private final Input input;
    private final Noun noun;
    private final String population;
    private final List<String> parameters;

    Check(String id, int version, Input input, Noun noun, String population, String... parameters) {
        this.id = id;
        this.version = version;
        this.input = input;
        this.noun = noun;
        this.population = population;
        this.parameters = List.of(parameters);
    }

    /** As in the catalogue: C07. */
    final String id() {
        return id;
    }

    final int version() {
        return version;
    }

    /** What must have been received for an answer at all. */
    final Input input() {
        return input;
    }

    /** What one item is called, what several are called, and when one counts: "critical finding", "…s", "due or open". */
    final Noun noun() {
        return noun;
    }

    final String population() {
        return isDivided() ? "SELECT p.* FROM (" + population + ") p WHERE p.part = '" + id + "'" : population;
    }

    /** The same with a column part, the id of the check that asks about an item: it may be another that has the same whole. */
    final String whole() {
        return isDivided() ? population : "SELECT p.*, '" + id + "' AS part FROM (" + population + ") p";
    }

    /** Whether several checks share its query, which has the column part then: they are counted in one reading. */
    boolean isDivided() {
        return false;
    }

    /** The parameters of the profile that the query uses, by name; one that a profile lacks falls back to {@link #fallback}. */
    final List<String> parameters() {
        return parameters;
    }

    /** The parameter that stands in for one that not every profile has. */
    String fallback(String parameter) {
        return parameter;
    }

    /** What the query uses beside that, by name: few values, looked up before. */
    Map<String, Object> lookedUp() {
        return Map.of();
    }

    /** What the reader has to know about a violation under this profile; empty: nothing. */
    String remark(String profile) {
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
        PUBLISHED,
        /** Documents that people file and approve. What is missing is an item by itself. */
        DOCUMENTED
    }
}
