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

    private static final List<String> COUNTS_OF_SCANS =
            List.of("misconfigurations", "secrets", "licences", "components", "suppressed");

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
            return kind.equals("SCAN") ? "scan report" : "events";
        }

        public boolean isScan() {
            return kind.equals("SCAN");
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
    }

    /** A figure of the reader's, with its name written out. */
    record Count(String name, long figure) {}

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
        return content.isScan() ? scanSummary() : plainSummary();
    }

    private String scanSummary() {
        StringBuilder words = new StringBuilder(Written.count(figure("scans"), "scan", "scans"))
                .append(", ")
                .append(Written.count(figure("observations, total"), "vulnerability row", "vulnerability rows"))
                .append("; findings: ")
                .append(Written.count(figure("findings, created")))
                .append(" new, ")
                .append(Written.count(figure("findings, closed")))
                .append(" closed, ")
                .append(Written.count(figure("findings, reopened")))
                .append(" reopened");
        for (String name : COUNTS_OF_SCANS) {
            if (figure(name) > 0) {
                words.append("; ")
                        .append(Written.count(figure(name)))
                        .append(' ')
                        .append(name);
            }
        }
        return words.toString();
    }

    private String plainSummary() {
        return String.join(
                "; ",
                counts().stream()
                        .map(count -> Written.count(count.figure()) + " " + count.name())
                        .toList());
    }

    private long figure(String name) {
        return counts().stream()
                .filter(count -> count.name().equals(name))
                .mapToLong(Count::figure)
                .findFirst()
                .orElse(0);
    }
}
