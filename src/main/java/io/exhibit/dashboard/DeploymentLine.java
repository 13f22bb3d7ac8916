package io.exhibit.dashboard;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** That an image ran as a container of a workload, as a page and a file show it. */
record DeploymentLine(
        UUID id,
        Place place,
        Image image,
        Span span,
        Hints hints,
        @Nullable Owner owner,
        @Nullable Scanned scanned) {

    /** Where it ran; empty where nobody said. */
    record Place(String environment, String cluster, String namespace, String kind, String workload, String container) {

        public String words() {
            return Stream.of(environment, cluster, namespace)
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining(" / "));
        }
    }

    /** What ran; assurance: DIGEST, IMAGE_ID or TAG, by how much the name means the same bytes tomorrow. */
    record Image(
            String repository,
            @Nullable String tag,
            @Nullable String digest,
            @Nullable String config,
            String assurance) {

        public String name() {
            return tag == null ? repository : repository + ":" + tag;
        }

        public @Nullable String bytes() {
            return digest == null ? config : digest;
        }

        public boolean isTagOnly() {
            return assurance.equals("TAG");
        }
    }

    /** From when to when, and who said so. to null: it runs, or nobody has said otherwise. replicas null: nobody said. */
    record Span(
            Instant from,
            Instant openedAt,
            @Nullable Instant to,
            @Nullable Integer replicas,
            String source,
            long fromEntry,
            @Nullable Long toEntry) {

        public String sourceWords() {
            return source.equals("SNAPSHOT") ? "the cluster" : "a scan";
        }

        public boolean isRestarting() {
            return to == null && replicas != null && replicas == 0;
        }
    }

    /** Who hinted at its beginning, null: a snapshot has it; and what hints at its end, which only a complete snapshot ends. */
    record Hints(
            @Nullable String by,
            @Nullable Long entry,
            @Nullable End end) {

        public String byWords() {
            return "OPERATOR".equals(by) ? "a report of the Trivy Operator" : "the audit log";
        }
    }

    /** When it was deleted or scaled to nothing, as the audit log has it. */
    record End(Instant at, String how, long entry) {

        public String words() {
            return how.equals("DELETED") ? "deleted" : "scaled to nothing";
        }
    }

    record Owner(String code, String name) {}

    /** The last scan of these bytes that can be relied on, and what it listed. */
    record Scanned(UUID image, Instant at, int critical, int high, int all) {}

    /** No snapshot has had it yet. */
    public boolean isHintOnly() {
        return hints.by() != null && span.replicas() == null;
    }

    public String kindWords() {
        return place.kind().isEmpty() ? "workload" : place.kind().toLowerCase(Locale.ROOT);
    }
}
