package io.exhibit.findings;

import io.exhibit.kernel.InvalidRequest;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A version of the patch deadlines, of the risk-ranking method or of the limits of exceptions; never edited, only approved. */
@Entity
@Table(schema = "findings", name = "policy")
class Policy {

    /** What a policy is about. */
    enum Kind {
        PATCH_DEADLINES,
        RISK_RANKING,
        EXCEPTIONS
    }

    @Id
    private int version;

    @Enumerated(EnumType.STRING)
    private Kind kind;

    private String name;

    @JdbcTypeCode(SqlTypes.JSON)
    private String definition;

    private Instant createdAt;
    private String createdBy;
    private @Nullable Instant approvedAt;
    private @Nullable String approvedBy;

    @Version
    @Column(name = "row_version")
    private long rowVersion;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Policy() {}

    void approve(String by, Instant at) {
        checkUnapproved();
        approvedAt = at;
        approvedBy = by;
    }

    void checkUnapproved() {
        if (approvedAt != null) {
            throw new InvalidRequest("Version " + version + " is approved already.");
        }
    }

    boolean isApproved() {
        return approvedAt != null;
    }

    int version() {
        return version;
    }

    Kind kind() {
        return kind;
    }

    String name() {
        return name;
    }

    String definition() {
        return definition;
    }

    Instant createdAt() {
        return createdAt;
    }

    String createdBy() {
        return createdBy;
    }

    @Nullable
    Instant approvedAt() {
        return approvedAt;
    }

    @Nullable
    String approvedBy() {
        return approvedBy;
    }
}
