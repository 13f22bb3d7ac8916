package io.exhibit.estate;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A system of the bank, its owner, and what regulators care about in it. */
@Entity
@Table(schema = "estate", name = "system")
class RegulatedSystem {

    @Id
    private UUID id;

    private String code;
    private String name;
    private String owner;
    private String ownerEmail;
    private String description;

    @Embedded
    private ScopeTags tags;

    @Embedded
    private PciReasons reasons;

    private boolean pciAsked;

    @Enumerated(EnumType.STRING)
    private Exposure exposure;

    private String legalEntity;

    @Embedded
    private SystemSupport support;

    private @Nullable Instant scopeConfirmedAt;
    private @Nullable UUID scopeConfirmedBy;
    private Instant createdAt;
    private @Nullable Instant retiredAt;

    @Version
    private @Nullable Long version;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected RegulatedSystem() {}

    RegulatedSystem(UUID id, String code, Instant createdAt) {
        this.id = id;
        this.code = code;
        this.createdAt = createdAt;
        this.name = code;
        this.owner = "";
        this.ownerEmail = "";
        this.description = "";
        this.tags = ScopeTags.NONE;
        this.reasons = PciReasons.NONE;
        this.exposure = Exposure.UNKNOWN;
        this.legalEntity = "";
        this.support = SystemSupport.NOT_STATED;
    }

    void describe(Register.Entry entry) {
        this.name = entry.name().strip();
        this.owner = entry.owner().strip();
        this.ownerEmail = entry.ownerEmail().strip();
        this.description = entry.description().strip();
        this.legalEntity = entry.legalEntity().strip();
        this.support = entry.support();
    }

    /** A person stands for the tags and the exposure from now on; they have to be confirmed again within a year. */
    void confirmScope(Register.Entry entry, boolean askedAboutPci, @Nullable UUID by, Instant at) {
        this.tags = entry.tags();
        this.reasons = entry.reasons();
        this.pciAsked = askedAboutPci;
        this.exposure = entry.exposure();
        this.scopeConfirmedBy = by;
        this.scopeConfirmedAt = at;
    }

    /** What was taken away with the consent of two people is gone, and the second stands for what is left. */
    void narrow(Less less, @Nullable UUID by, Instant at) {
        this.tags = tags.minus(less.tags());
        this.reasons = reasons.with(less.reasons(), less.tags());
        Less.Step step = less.exposure();
        this.exposure = step == null ? exposure : step.to();
        this.scopeConfirmedBy = by;
        this.scopeConfirmedAt = at;
    }

    void retire(Instant at) {
        this.retiredAt = at;
    }

    UUID id() {
        return id;
    }

    String code() {
        return code;
    }

    String name() {
        return name;
    }

    String owner() {
        return owner;
    }

    String ownerEmail() {
        return ownerEmail;
    }

    String description() {
        return description;
    }

    ScopeTags tags() {
        return tags;
    }

    PciReasons reasons() {
        return reasons;
    }

    boolean isPciAsked() {
        return pciAsked;
    }

    String legalEntity() {
        return legalEntity;
    }

    SystemSupport support() {
        return support;
    }

    Exposure exposure() {
        return exposure;
    }

    @Nullable
    Instant scopeConfirmedAt() {
        return scopeConfirmedAt;
    }

    @Nullable
    UUID scopeConfirmedBy() {
        return scopeConfirmedBy;
    }

    Instant createdAt() {
        return createdAt;
    }

    @Nullable
    Instant retiredAt() {
        return retiredAt;
    }
}
