package io.exhibit.estate;

import java.util.Arrays;
import java.util.List;

/** What a document in a vendor's due-diligence file is. */
public enum DocumentKind {
    SECURITY_PROGRAMME("security programme"),
    SOC_REPORT("SOC report"),
    CONTRACT("contract"),
    SBOM_COMMITMENT("SBOM commitment"),
    PLAN("plan of the relationship"),
    CLAUSE_REVIEW("review of the contract's clauses"),
    MONITORING_REVIEW("review of the vendor"),
    OTHER("other document");

    private final String words;

    DocumentKind(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    boolean isExpectedOf(VendorEntry vendor) {
        return vendor.relationship().hasCounterparty() && isExpected(vendor.critical());
    }

    /** More rigour for critical relationships; nothing is asked of those who owe the bank nothing. Our proposal: no text lists these. */
    private boolean isExpected(boolean critical) {
        return switch (this) {
            case CONTRACT, SECURITY_PROGRAMME, SBOM_COMMITMENT -> true;
            case SOC_REPORT -> critical;
            case PLAN, CLAUSE_REVIEW, MONITORING_REVIEW, OTHER -> false;
        };
    }

    /** The names of what is expected of a vendor with whom there is a contract. */
    public static List<String> expected(boolean critical) {
        return Arrays.stream(values())
                .filter(kind -> kind.isExpected(critical))
                .map(Enum::name)
                .toList();
    }
}
