package io.exhibit.estate;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Says who makes the images of every repository that fits a pattern; without a vendor the bank does. */
@Entity
@Table(schema = "estate", name = "origin_rule")
class OriginRule {

    @Id
    private UUID id;

    private @Nullable UUID vendorId;
    private String pattern;
    private Instant createdAt;
    private @Nullable UUID createdBy;

    @Version
    private @Nullable Long version;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected OriginRule() {}

    OriginRule(UUID id, @Nullable UUID vendorId, String pattern, Instant createdAt, @Nullable UUID createdBy) {
        this.id = id;
        this.vendorId = vendorId;
        this.pattern = pattern;
        this.createdAt = createdAt;
        this.createdBy = createdBy;
    }

    UUID id() {
        return id;
    }

    @Nullable
    UUID vendorId() {
        return vendorId;
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
