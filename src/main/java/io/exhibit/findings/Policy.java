package io.exhibit.findings;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.ledger.Decision;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A version of the patch deadlines, of the risk-ranking method or of the limits of exceptions; never edited: approved, or withdrawn. */
@Entity
@Table(schema = "findings", name = "policy")
class Policy {

    /** The last number of those that come with Exhibit. */
    static final int LAST_SHIPPED = 100;

    /** What a policy is about. */
    enum Kind {
        PATCH_DEADLINES("patch deadlines"),
        RISK_RANKING("the ranking method"),
        EXCEPTIONS("the limits of exceptions");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
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
    private @Nullable Long draftedEntry;
    private @Nullable UUID draftedBy;
    private @Nullable Integer madeFrom;
    private String reason = "";
    private @Nullable Long approvedEntry;
    private @Nullable Long withdrawnEntry;
    private @Nullable Instant withdrawnAt;
    private @Nullable String withdrawnBy;
    private String withdrawal = "";

    @Version
    @Column(name = "row_version")
    private long rowVersion;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Policy() {}

    /** What a person drafted; by is that person's name. */
    static Policy drafted(Decision decision, String by) {
        JsonNode detail = decision.detail();
        Policy policy = new Policy();
        policy.version = detail.get("version").asInt();
        policy.kind = Kind.valueOf(detail.get("kind").asString());
        policy.name = detail.get("name").asString();
        policy.definition = detail.get("definition").asString();
        policy.createdAt = decision.recordedAt();
        policy.createdBy = by;
        policy.draftedEntry = decision.index();
        policy.draftedBy = decision.by();
        policy.madeFrom = detail.get("from").asInt();
        policy.reason = detail.get("reason").asString();
        return policy;
    }

    /** entry null: by the rule of before, by which the highest approved number is in force. */
    void approve(Decision decision, String by, @Nullable Long entry) {
        checkWaits();
        approvedAt = decision.recordedAt();
        approvedBy = by;
        approvedEntry = entry;
    }

    void withdraw(Decision decision, String by) {
        checkWaits();
        withdrawnEntry = decision.index();
        withdrawnAt = decision.recordedAt();
        withdrawnBy = by;
        withdrawal = decision.detail().get("reason").asString();
    }

    /** Neither approved nor withdrawn. */
    void checkWaits() {
        if (approvedAt != null) {
            throw new InvalidRequest("Version " + version + " is approved already.");
        }
        if (withdrawnEntry != null) {
            throw new InvalidRequest("Version " + version + " is withdrawn, by entry " + withdrawnEntry + ".");
        }
    }

    boolean isApproved() {
        return approvedAt != null;
    }

    boolean isOwn() {
        return draftedEntry != null;
    }

    boolean waits() {
        return approvedAt == null && withdrawnAt == null;
    }

    boolean isDraftOf(@Nullable UUID person) {
        return draftedBy != null && draftedBy.equals(person);
    }

    /** From when on it may be in force; far ahead: nobody has approved it. */
    Instant appliesFrom() {
        return approvedAt == null ? Instant.MAX : approvedAt;
    }

    /** Below 0: approved by the rule of before. */
    long approvedEntry() {
        return approvedEntry == null ? -1 : approvedEntry;
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

    @Nullable
    Long draftedEntry() {
        return draftedEntry;
    }

    @Nullable
    Integer madeFrom() {
        return madeFrom;
    }

    String reason() {
        return reason;
    }

    @Nullable
    Instant withdrawnAt() {
        return withdrawnAt;
    }

    @Nullable
    String withdrawnBy() {
        return withdrawnBy;
    }

    String withdrawal() {
        return withdrawal;
    }
}
