package io.exhibit.findings;

import io.exhibit.kernel.Severity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The entity's own ranking method (PCI DSS 6.3.1): the lowest CVSS v3 base score of each band, below medium is low; what raises a rank,
 * in this order; and the least rank of what is known to be exploited. exploited null: that says nothing.
 */
record RankingMethod(
        int version,
        Bands bands,
        List<Raise> raises,
        @Nullable Severity exploited) {

    RankingMethod {
        raises = List.copyOf(raises);
    }

    /** Lowest scores. */
    record Bands(BigDecimal critical, BigDecimal high, BigDecimal medium) {

        Severity of(BigDecimal cvss) {
            if (cvss.compareTo(critical) >= 0) {
                return Severity.CRITICAL;
            }
            if (cvss.compareTo(high) >= 0) {
                return Severity.HIGH;
            }
            return cvss.compareTo(medium) >= 0 ? Severity.MEDIUM : Severity.LOW;
        }
    }

    /** What may raise a rank by one. */
    enum When {
        EPSS("EPSS score"),
        INTERNET("exposure to the internet"),
        CARDHOLDER_DATA("cardholder data"),
        CRITICAL_FUNCTION("critical function");

        private final String input;

        When(String input) {
            this.input = input;
        }

        /** What it looks at, in words. */
        String input() {
            return input;
        }
    }

    /** Raises by one what is ranked at least from and below upTo. least: the lowest score that counts, for EPSS only. */
    record Raise(When when, BigDecimal least, Severity from, Severity upTo) {

        boolean isFor(Severity rank) {
            return rank.compareTo(from) <= 0 && rank.compareTo(upTo) > 0;
        }

        String words() {
            String which = from == Severity.LOW ? "any rank" : "a rank from " + lower(from) + " on";
            return cause().substring(0, 1).toUpperCase(Locale.ROOT) + cause().substring(1) + " raises " + which
                    + " by one, up to " + lower(upTo) + ".";
        }

        /** What it is raised by, in words. */
        String cause() {
            return switch (when) {
                case EPSS -> "an EPSS score of at least " + least.toPlainString();
                case INTERNET -> "exposure to the internet";
                case CARDHOLDER_DATA -> "cardholder data";
                case CRITICAL_FUNCTION -> "a critical function";
            };
        }
    }

    /** What raises a rank, one sentence each, in the order in which they count. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        raises.forEach(raise -> words.add(raise.words()));
        if (exploited != null) {
            words.add("What is known to be exploited is at least " + lower(exploited) + ".");
        }
        return words;
    }

    private static String lower(Severity rank) {
        return rank.name().toLowerCase(Locale.ROOT);
    }

    /** The scores from which on EPSS raises something. */
    Stream<BigDecimal> leastScores() {
        return raises.stream().filter(raise -> raise.when() == When.EPSS).map(Raise::least);
    }

    /** Whether anything but the severity and the score of a finding counts. */
    boolean looksFurther() {
        return exploited != null || !raises.isEmpty();
    }
}
