package io.exhibit.access;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes what only its reader should know. */
final class Secrets {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /** A token of 256 random bits, with a prefix that secret scanners can look for. */
    static String token() {
        return "exh_" + random(32);
    }

    /** A first password of 120 random bits. */
    static String password() {
        return random(15);
    }

    private static String random(int bytes) {
        byte[] bits = new byte[bytes];
        RANDOM.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }
}
