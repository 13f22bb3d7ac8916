package io.exhibit.packs;

import io.exhibit.kernel.Choice;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a sample is asked to be: of which check's population, with whose nonce, how many, and of each of what. */
record SampleOrder(String check, String nonce, String nonceFrom, String stratum, int size) {

    /** More than this nobody looks at one by one. */
    static final int MOST = 5000;

    static final int USUAL = 25;

    static final List<Choice> STRATA = List.of(
            new Choice("", "the whole population"),
            new Choice("system", "each system"),
            new Choice("verdict", "each verdict"),
            new Choice("about", "each thing that items are about"));

    private static final int LEAST_NONCE = 8;
    private static final int LONGEST = 200;

    /** The nonce is taken to the letter: a space more makes another draw. */
    static SampleOrder read(
            @Nullable String check,
            @Nullable String nonce,
            @Nullable String nonceFrom,
            @Nullable String stratum,
            @Nullable String size) {
        String by = stratum == null ? "" : stratum;
        if (STRATA.stream().noneMatch(one -> one.value().equals(by))) {
            throw new InvalidRequest("A sample is drawn of the whole, or by system, verdict or about.");
        }
        String from = nonceFrom == null ? "" : Text.clean(nonceFrom, LONGEST).strip();
        if (from.isEmpty()) {
            throw new InvalidRequest("Say who chose the nonce: the bank may not.");
        }
        return new SampleOrder(check == null ? "" : check.strip(), nonce(nonce), from, by, size(size));
    }

    private static String nonce(@Nullable String nonce) {
        if (nonce == null || nonce.length() < LEAST_NONCE || nonce.length() > LONGEST) {
            throw new InvalidRequest("A nonce has from " + LEAST_NONCE + " to " + LONGEST + " characters.");
        }
        if (!nonce.equals(Text.clean(nonce, LONGEST).strip())) {
            throw new InvalidRequest("A nonce has no characters that nobody sees, and no space at its ends.");
        }
        return nonce;
    }

    private static int size(@Nullable String size) {
        try {
            int items = size == null || size.isBlank() ? USUAL : Integer.parseInt(size.strip());
            if (items >= 1 && items <= MOST) {
                return items;
            }
        } catch (NumberFormatException unreadable) {
            // Told below.
        }
        throw new InvalidRequest("A sample has from 1 to " + MOST + " items of each.");
    }
}
