package io.exhibit.estate;

import jakarta.persistence.Embeddable;

/**
 * What makes a system matter to regulators: it is in the cardholder data environment (PCI DSS), supports a critical or important
 * function (DORA art. 3(22)), holds customer data, or is a third party's.
 */
@Embeddable
public record ScopeTags(boolean cardholderData, boolean criticalFunction, boolean customerData, boolean thirdParty) {

    public static final ScopeTags NONE = new ScopeTags(false, false, false, false);
}
