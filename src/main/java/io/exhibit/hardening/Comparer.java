package io.exhibit.hardening;

import io.exhibit.access.Installation;
import io.exhibit.kernel.InvalidRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Compares two images by the packages and scans that are held of them, all as of one moment. */
@Component
class Comparer {

    private final ComparedImages images;
    private final ComparisonRows rows;

    Comparer(ComparedImages images, ComparisonRows rows) {
        this.images = images;
        this.rows = rows;
    }

    /** Refused when the two are not two images of one repository that a digest tells apart. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Comparison of(ComparedImage one, ComparedImage other, Installation installation) {
        check(one, other);
        ComparedImage before = images.withScans(one);
        ComparedImage after = images.withScans(other);
        String noPackages = notListed(before, after);
        String noVulnerabilities = notScanned(before, after);
        List<Packages.Row> listed = noPackages == null ? rows.packages(before.id(), after.id()) : List.of();
        Packages packages = noPackages == null ? Packages.of(listed) : null;
        Vulnerabilities vulnerabilities = noVulnerabilities == null ? vulnerabilities(before, after) : null;
        return new Comparison(
                Comparison.FORMAT,
                installation,
                before,
                after,
                packages,
                noPackages,
                vulnerabilities,
                noVulnerabilities,
                Cautions.of(before, after, listed, vulnerabilities));
    }

    private static void check(ComparedImage before, ComparedImage after) {
        if (!before.repository().equals(after.repository())) {
            throw new InvalidRequest("Only images of the same repository are compared.");
        }
        if (!before.fixed() || !after.fixed()) {
            throw new InvalidRequest(
                    "An image that is known by its tag only is not compared: the tag can be moved to other bytes.");
        }
        if (before.sameBytes(after)) {
            throw new InvalidRequest("These are the same image: there is nothing to compare.");
        }
    }

    private Vulnerabilities vulnerabilities(ComparedImage before, ComparedImage after) {
        ComparedImage.Source first = before.scan();
        ComparedImage.Source second = after.scan();
        if (first == null || second == null) {
            throw new IllegalStateException("Both are scanned.");
        }
        List<String> classes = both(first, second);
        return Vulnerabilities.of(classes, rows.vulnerabilities(first.id(), second.id(), classes));
    }

    private static @Nullable String notListed(ComparedImage before, ComparedImage after) {
        return silent(before.listing(), after.listing(), "or SBOM here listed the packages of");
    }

    private static @Nullable String notScanned(ComparedImage before, ComparedImage after) {
        ComparedImage.Source first = before.scan();
        ComparedImage.Source second = after.scan();
        if (first == null || second == null) {
            return silent(first, second, "here tells what is in, and what is not in,");
        }
        return both(first, second).isEmpty() ? "The two scans looked at different kinds of packages." : null;
    }

    private static @Nullable String silent(
            ComparedImage.@Nullable Source before, ComparedImage.@Nullable Source after, String did) {
        if (before != null && after != null) {
            return null;
        }
        String which = before == null ? after == null ? "either image" : "the image before" : "the image after";
        return "No scan " + did + " " + which + ".";
    }

    private static List<String> both(ComparedImage.Source one, ComparedImage.Source other) {
        return one.classes().stream().filter(other.classes()::contains).sorted().toList();
    }
}
