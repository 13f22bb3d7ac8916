package io.exhibit.documents;

/** What a document is about. Our proposal: no text has such a list. */
public enum Topic {
    VULNERABILITY_PROCEDURE("procedure for finding and ranking vulnerabilities"),
    PATCH_PROCEDURE("procedure for patches and updates"),
    CONFIGURATION_STANDARD("configuration standards"),
    RISK_ANALYSIS("targeted risk analysis"),
    THIRD_PARTY_POLICY("policy on third parties"),
    DISCLOSURE_PROCEDURE("procedure for disclosing vulnerabilities"),
    TESTERS("attestation that testers are independent and qualified"),
    FIGURES("report of the figures of a period"),
    BOARD_REPORT("report to the board");

    private final String words;

    Topic(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
