package io.exhibit.findings;

/** What the days of a clock that counts from the release of the fix count from, in an image that only its vendor can build again. */
public enum VendorBasis {
    PACKAGE("the package's fix", "the release of the package's fix, as in images of the bank's own"),
    VENDOR_IMAGE(
            "the vendor's image", "the vendor's first image without it; until there is one the clock has not started");

    private final String words;
    private final String meaning;

    VendorBasis(String words, String meaning) {
        this.words = words;
        this.meaning = meaning;
    }

    public String words() {
        return words;
    }

    public String meaning() {
        return meaning;
    }
}
