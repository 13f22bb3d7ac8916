package io.exhibit.estate;

import jakarta.persistence.Embeddable;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Why a system is, or is not, in the cardholder data environment, connected to it, and able to affect its security. */
@Embeddable
public record PciReasons(String cdeReason, String connectedReason, String impactingReason) {

    public static final PciReasons NONE = new PciReasons("", "", "");

    private static final String CDE = "cardholderDataReason";
    private static final String CONNECTED = "connectedReason";
    private static final String IMPACTING = "securityImpactingReason";

    /** These, but those of the others for what is marked. */
    PciReasons with(PciReasons others, ScopeTags marked) {
        return new PciReasons(
                marked.cardholderData() ? others.cdeReason : cdeReason,
                marked.connectedToCde() ? others.connectedReason : connectedReason,
                marked.securityImpacting() ? others.impactingReason : impactingReason);
    }

    /** As entries of the ledger have them. */
    Map<String, Object> toMap() {
        return Map.of(CDE, cdeReason, CONNECTED, connectedReason, IMPACTING, impactingReason);
    }

    /** What an entry says nothing of is not stated. */
    static PciReasons of(JsonNode detail) {
        return new PciReasons(
                detail.path(CDE).asString(""),
                detail.path(CONNECTED).asString(""),
                detail.path(IMPACTING).asString(""));
    }
}
