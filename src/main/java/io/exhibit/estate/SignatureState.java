package io.exhibit.estate;

import org.jspecify.annotations.Nullable;

/** How the signature of a statement stands, in words; what is not verified is never green. */
public record SignatureState(String name, @Nullable String why) {

    /** The state of a badge. */
    public String tone() {
        return switch (name) {
            case "VERIFIED" -> "ok";
            case "INVALID" -> "late";
            default -> "unknown";
        };
    }

    /** That a statement was given at all. */
    public boolean isGiven() {
        return !name.equals("NONE");
    }

    /** That it verifies with a key that is trusted for the maker. */
    public boolean isVerified() {
        return name.equals("VERIFIED");
    }

    public String words() {
        return switch (name) {
            case "VERIFIED" -> "verified";
            case "INVALID" -> "does not verify";
            case "CERTIFICATE" -> "signed by certificate: not checked here";
            case "UNSIGNED" -> "not signed";
            case "NONE" -> "none given";
            default -> "not verified";
        };
    }

    /** Why it is not verified, where there is a key; empty: there is nothing to say. */
    public String reason() {
        if (!name.equals("UNKNOWN_KEY")) {
            return "";
        }
        return switch (String.valueOf(why)) {
            case "OTHER_MAKER" -> "its key is not trusted for this maker";
            case "NOT_APPROVED" -> "nobody has approved its key";
            case "REVOKED" -> "its key was taken back";
            case "NOT_IN_DAYS" -> "it came in outside the days of its key";
            default -> "signed with a key that is not known here";
        };
    }
}
