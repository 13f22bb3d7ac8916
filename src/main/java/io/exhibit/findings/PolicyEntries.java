package io.exhibit.findings;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Severity;
import io.exhibit.kernel.Text;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What somebody entered into the form of a policy, field by field; each is refused with words that say which it is. */
record PolicyEntries(Map<String, String> fields) {

    static final int MOST_DAYS = 3650;

    private static final int LONGEST = 500;

    String text(String field) {
        return Text.clean(fields.getOrDefault(field, "").strip(), LONGEST);
    }

    String said(String field, String otherwise) {
        String said = text(field);
        if (said.isEmpty()) {
            throw new InvalidRequest(otherwise);
        }
        return said;
    }

    int days(String field, String what) {
        return whole(field, what, "days", 1, MOST_DAYS);
    }

    int whole(String field, String what, String unit, int least, int most) {
        String text = text(field);
        // Nothing longer is in the bounds, and everything shorter is a number.
        if (!text.matches("[0-9]{1,6}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw new InvalidRequest(
                    what + ": give a whole number of " + unit + " from " + least + " to " + most + ".");
        }
        return Integer.parseInt(text);
    }

    /** With at most so many decimals, above 0 and at most that. */
    BigDecimal number(String field, String what, int decimals, int most) {
        String text = text(field);
        boolean isNumber = text.matches("[0-9]{1,2}(\\.[0-9]{1," + decimals + "})?");
        BigDecimal number = isNumber ? new BigDecimal(text) : BigDecimal.ZERO;
        if (number.signum() <= 0 || number.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw new InvalidRequest(what + ": give a number above 0 and up to " + most + ", with at most " + decimals
                    + (decimals == 1 ? " decimal." : " decimals."));
        }
        BigDecimal shortest = number.stripTrailingZeros();
        return shortest.setScale(Math.max(1, shortest.scale()));
    }

    <E extends Enum<E>> E choice(String field, String what, Class<E> of) {
        String text = text(field);
        return Arrays.stream(of.getEnumConstants())
                .filter(one -> one.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidRequest(what + ": choose one of the list."));
    }

    /** Days by rank; what is more severe has no more of them than what is less. */
    Map<String, Object> daysByRank(String prefix, String what) {
        Map<String, Object> days = new LinkedHashMap<>();
        int before = 0;
        for (Severity rank : PatchClock.RANKS) {
            int number = days(prefix + rank.name(), what + ", " + lower(rank));
            if (number < before) {
                throw new InvalidRequest(
                        what + ", " + lower(rank) + ": " + number + " days are fewer than the rank above it has.");
            }
            days.put(rank.name(), number);
            before = number;
        }
        return days;
    }

    static String lower(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }
}
