package io.exhibit.hardening;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What two scans list. A vulnerability is removed when no package of the image after has it any more, whatever it is called there. */
record Vulnerabilities(
        List<String> classes,
        int before,
        int after,
        int findingsBefore,
        int findingsAfter,
        List<OfRank> ranks,
        List<Row> removed,
        List<Row> added,
        List<Row> still) {

    private static final List<String> RANKS = List.of("CRITICAL", "HIGH", "MEDIUM", "LOW", "");

    Vulnerabilities {
        classes = List.copyOf(classes);
        ranks = List.copyOf(ranks);
        removed = List.copyOf(removed);
        added = List.copyOf(added);
        still = List.copyOf(still);
    }

    /** How many vulnerabilities of a rank; an empty rank: not ranked. */
    record OfRank(String rank, int before, int after, int removed, int added, int still) {}

    /** A vulnerability with the packages that have it; null: none. Rank and severity are the worst of its findings. */
    record Row(
            String id,
            String rank,
            String severity,
            @Nullable String before,
            @Nullable String after,
            int findingsBefore,
            int findingsAfter,
            @Nullable String fixedIn,
            boolean suppressed,
            @Nullable Instant publishedAt) {

        boolean publishedAfter(Instant at) {
            return publishedAt != null && publishedAt.isAfter(at);
        }
    }

    static Vulnerabilities of(List<String> classes, List<Row> rows) {
        List<Row> removed = new ArrayList<>();
        List<Row> added = new ArrayList<>();
        List<Row> still = new ArrayList<>();
        for (Row row : rows) {
            (row.after() == null ? removed : row.before() == null ? added : still).add(row);
        }
        List<OfRank> ranks = RANKS.stream()
                .map(rank -> {
                    int gone = ofRank(removed, rank);
                    int come = ofRank(added, rank);
                    int there = ofRank(still, rank);
                    return new OfRank(rank, gone + there, come + there, gone, come, there);
                })
                .toList();
        return new Vulnerabilities(
                classes,
                removed.size() + still.size(),
                added.size() + still.size(),
                rows.stream().mapToInt(Row::findingsBefore).sum(),
                rows.stream().mapToInt(Row::findingsAfter).sum(),
                ranks,
                removed,
                added,
                still);
    }

    private static int ofRank(List<Row> rows, String rank) {
        return (int) rows.stream().filter(row -> row.rank().equals(rank)).count();
    }
}
