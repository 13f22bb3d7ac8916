package io.exhibit.hardening;

import io.exhibit.kernel.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What else than the images themselves can make a difference between them. */
final class Cautions {

    private static final Duration FAR = Duration.ofDays(1);

    private final Set<String> said = new LinkedHashSet<>();

    private Cautions() {}

    static List<String> of(
            ComparedImage before,
            ComparedImage after,
            List<Packages.Row> packages,
            @Nullable Vulnerabilities vulnerabilities) {
        Cautions cautions = new Cautions();
        if (!packages.isEmpty() && before.listing() != null && after.listing() != null) {
            cautions.listings(before.listing(), after.listing(), packages);
        }
        if (vulnerabilities != null && before.scan() != null && after.scan() != null) {
            cautions.scans(before.scan(), after.scan(), vulnerabilities);
            cautions.unchanged(vulnerabilities, packages);
        }
        return List.copyOf(cautions.said);
    }

    private void listings(ComparedImage.Source before, ComparedImage.Source after, List<Packages.Row> packages) {
        madeWith(before, after, "The packages were listed by ", "tool");
        oneSided(before, after, "listed");
        oneSided(after, before, "listed");
        long unnamed = packages.stream().filter(row -> row.type().isEmpty()).count();
        if (unnamed > 0) {
            said.add(Written.count(unnamed, "package has", "packages have")
                    + " no package URL and can be told apart by name only.");
        }
    }

    private void scans(ComparedImage.Source before, ComparedImage.Source after, Vulnerabilities found) {
        madeWith(before, after, "The scans were made with ", "scanner");
        oneSided(before, after, "scanned for vulnerabilities");
        oneSided(after, before, "scanned for vulnerabilities");
        Duration apart = Duration.between(before.madeAt(), after.madeAt()).abs();
        if (apart.compareTo(FAR) > 0) {
            said.add(
                    "The scans were made " + Written.count(apart.toDays(), "day", "days")
                            + " apart: what became known in between only the newer one can list. Scan both again on one day to be sure.");
        }
        published(found.added(), "new", before.madeAt(), "before");
        published(found.removed(), "removed", after.madeAt(), "after");
        inconclusive(before, "before");
        inconclusive(after, "after");
    }

    private void madeWith(ComparedImage.Source before, ComparedImage.Source after, String did, String whose) {
        if (!before.madeWith().equals(after.madeWith())) {
            said.add(did + before.madeWith() + " before and " + after.madeWith() + " after: a difference can be the "
                    + whose + "'s.");
        }
    }

    private void oneSided(ComparedImage.Source one, ComparedImage.Source other, String did) {
        List<String> only = one.classes().stream()
                .filter(kind -> !other.classes().contains(kind))
                .sorted()
                .toList();
        if (!only.isEmpty()) {
            said.add("Only one of the two was " + did + " in " + String.join(", ", only)
                    + (did.equals("listed") ? ": the other may have such packages too." : ": that is not compared."));
        }
    }

    private void published(List<Vulnerabilities.Row> rows, String how, Instant madeAt, String which) {
        long unknown = rows.stream().filter(row -> row.publishedAfter(madeAt)).count();
        if (unknown > 0) {
            said.add(Written.count(unknown) + " of the " + Written.count(rows.size()) + " " + how
                    + " were published after the scan of the image " + which
                    + " was made: it could not list them, whether they are in it or not.");
        }
    }

    /** What is said of a package that is the same in both does not come from the image. */
    private void unchanged(Vulnerabilities found, List<Packages.Row> packages) {
        Set<String> same = packages.stream()
                .filter(Packages.Row::unchanged)
                .map(Packages.Row::name)
                .collect(Collectors.toSet());
        unchanged(found.removed(), Vulnerabilities.Row::before, "removed", same);
        unchanged(found.added(), Vulnerabilities.Row::after, "new", same);
    }

    private void unchanged(
            List<Vulnerabilities.Row> rows,
            Function<Vulnerabilities.Row, @Nullable String> packages,
            String how,
            Set<String> same) {
        long doubtful = rows.stream()
                .map(packages)
                .filter(names ->
                        names != null && Stream.of(names.split(", ", -1)).anyMatch(same::contains))
                .count();
        if (doubtful > 0) {
            said.add(
                    Written.count(doubtful) + " of the " + Written.count(rows.size()) + " " + how
                            + " are of packages that both images have in the same version: there the scanner's data differs, not the image.");
        }
    }

    private void inconclusive(ComparedImage.Source scan, String which) {
        if (scan.inconclusiveSince() > 0) {
            said.add(Written.count(scan.inconclusiveSince(), "later scan", "later scans") + " of the image " + which
                    + " proved nothing (failed, incomplete or overtaken) and was left out.");
        }
    }
}
