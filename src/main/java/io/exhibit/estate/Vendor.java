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

/** Somebody outside who makes images that the bank uses. */
@Entity
@Table(schema = "estate", name = "vendor")
class Vendor {

    @Id
    private UUID id;

    private String code;
    private String name;

    @Enumerated(EnumType.STRING)
    private Relationship relationship;

    private boolean critical;
    private String owner;
    private String ownerEmail;
    private String description;
    private @Nullable Integer criticalDays;
    private @Nullable Integer highDays;
    private Instant createdAt;

    @Version
    private @Nullable Long version;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Vendor() {}

    Vendor(UUID id, String code, Instant createdAt) {
        this.id = id;
        this.code = code;
        this.createdAt = createdAt;
        this.name = code;
        this.relationship = Relationship.COMMERCIAL;
        this.owner = "";
        this.ownerEmail = "";
        this.description = "";
    }

    void describe(VendorEntry entry) {
        this.name = entry.name().strip();
        this.relationship = entry.relationship();
        this.critical = entry.critical();
        this.owner = entry.owner().strip();
        this.ownerEmail = entry.ownerEmail().strip();
        this.description = entry.description().strip();
        this.criticalDays = entry.criticalDays();
        this.highDays = entry.highDays();
    }

    UUID id() {
        return id;
    }

    String code() {
        return code;
    }

    VendorEntry entry() {
        return new VendorEntry(name, relationship, critical, owner, ownerEmail, description, criticalDays, highDays);
    }

    Instant createdAt() {
        return createdAt;
    }
}
