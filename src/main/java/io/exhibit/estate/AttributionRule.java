package io.exhibit.estate;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Gives everything whose name fits a pattern, or whose workload carries a label (key=value), to a system. */
@Entity
@Table(schema = "estate", name = "attribution_rule")
class AttributionRule {

    /** What the pattern is compared with. */
    enum Kind {
        IMAGE,
        LABEL,
        NAMESPACE,
        REPOSITORY
    }

    @Id
    private UUID id;

    private UUID systemId;

    @Enumerated(EnumType.STRING)
    private Kind kind;

    private @Nullable String cluster;
    private String pattern;
    private Instant createdAt;
    private @Nullable UUID createdBy;

    @Version
    private @Nullable Long version;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected AttributionRule() {}

    /** What there is one rule for; an empty cluster means every cluster. */
    record Key(Kind kind, String cluster, String pattern) {

        static Key of(JsonNode decided) {
            return new Key(
                    Kind.valueOf(decided.get("kind").asString()),
                    decided.get("cluster").asString(),
                    decided.get("pattern").asString());
        }
    }

    AttributionRule(UUID id, UUID systemId, Key key, Instant createdAt, @Nullable UUID createdBy) {
        this.id = id;
        this.systemId = systemId;
        this.kind = key.kind();
        this.cluster = key.cluster().isEmpty() ? null : key.cluster();
        this.pattern = key.pattern();
        this.createdAt = createdAt;
        this.createdBy = createdBy;
    }

    Key key() {
        return new Key(kind, cluster == null ? "" : cluster, pattern);
    }

    UUID id() {
        return id;
    }

    UUID systemId() {
        return systemId;
    }

    Kind kind() {
        return kind;
    }

    @Nullable
    String cluster() {
        return cluster;
    }

    String pattern() {
        return pattern;
    }

    Instant createdAt() {
        return createdAt;
    }

    @Nullable
    UUID createdBy() {
        return createdBy;
    }
}
