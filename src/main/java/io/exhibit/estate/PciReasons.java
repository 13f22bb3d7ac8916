package io.exhibit.estate;

import jakarta.persistence.Embeddable;

/** Why a system is, or is not, in the cardholder data environment, connected to it, and able to affect its security. */
@Embeddable
public record PciReasons(String cdeReason, String connectedReason, String impactingReason) {

    public static final PciReasons NONE = new PciReasons("", "", "");
}
