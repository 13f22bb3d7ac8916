package io.exhibit.estate;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Gives everything whose name fits a pattern to a system. */
@Entity
@Table(schema = "estate", name = "attribution_rule")
class AttributionRule {

    /** What the pattern is compared with. */
    enum Kind {
        IMAGE,
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

    AttributionRule(UUID id, UUID systemId, Kind kind, String pattern, Instant createdAt) {
        this.id = id;
        this.systemId = systemId;
        this.kind = kind;
        this.pattern = pattern.strip();
        this.createdAt = createdAt;
    }

    void within(@Nullable String onlyCluster, @Nullable UUID by) {
        this.cluster = onlyCluster;
        this.createdBy = by;
    }

    boolean isSameAs(AttributionRule other) {
        return kind == other.kind && pattern.equals(other.pattern) && Objects.equals(cluster, other.cluster);
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
