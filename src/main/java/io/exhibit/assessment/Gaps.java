package io.exhibit.assessment;

import io.exhibit.controls.Control;
import io.exhibit.controls.Standing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Groups what keeps controls from being satisfied by what would help, the step that helps most controls first. */
final class Gaps {

    private static final Comparator<GapStep> MOST_HELP = Comparator.comparingInt(
                    (GapStep step) -> -step.controls().size())
            .thenComparingLong(step -> -step.finishes())
            .thenComparing(GapStep::kind)
            .thenComparing(GapStep::what);

    private final Function<String, Optional<Check>> built;
    private final Map<Step, List<String>> controls = new LinkedHashMap<>();
    private final Map<Step, String> reasons = new LinkedHashMap<>();
    private final Map<Step, Long> finishes = new LinkedHashMap<>();

    private Gaps(Function<String, Optional<Check>> built) {
        this.built = built;
    }

    /** A control, and what was found by those of its checks that were asked. */
    record Judged(Control control, Map<String, Found> checks) {}

    /** What a check found, with its reason. */
    record Found(Result result, String reason) {}

    private record Step(GapStep.Kind kind, String what) {}

    static List<GapStep> of(List<Judged> judged, Function<String, Optional<Check>> built) {
        Gaps gaps = new Gaps(built);
        judged.stream()
                .filter(one -> one.control().standing() != Standing.WITHDRAWN)
                .forEach(gaps::look);
        return gaps.controls.entrySet().stream()
                .map(one -> new GapStep(
                        one.getKey().kind(),
                        one.getKey().what(),
                        gaps.reasons.getOrDefault(one.getKey(), ""),
                        List.copyOf(one.getValue()),
                        gaps.finishes.getOrDefault(one.getKey(), 0L)))
                .sorted(MOST_HELP)
                .toList();
    }

    private void look(Judged judged) {
        List<Step> steps = new ArrayList<>();
        if (judged.control().checks().isEmpty()) {
            steps.add(step(GapStep.Kind.MAPPING, "A check for each control that has none", "Nothing looks at them."));
        }
        judged.control()
                .checks()
                .forEach(use -> steps.addAll(missing(
                        use.check().id() + " " + use.check().name(),
                        use.check().needs(),
                        built.apply(use.check().id()).map(Check::input),
                        judged.checks().get(use.check().id()))));
        List<Step> distinct = steps.stream().distinct().toList();
        distinct.forEach(step -> controls.computeIfAbsent(step, none -> new ArrayList<>())
                .add(judged.control().id().code()));
        if (distinct.size() == 1) {
            finishes.merge(distinct.getFirst(), 1L, Long::sum);
        }
    }

    private List<Step> missing(String name, String needs, Optional<Check.Input> input, @Nullable Found found) {
        if (input.isEmpty()) {
            return List.of(step(GapStep.Kind.CHECK, name, "No automated check yet; it would need " + needs + "."));
        }
        if (found == null) {
            return List.of(step(GapStep.Kind.ITEMS, name, "Not asked in this scope yet."));
        }
        return switch (found.result()) {
            case SATISFIED, NOT_APPLICABLE -> List.of();
            case SATISFIED_COMPENSATED -> List.of(step(GapStep.Kind.COMPENSATED, name, found.reason()));
            case NOT_SATISFIED -> List.of(step(GapStep.Kind.VIOLATION, name, found.reason()));
            case INSUFFICIENT_EVIDENCE, NOT_EVALUATED ->
                input.get() == Check.Input.DOCUMENTED
                        ? List.of(step(GapStep.Kind.DOCUMENT, name, found.reason()))
                        : insufficient(name, found.reason());
        };
    }

    /** What is missing for everything of that kind is the same step for every check; items that cannot be judged are the check's own. */
    private List<Step> insufficient(String name, String reason) {
        List<Step> steps = new ArrayList<>();
        Sentence.missing(reason).forEach(gap -> steps.add(needed(gap, name)));
        if (steps.isEmpty() || Sentence.hasUnjudged(reason)) {
            steps.add(step(GapStep.Kind.ITEMS, name, reason));
        }
        return steps;
    }

    /** Several checks may need the same; each is named once. */
    private Step needed(String gap, String check) {
        Step step = new Step(GapStep.Kind.INPUT, gap);
        reasons.merge(
                step, "Needed by " + check, (before, now) -> before.contains(check) ? before : before + ", " + check);
        return step;
    }

    private Step step(GapStep.Kind kind, String what, String why) {
        Step step = new Step(kind, what);
        reasons.putIfAbsent(step, why);
        return step;
    }
}
