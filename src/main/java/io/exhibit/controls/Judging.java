package io.exhibit.controls;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The numbers by which a period is judged, and every value that each of them had in it. */
public record Judging(Profile profile, List<HeldValue> held) {

    /** Which of some parameters had more than one value in the period, as a sentence; empty: none did. */
    public String changed(Collection<String> parameters) {
        return held.stream()
                .filter(HeldValue::counts)
                .map(HeldValue::shipped)
                .distinct()
                .filter(shipped ->
                        parameters.contains(shipped.name()) && of(shipped).size() > 1)
                .map(this::sentence)
                .collect(Collectors.joining(" "));
    }

    private List<HeldValue> of(Parameter shipped) {
        return held.stream().filter(one -> one.shipped().equals(shipped)).toList();
    }

    private String sentence(Parameter shipped) {
        return shipped.name() + " had more than one value in the period: "
                + of(shipped).stream().map(HeldValue::words).collect(Collectors.joining(", ")) + "; judged by "
                + profile.value(shipped.name()) + ", the strictest.";
    }
}
