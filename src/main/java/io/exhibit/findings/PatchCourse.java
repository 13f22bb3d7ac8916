package io.exhibit.findings;

import io.exhibit.findings.PatchClock.Inputs;
import io.exhibit.findings.PatchClock.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The patch policies as they applied to one place, step by step: another version was approved, or its system was in scope as something else.
 *
 * <p>The deadline is the soonest of what the general days leave ({@link PatchHistory}) and of what stricter days leave. Those count from
 * when the place first had no more of them, and for as long as it has no more, so that no clock starts anew when a scope goes and comes
 * back. What had passed at a step stays.
 */
record PatchCourse(List<Step> steps) {

    PatchCourse {
        steps = List.copyOf(steps);
    }

    /** What a place was in scope as, from then on; the first of a list holds for all time before it too. */
    record InScope(Instant since, Set<String> as) {

        InScope {
            as = Set.copyOf(as);
        }
    }

    /** The days of everybody and those of the place; moved: the first are others than before. */
    record Step(PatchPolicy general, PatchPolicy own, Instant since, boolean moved) {}

    static PatchCourse of(List<PatchHistory.InForce> versions, List<InScope> places) {
        List<Step> steps = new ArrayList<>();
        for (int n = 0; n < versions.size(); n++) {
            PatchPolicy policy = versions.get(n).policy();
            Instant since = versions.get(n).since();
            Instant until = n + 1 < versions.size() ? versions.get(n + 1).since() : Instant.MAX;
            PatchPolicy general = policy.in(Set.of());
            boolean moved = steps.isEmpty() || !steps.getLast().general().allowsTheSameAs(general);
            steps.add(new Step(general, policy.in(at(places, since)), since, moved));
            places.stream()
                    .skip(1)
                    .filter(place ->
                            place.since().isAfter(since) && place.since().isBefore(until))
                    .forEach(place -> steps.add(new Step(general, policy.in(place.as()), place.since(), false)));
        }
        return new PatchCourse(steps);
    }

    private static Set<String> at(List<InScope> places, Instant at) {
        Set<String> as = places.isEmpty() ? Set.of() : places.getFirst().as();
        for (InScope place : places.subList(Math.min(1, places.size()), places.size())) {
            as = place.since().isAfter(at) ? as : place.as();
        }
        return as;
    }

    /** What is closed is judged by what applied until then; closedAt null: it is open. */
    Verdict verdict(Inputs inputs, @Nullable Instant closedAt) {
        Verdict general = PatchClock.verdict(inputs, steps.getFirst().general());
        Verdict verdict = soonest(inputs, general, 1);
        for (int n = 1; n < steps.size(); n++) {
            Step step = steps.get(n);
            if (closedAt == null || step.since().isBefore(closedAt)) {
                if (step.moved()) {
                    general = PatchHistory.followed(
                            general,
                            PatchClock.verdict(inputs, step.general()),
                            step.since(),
                            inputs.firstDetectedAt());
                }
                verdict = kept(verdict, soonest(inputs, general, n + 1), step.since(), inputs.firstDetectedAt());
            }
        }
        return verdict;
    }

    private static Verdict kept(Verdict verdict, Verdict next, Instant since, Instant detected) {
        Instant due = verdict.dueAt();
        Instant start = PatchHistory.startOf(verdict, next);
        if (due == null || start == null || due.isAfter(since) || due.equals(next.dueAt())) {
            return next;
        }
        return PatchClock.later(start, detected).isBefore(since)
                ? verdict.with(due, said(verdict, "a deadline that had passed stays"))
                : next;
    }

    /** After so many steps. */
    private Verdict soonest(Inputs inputs, Verdict general, int taken) {
        Verdict soonest = general;
        PatchPolicy last = steps.get(taken - 1).own();
        for (Step step : steps.subList(0, taken)) {
            if (isStricter(step, inputs) && last.allowsNoMoreThan(step.own(), inputs)) {
                Verdict own = counted(inputs, step.own());
                soonest = isSooner(own, soonest) ? own : soonest;
            }
        }
        return soonest;
    }

    private static boolean isSooner(Verdict one, Verdict other) {
        return one.dueAt() != null && (other.dueAt() == null || one.dueAt().isBefore(other.dueAt()));
    }

    private static boolean isStricter(Step step, Inputs inputs) {
        return step.own().isStricterFor(inputs.profile());
    }

    /** From when the place first had no more days than that. */
    private Verdict counted(Inputs inputs, PatchPolicy policy) {
        Verdict verdict = PatchClock.verdict(inputs, policy);
        Instant start = verdict.startsAt();
        Instant due = verdict.dueAt();
        Instant since = steps.stream()
                .filter(step -> isStricter(step, inputs) && step.own().allowsNoMoreThan(policy, inputs))
                .findFirst()
                .orElseThrow()
                .since();
        if (start == null
                || due == null
                || !PatchClock.later(start, inputs.firstDetectedAt()).isBefore(since)) {
            return verdict;
        }
        Instant counted = since.plus(Duration.ofDays(Objects.requireNonNull(verdict.days())));
        return counted.isAfter(due)
                ? verdict.with(counted, said(verdict, "counted from when they applied on"))
                : verdict;
    }

    private static String said(Verdict verdict, String what) {
        return verdict.stricter() == null ? what : Stricter.words(verdict.days(), verdict.stricter()) + ": " + what;
    }
}
