package io.exhibit.hardening;

import io.exhibit.kernel.Excerpt;
import io.exhibit.kernel.Written;
import java.util.List;

/** A comparison as a page shows it: long lists by their beginning. */
record ComparisonSheet(Comparison comparison) {

    private static final int ROOM = 100;

    /** A list with its name in a sentence. */
    record Part<T>(String name, int size, Excerpt<T> excerpt) {

        private static <T> Part<T> of(String name, List<T> rows) {
            List<T> some = rows.subList(0, Math.min(rows.size(), ROOM + 1));
            return new Part<>(name, rows.size(), Excerpt.of(some, ROOM));
        }
    }

    public List<Part<Packages.Row>> packages() {
        Packages packages = comparison.packages();
        return packages == null
                ? List.of()
                : List.of(
                        Part.of("Only before", packages.removed()),
                        Part.of("Only after", packages.added()),
                        Part.of("In another version", packages.changed()));
    }

    public List<Part<Vulnerabilities.Row>> vulnerabilities() {
        Vulnerabilities found = comparison.vulnerabilities();
        return found == null
                ? List.of()
                : List.of(
                        Part.of("Removed", found.removed()),
                        Part.of("New", found.added()),
                        Part.of("Still there", found.still()));
    }

    /** 142 to 31: 111 fewer. */
    public String change(int before, int after) {
        String difference = before == after
                ? "the same"
                : Written.count(Math.abs(after - before)) + (after < before ? " fewer" : " more");
        return Written.count(before) + " before, " + Written.count(after) + " after: " + difference;
    }
}
