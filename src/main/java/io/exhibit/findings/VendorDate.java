package io.exhibit.findings;

/** Whence the date is since when a vendor had an image without a vulnerability. */
public enum VendorDate {
    BUILT("built then, by its own configuration"),
    FIRST_SEEN("an estimate: first seen here then, the vendor may have had it before"),
    FIX_RELEASED("built before the fix was released: counted from the release");

    private final String words;

    VendorDate(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
