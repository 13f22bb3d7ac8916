package io.exhibit.findings;

import io.exhibit.kernel.Choice;
import io.exhibit.kernel.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The form for another version of a policy: made from which, what is in force, and each field by its name. */
record PolicyBlank(int from, Policy.Kind kind, int inForce, Map<String, String> fields) {

    PolicyBlank {
        fields = Map.copyOf(fields);
    }

    String template() {
        return switch (kind) {
            case PATCH_DEADLINES -> "deadlines";
            case RISK_RANKING -> "ranking";
            case EXCEPTIONS -> "exceptions";
        };
    }

    public String words() {
        return kind.words();
    }

    public List<Profile> frameworks() {
        return PolicyDeadlines.FRAMEWORKS;
    }

    public List<Severity> ranks() {
        return PatchClock.RANKS;
    }

    public List<Integer> raises() {
        return IntStream.range(0, PolicyRanking.MOST_RAISES).boxed().toList();
    }

    /** What may raise a rank. */
    public List<Choice> whens() {
        List<Choice> choices = new ArrayList<>(List.of(new Choice("", "nothing")));
        Arrays.stream(RankingMethod.When.values())
                .map(when -> new Choice(when.name(), when.input()))
                .forEach(choices::add);
        return choices;
    }

    public List<Choice> rankChoices(String none) {
        List<Choice> choices = new ArrayList<>(List.of(new Choice("", none)));
        PatchClock.RANKS.stream()
                .map(rank -> new Choice(rank.name(), PolicyEntries.lower(rank)))
                .forEach(choices::add);
        return choices;
    }

    public List<Choice> vendorBases() {
        return PolicyVendors.choices();
    }

    /** PCI DSS counts from the release alone. */
    public List<Choice> bases(Profile profile) {
        Choice released = new Choice("FIX_RELEASED", "the release of the fix");
        return profile == Profile.PCI
                ? List.of(released)
                : List.of(released, new Choice("FIX_SEEN", "our first scan that showed a fix"));
    }
}
