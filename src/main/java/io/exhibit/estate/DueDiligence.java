package io.exhibit.estate;

import io.exhibit.kernel.Written;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** A vendor's file at a time: for each kind what is in it, or that it is missing; and what was replaced. */
record DueDiligence(boolean hasCounterparty, List<Part> parts, List<VendorDocument> replaced) {

    /** The documents of a kind that stand, the one that lasts longest first; none of an expected kind: it is missing. */
    record Part(DocumentKind kind, boolean expected, List<VendorDocument> documents) {

        public boolean isMissing() {
            return expected && documents.isEmpty();
        }

        boolean isInDate(Instant at) {
            return documents.stream().anyMatch(one -> isGood(one, at));
        }

        boolean isExpired(Instant at) {
            return !documents.isEmpty()
                    && documents.stream()
                            .allMatch(one -> one.standing(at).tone().equals("late"));
        }

        private static boolean isGood(VendorDocument one, Instant at) {
            String tone = one.standing(at).tone();
            return tone.equals("ok") || (tone.equals("soon") && one.said().expiresOn() != null && isBegun(one, at));
        }

        private static boolean isBegun(VendorDocument one, Instant at) {
            return !one.said().validFrom().isAfter(at.atOffset(ZoneOffset.UTC).toLocalDate());
        }
    }

    static DueDiligence of(VendorEntry vendor, List<VendorDocument> documents) {
        List<Part> parts = Arrays.stream(DocumentKind.values())
                .map(kind -> new Part(
                        kind,
                        kind.isExpectedOf(vendor),
                        documents.stream()
                                .filter(one -> one.isCurrent() && one.said().kind() == kind)
                                .sorted(Comparator.comparing(
                                                (VendorDocument one) ->
                                                        one.said().expiresOn(),
                                                Comparator.nullsFirst(Comparator.naturalOrder()))
                                        .reversed())
                                .toList()))
                .filter(part -> part.expected() || !part.documents().isEmpty())
                .toList();
        return new DueDiligence(
                vendor.relationship().hasCounterparty(),
                parts,
                documents.stream().filter(one -> !one.isCurrent()).toList());
    }

    /** All of it in a word: only what is expected counts, and only what is in date is good. */
    VendorDocument.Standing standing(Instant at) {
        if (!hasCounterparty) {
            return new VendorDocument.Standing("info", "no counterparty");
        }
        List<Part> expected = parts.stream().filter(Part::expected).toList();
        long missing = expected.stream().filter(Part::isMissing).count();
        long expired = expected.stream().filter(part -> part.isExpired(at)).count();
        long doubtful = expected.stream().filter(part -> !part.isInDate(at)).count() - missing - expired;
        List<String> words = new ArrayList<>();
        say(words, expired, "expired");
        say(words, missing, "missing");
        say(words, doubtful, "not known to be in date");
        if (words.isEmpty()) {
            return new VendorDocument.Standing("ok", "in date");
        }
        return new VendorDocument.Standing(expired + missing > 0 ? "late" : "unknown", String.join(", ", words));
    }

    private static void say(List<String> words, long count, String what) {
        if (count > 0) {
            words.add(Written.count(count) + " " + what);
        }
    }
}
