package io.exhibit.findings;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Severity;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** On what terms something may stay for a time: what is asked for at first, and again with each extension; a compensating control with its worksheet. */
public record ExceptionTerms(
        String reason,
        String owner,
        String mitigations,
        String proof,
        Severity residualRank,
        String ticket,
        Instant expiresAt,
        @Nullable Worksheet worksheet) {

    /** Of all kinds but a compensating control: they have no worksheet. */
    public ExceptionTerms(
            String reason,
            String owner,
            String mitigations,
            String proof,
            Severity residualRank,
            String ticket,
            Instant expiresAt) {
        this(reason, owner, mitigations, proof, residualRank, ticket, expiresAt, null);
    }

    public ExceptionTerms {
        if (reason.isBlank()) {
            throw new InvalidRequest("An exception has a reason.");
        }
        if (owner.isBlank()) {
            throw new InvalidRequest("An exception has somebody in the business who answers for the risk.");
        }
        if (residualRank == Severity.UNKNOWN) {
            throw new InvalidRequest("Say how serious what is left is.");
        }
    }

    /** The same with something in front of what is typed as proof. */
    ExceptionTerms provenBy(String what) {
        return new ExceptionTerms(
                reason, owner, mitigations, what + "\n" + proof, residualRank, ticket, expiresAt, worksheet);
    }

    static ExceptionTerms of(JsonNode detail) {
        return new ExceptionTerms(
                detail.get("reason").asString(),
                detail.get("owner").asString(),
                detail.get("mitigations").asString(),
                detail.get("proof").asString(),
                Severity.valueOf(detail.get("residualRank").asString()),
                detail.get("ticket").asString(),
                Instant.parse(detail.get("expiresAt").asString()),
                Worksheet.of(detail.get("worksheet")));
    }

    Map<String, Object> toMap() {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("reason", reason);
        detail.put("owner", owner);
        detail.put("mitigations", mitigations);
        detail.put("proof", proof);
        detail.put("residualRank", residualRank.name());
        detail.put("ticket", ticket);
        detail.put("expiresAt", expiresAt.toString());
        if (worksheet != null) {
            detail.put("worksheet", worksheet.toMap());
        }
        return detail;
    }
}
