package io.exhibit.kernel;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 digest, kept as 64 lower-case hex digits. */
public record Sha256(String hex) {

    private static final int DIGITS = 64;

    public Sha256 {
        if (hex.length() != DIGITS || !hex.chars().allMatch(Sha256::isDigit)) {
            throw new IllegalArgumentException("Not a SHA-256 digest: " + hex);
        }
    }

    /** There are many digests in each request: a regular expression for this was seen in profiles. */
    private static boolean isDigit(int letter) {
        return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
    }

    public static Sha256 of(byte[] content) {
        return ofBytes(digest().digest(content));
    }

    public static Sha256 ofBytes(byte[] digest) {
        return new Sha256(HexFormat.of().formatHex(digest));
    }

    /** A fresh digest, for content that streams by. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java platform has SHA-256", missing);
        }
    }

    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }
}
