package io.exhibit.estate;

/** What a document in a vendor's due-diligence file is. */
public enum DocumentKind {
    SECURITY_PROGRAMME("security programme"),
    SOC_REPORT("SOC report"),
    CONTRACT("contract"),
    SBOM_COMMITMENT("SBOM commitment"),
    OTHER("other document");

    private final String words;

    DocumentKind(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    /** More rigour for critical relationships; nothing is asked of those who owe the bank nothing. Our proposal: no text lists these. */
    boolean isExpectedOf(VendorEntry vendor) {
        return switch (this) {
            case CONTRACT, SECURITY_PROGRAMME, SBOM_COMMITMENT ->
                vendor.relationship().hasCounterparty();
            case SOC_REPORT -> vendor.relationship().hasCounterparty() && vendor.critical();
            case OTHER -> false;
        };
    }
}
