package io.exhibit.hardening;

import io.exhibit.kernel.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What else than the images themselves can make a difference between them. */
final class Cautions {

    private static final Duration FAR = Duration.ofDays(1);

    private final Set<String> said = new LinkedHashSet<>();

    private Cautions() {}

    static List<String> of(
            ComparedImage before,
            ComparedImage after,
            @Nullable Packages packages,
            @Nullable Vulnerabilities vulnerabilities) {
        Cautions cautions = new Cautions();
        if (packages != null && before.listing() != null && after.listing() != null) {
            cautions.listings(before.listing(), after.listing(), packages);
        }
        if (vulnerabilities != null && before.scan() != null && after.scan() != null) {
            cautions.scans(before.scan(), after.scan(), vulnerabilities);
        }
        return List.copyOf(cautions.said);
    }

    private void listings(ComparedImage.Source before, ComparedImage.Source after, Packages packages) {
        madeWith(before, after);
        oneSided(before, after, "listed");
        oneSided(after, before, "listed");
        if (packages.unnamed() > 0) {
            said.add(Written.count(packages.unnamed(), "package has", "packages have")
                    + " no package URL and can be told apart by name only.");
        }
    }

    private void scans(ComparedImage.Source before, ComparedImage.Source after, Vulnerabilities found) {
        madeWith(before, after);
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

    private void madeWith(ComparedImage.Source before, ComparedImage.Source after) {
        if (!before.madeWith().equals(after.madeWith())) {
            said.add("The scans were made with " + before.madeWith() + " before and " + after.madeWith()
                    + " after: a difference can be the scanner's.");
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

    private void inconclusive(ComparedImage.Source scan, String which) {
        if (scan.inconclusiveSince() > 0) {
            said.add(Written.count(scan.inconclusiveSince(), "later scan", "later scans") + " of the image " + which
                    + " proved nothing (failed, incomplete or overtaken) and was left out.");
        }
    }
}
