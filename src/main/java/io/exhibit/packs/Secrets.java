package io.exhibit.packs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells card numbers and private keys from other text: numbers of the lengths and beginnings that issuers use, with their check digit. */
final class Secrets {

    private static final String KEY = "PRIVATE KEY-----";
    private static final int SHORTEST = 15;

    /** In one piece, or in groups as they are printed; nothing that is part of a longer word, number or digest. */
    private static final Pattern CARD = Pattern.compile(
            "(?<![\\w.:+-])(?:3[47]\\d{2}[ -]?\\d{6}[ -]?\\d{5}|(?:4\\d{3}|5[1-5]\\d{2}|2[2-7]\\d{2}|6(?:011|5\\d{2})|35\\d{2})([ -]?)\\d{4}\\1\\d{4}\\1\\d{4})(?![\\w:-])");

    private Secrets() {}

    static boolean isIn(@Nullable String text) {
        if (text == null || text.length() < SHORTEST) {
            return false;
        }
        if (text.contains(KEY)) {
            return true;
        }
        Matcher card = CARD.matcher(text);
        while (card.find()) {
            if (hasCheckDigit(card.group())) {
                return true;
            }
        }
        return false;
    }

    /** Luhn: every second digit from the right is doubled, and the sum of all digits ends with 0. */
    private static boolean hasCheckDigit(String number) {
        String digits = number.replaceAll("\\D", "");
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int counted = i % 2 == 0 ? digit : digit * 2;
            sum += counted > 9 ? counted - 9 : counted;
        }
        return sum % 10 == 0;
    }
}
