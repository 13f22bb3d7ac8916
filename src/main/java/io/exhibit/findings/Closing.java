package io.exhibit.findings;

import io.exhibit.findings.FindingStory.Proof;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The end of an episode, by a scan (proof) or by the ledger entry of a decision. doubts empty: the scans prove that it is gone; null: it ended before that was looked at. */
record Closing(
        Instant at,
        @Nullable Proof proof,
        @Nullable Long entry,
        String reason,
        @Nullable List<Doubt> doubts) {

    /** What the later scan showed, as a sentence. */
    public String ending() {
        return switch (reason) {
            case "PACKAGE_UPDATED" -> "The package is there in another version.";
            case "PACKAGE_REMOVED" -> "The package is no longer there.";
            case "TARGET_RETIRED" -> "It is no longer used, and no cluster stated then that it ran.";
            case "CAME_LATE" ->
                "The report that shows it came in when a newer scan of the same target was on record, and that one does not list it.";
            case "SAME_FINDING" -> "A report named both as one vulnerability: it goes on as the other finding.";
            case "SCANNER_CHANGED" -> "Nothing that was scanned changed; the scanner no longer lists it.";
            default ->
                "A later scan of the same target no longer lists it. It lists no packages: updated or removed, it does not tell.";
        };
    }

    public String words() {
        return doubts == null ? "not looked at" : doubts.isEmpty() ? "proven" : "not proven";
    }

    public String tone() {
        return doubts == null || !doubts.isEmpty() ? "unknown" : "ok";
    }
}
