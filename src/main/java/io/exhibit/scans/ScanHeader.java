package io.exhibit.scans;

import io.exhibit.estate.ComponentList;
import io.exhibit.estate.ImageFacts;
import io.exhibit.intake.Submission;
import java.time.Instant;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a document says of one scan beside its rows; filled while the document is read. */
final class ScanHeader {

    String artifact = "";
    String artifactType = "";
    String namespace = "";
    String workload = "";
    String cluster = "";

    @Nullable
    String repositoryUrl;

    /** Who made it, and in what format; fixed by the reader. */
    final String tool;

    final String format;

    @Nullable
    String toolVersion;

    @Nullable
    Instant reportedAt;

    /** How old what the scanner knew was, where the report tells. */
    @Nullable
    Instant databaseAt;

    @Nullable
    ImageFacts image;

    @Nullable
    String error;

    final SortedSet<String> classes = new TreeSet<>();
    final Tally tally = new Tally();

    private static final Set<String> PACKAGE_CLASSES = Set.of("os-pkgs", "lang-pkgs");

    ScanHeader(String tool, String format) {
        this.tool = tool;
        this.format = format;
    }

    void covers(String resultClass) {
        if (PACKAGE_CLASSES.contains(resultClass)) {
            classes.add(resultClass);
        }
    }

    /** As the report says, and never after its receipt. */
    Instant madeAt(Instant receivedAt) {
        return reportedAt == null || reportedAt.isAfter(receivedAt) ? receivedAt : reportedAt;
    }

    /** Where the components are from that it lists. */
    ComponentList list(Submission submission, int n) {
        String version = toolVersion == null ? "" : toolVersion;
        return new ComponentList(
                submission,
                n,
                ComponentList.Source.SCAN,
                format,
                tool,
                version,
                reportedAt,
                tally.components,
                "",
                null);
    }

    /** Whether what the scan does not list may be taken as gone. */
    Outcome outcome(boolean overtaken) {
        if (error != null) {
            return new Outcome("FAILED", "The scanner reports an error: " + error);
        }
        if (classes.isEmpty()) {
            return new Outcome("NOT_CONCLUSIVE", "The report has no package results, so it closes nothing.");
        }
        if (overtaken) {
            return new Outcome(
                    "NOT_CONCLUSIVE",
                    "A newer scan of the same target is on record: this one tells since when, and closes nothing.");
        }
        return new Outcome("CONCLUSIVE", null);
    }

    /** How far a scan can be relied on; the reason says why not all the way. */
    record Outcome(String name, @Nullable String reason) {

        boolean isConclusive() {
            return reason == null;
        }
    }
}
