package io.exhibit.findings;

/** A worksheet in which every field is filled in. */
final class Worksheets {

    private Worksheets() {}

    static Worksheet filled() {
        return new Worksheet(
                "The vendor's fix breaks the scheme's interface.",
                "A rule at the gateway drops the requests that reach the flaw.",
                "Known ways in are closed within a month.",
                "The way in is closed before the service.",
                "Whoever is inside the cluster already.",
                "Requests of the published exploit were dropped on three days.",
                "The rule is tested each week by the gateway team.");
    }
}
