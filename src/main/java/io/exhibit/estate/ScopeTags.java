package io.exhibit.estate;

import jakarta.persistence.Embeddable;
import java.util.ArrayList;
import java.util.List;

/**
 * What makes a system matter to regulators. PCI DSS: it is in the cardholder data environment, is connected to it, or can affect its
 * security. DORA art. 3(22): it supports a critical or important function. It holds customer data, is a third party's, or
 * is what the entity is a service provider with (PCI DSS).
 */
@Embeddable
public record ScopeTags(
        boolean cardholderData,
        boolean connectedToCde,
        boolean securityImpacting,
        boolean criticalFunction,
        boolean customerData,
        boolean thirdParty,
        boolean serviceProvider) {

    public static final ScopeTags NONE = new ScopeTags(false, false, false, false);

    /** Outside of the cardholder data environment there is nothing to PCI DSS. */
    public ScopeTags(boolean cardholderData, boolean criticalFunction, boolean customerData, boolean thirdParty) {
        this(cardholderData, false, false, criticalFunction, customerData, thirdParty);
    }

    /** The entity runs it for itself, and is no service provider with it. */
    public ScopeTags(
            boolean cardholderData,
            boolean connectedToCde,
            boolean securityImpacting,
            boolean criticalFunction,
            boolean customerData,
            boolean thirdParty) {
        this(cardholderData, connectedToCde, securityImpacting, criticalFunction, customerData, thirdParty, false);
    }

    /** PCI DSS 12.5.2.1: whoever stores, processes or transmits card data for others, or can affect its security, confirms more often. */
    public boolean isConfirmedEverySixMonths() {
        return serviceProvider && (cardholderData || connectedToCde || securityImpacting);
    }

    /** The words for it; empty: nothing in particular. */
    public List<String> words() {
        List<String> words = new ArrayList<>();
        add(words, cardholderData, "cardholder data");
        add(words, connectedToCde, "connected to the CDE");
        add(words, securityImpacting, "security-impacting");
        add(words, criticalFunction, "critical function");
        add(words, customerData, "customer data");
        add(words, thirdParty, "third party");
        add(words, serviceProvider, "as a service provider");
        return words;
    }

    /** The words for what holds here, and not in the others. */
    List<String> without(ScopeTags others) {
        List<String> lost = new ArrayList<>(words());
        lost.removeAll(others.words());
        return lost;
    }

    private static void add(List<String> words, boolean is, String word) {
        if (is) {
            words.add(word);
        }
    }
}
