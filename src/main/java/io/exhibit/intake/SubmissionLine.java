package io.exhibit.intake;

import io.exhibit.kernel.Written;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A submission as a page shows it. */
record SubmissionLine(
        UUID id,
        String sender,
        Instant receivedAt,
        @Nullable Instant interpretedAt,
        Content content,
        Place place,
        Outcome outcome) {

    private static final String TOTAL = "observations, total";
    private static final List<Noun> COUNTS_OF_SCANS = List.of(
            new Noun("misconfigurations", "misconfiguration", "misconfigurations"),
            new Noun("secrets", "secret", "secrets"),
            new Noun("licences", "licence", "licences"),
            new Noun("components", "component", "components"),
            new Noun("suppressed", "row suppressed", "rows suppressed"));
    private static final List<String> PRIORITIES = List.of(
            "emergency", "alert", "critical", "error", "warning", "notice", "informational", "debug", "unknown");

    /** How a count is named by the reader, and what one or many of it are called. */
    private record Noun(String count, String one, String many) {}

    /** What came in. */
    record Content(
            String kind,
            String sha256,
            long size,
            String contentType,
            String encoding,
            @Nullable String format,
            Map<String, Object> context) {

        public String words() {
            return switch (kind) {
                case "SCAN" -> "scan report";
                case "DEPLOYMENTS" -> "snapshot of a cluster";
                case "VEX" -> "VEX document";
                case "ATTESTATIONS" -> "attestations";
                default -> "events";
            };
        }

        public boolean isScan() {
            return kind.equals("SCAN");
        }

        public boolean isVex() {
            return kind.equals("VEX");
        }
    }

    /** Where it stands in the ledger. */
    record Place(long entryIndex, int position) {}

    /** What became of it. */
    record Outcome(
            String state,
            @Nullable String reason,
            @Nullable String detail,
            @Nullable String reader,
            Map<String, Object> counts) {

        public String words() {
            return state.toLowerCase(Locale.ROOT);
        }

        /** Which badge: being kept is not yet good, being read is not yet a verdict. */
        public String tone() {
            return switch (state) {
                case "INTERPRETED" -> "ok";
                case "QUARANTINED" -> "late";
                default -> "unknown";
            };
        }

        /** Not readable, and nobody has said that it need not be read. */
        public boolean isOpen() {
            return state.equals("QUARANTINED");
        }
    }

    /** A figure of the reader's, under the name that the reader gave it. */
    record Count(String name, long figure) {

        /** Which noun observations are, to people: rows of a scan report, or events. */
        public String words(boolean ofScan) {
            String noun = ofScan ? "vulnerability rows" : "events";
            return name.equals(TOTAL) ? noun : name.replaceFirst("^observations(?=, )", noun);
        }
    }

    /** What came in: an SBOM comes through the door of scan reports, and is told from them once it is read. */
    public String words() {
        return isSbom() ? "SBOM" : content.words();
    }

    public boolean isSbom() {
        return content.isScan() && figure("SBOMs") > 0;
    }

    /** Every figure that the reader counted, one a line. */
    public List<Count> counts() {
        List<Count> counts = new ArrayList<>();
        collect("", outcome.counts(), counts);
        counts.sort(Comparator.comparing(Count::name));
        return counts;
    }

    private static void collect(String path, Map<?, ?> node, List<Count> counts) {
        node.forEach((key, value) -> {
            String name = path.isEmpty() ? String.valueOf(key) : path + ", " + key;
            if (value instanceof Map<?, ?> inner) {
                collect(name, inner, counts);
            } else if (value instanceof Number figure) {
                counts.add(new Count(name, figure.longValue()));
            }
        });
    }

    /** The figures in a sentence; empty for what was not interpreted. */
    public String summary() {
        if (outcome.counts().isEmpty()) {
            return "";
        }
        return switch (content.kind()) {
            case "SCAN" -> isSbom() ? sbomSummary() : scanSummary();
            case "DEPLOYMENTS" -> snapshotSummary();
            case "VEX" ->
                Written.count(figure("statements"), "statement", "statements") + " about "
                        + Written.count(figure("products"), "product", "products") + ".";
            case "ATTESTATIONS" ->
                Written.count(figure("statements"), "statement", "statements") + " about "
                        + Written.count(figure("subjects"), "artefact", "artefacts") + ".";
            default -> eventSummary();
        };
    }

    private String scanSummary() {
        StringBuilder words = new StringBuilder(Written.count(figure("scans"), "scan", "scans"))
                .append(", ")
                .append(Written.count(figure(TOTAL), "vulnerability row", "vulnerability rows"))
                .append("; findings: ")
                .append(Written.count(figure("findings, created")))
                .append(" new, ")
                .append(Written.count(figure("findings, closed")))
                .append(" closed, ")
                .append(Written.count(figure("findings, reopened")))
                .append(" reopened");
        for (Noun noun : COUNTS_OF_SCANS) {
            long figure = figure(noun.count());
            if (figure > 0) {
                words.append("; ").append(Written.count(figure, noun.one(), noun.many()));
            }
        }
        return words.toString();
    }

    private String sbomSummary() {
        return "SBOM of " + Written.count(figure("components"), "component", "components") + ", "
                + Written.count(figure("without a version")) + " without a version, "
                + Written.count(figure("without a package URL")) + " without a package URL";
    }

    private String snapshotSummary() {
        return Written.count(figure("running"), "container runs", "containers run") + "; intervals: "
                + Written.count(figure("intervals, opened")) + " begun, "
                + Written.count(figure("intervals, closed")) + " ended, "
                + Written.count(figure("intervals, extended")) + " changed"
                + (figure("late") > 0 ? "; late: it ends nothing" : "");
    }

    /** 3 events (2 warning, 1 notice), 2 new alerts; 1 place could not be read. */
    private String eventSummary() {
        String bad = figure("unreadable, total") == 0
                ? ""
                : "; " + Written.count(figure("unreadable, total"), "place", "places") + " could not be read";
        return Written.count(figure(TOTAL), "event", "events") + byPriority() + ", "
                + Written.count(figure("alerts, created"), "new alert", "new alerts") + bad;
    }

    private String byPriority() {
        List<String> parts = PRIORITIES.stream()
                .filter(priority -> figure("observations, " + priority) > 0)
                .map(priority -> Written.count(figure("observations, " + priority)) + " " + priority)
                .toList();
        return parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")";
    }

    private long figure(String name) {
        return counts().stream()
                .filter(count -> count.name().equals(name))
                .mapToLong(Count::figure)
                .findFirst()
                .orElse(0);
    }
}
