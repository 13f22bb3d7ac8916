package io.exhibit.estate;

import jakarta.persistence.Embeddable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

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

    private static final String CARDHOLDER_DATA = "cardholderData";
    private static final String CONNECTED = "connectedToCde";
    private static final String IMPACTING = "securityImpacting";
    private static final String CRITICAL = "criticalFunction";
    private static final String CUSTOMER_DATA = "customerData";
    private static final String THIRD_PARTY = "thirdParty";
    private static final String PROVIDER = "serviceProvider";

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

    /** What holds here, and not in the others. */
    ScopeTags minus(ScopeTags others) {
        return new ScopeTags(
                cardholderData && !others.cardholderData,
                connectedToCde && !others.connectedToCde,
                securityImpacting && !others.securityImpacting,
                criticalFunction && !others.criticalFunction,
                customerData && !others.customerData,
                thirdParty && !others.thirdParty,
                serviceProvider && !others.serviceProvider);
    }

    /** What holds here, or in the others. */
    ScopeTags plus(ScopeTags others) {
        return new ScopeTags(
                cardholderData || others.cardholderData,
                connectedToCde || others.connectedToCde,
                securityImpacting || others.securityImpacting,
                criticalFunction || others.criticalFunction,
                customerData || others.customerData,
                thirdParty || others.thirdParty,
                serviceProvider || others.serviceProvider);
    }

    /** As entries of the ledger have them. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(CARDHOLDER_DATA, cardholderData);
        map.put(CONNECTED, connectedToCde);
        map.put(IMPACTING, securityImpacting);
        map.put(CRITICAL, criticalFunction);
        map.put(CUSTOMER_DATA, customerData);
        map.put(THIRD_PARTY, thirdParty);
        map.put(PROVIDER, serviceProvider);
        return map;
    }

    /** What an entry says nothing of, because it is from before the question, does not hold. */
    static ScopeTags of(JsonNode detail) {
        return new ScopeTags(
                detail.path(CARDHOLDER_DATA).asBoolean(false),
                detail.path(CONNECTED).asBoolean(false),
                detail.path(IMPACTING).asBoolean(false),
                detail.path(CRITICAL).asBoolean(false),
                detail.path(CUSTOMER_DATA).asBoolean(false),
                detail.path(THIRD_PARTY).asBoolean(false),
                detail.path(PROVIDER).asBoolean(false));
    }

    /** Whether whoever was asked for the entry was asked about the whole scope of PCI DSS. */
    static boolean isAskedAboutPci(JsonNode detail) {
        return detail.has(CONNECTED);
    }

    private static void add(List<String> words, boolean is, String word) {
        if (is) {
            words.add(word);
        }
    }
}
