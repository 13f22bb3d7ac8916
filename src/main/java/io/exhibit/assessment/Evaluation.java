package io.exhibit.assessment;

import io.exhibit.controls.Catalogue;
import io.exhibit.controls.CheckDefinition;
import io.exhibit.controls.Judging;
import io.exhibit.controls.Parameters;
import io.exhibit.controls.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Asks one check: counts its population, looks at what is missing, and draws the result from both. */
@Component
class Evaluation {

    private final Map<String, Check> checks;
    private final Catalogue catalogue;
    private final Population population;
    private final Received received;
    private final Parameters parameters;

    Evaluation(
            List<Check> checks, Catalogue catalogue, Population population, Received received, Parameters parameters) {
        this.checks = checks.stream().collect(Collectors.toMap(Check::id, Function.identity()));
        this.catalogue = catalogue;
        this.population = population;
        this.received = received;
        this.parameters = parameters;
        this.checks.keySet().forEach(catalogue::check);
    }

    /** The class that does a check; empty: none does yet. */
    Optional<Check> built(String id) {
        return Optional.ofNullable(checks.get(id));
    }

    /** The answer, and those of the checks that read the same rows for it. */
    Map<Question, CheckResult> ask(Question question) {
        return built(question.check())
                .map(check -> ask(check, question))
                .orElseGet(() -> Map.of(question, unbuilt(catalogue.check(question.check()), question)));
    }

    /** The numbers by which a question is answered. */
    Profile profile(Question question) {
        return judging(question).profile();
    }

    private Judging judging(Question question) {
        return parameters.judging(question.profile(), question.period(), question.judgedAt());
    }

    private Map<Question, CheckResult> ask(Check asked, Question question) {
        Judging judging = judging(question);
        Map<String, List<Outcome>> outcomes = population.tally(asked, judging.profile(), question);
        return checks.values().stream()
                .filter(check -> check.whole().equals(asked.whole()))
                .collect(Collectors.toMap(
                        check -> question.about(check.id()),
                        check -> result(
                                check,
                                question.about(check.id()),
                                judging,
                                outcomes.getOrDefault(check.id(), List.of()))));
    }

    private CheckResult result(Check check, Question question, Judging judging, List<Outcome> outcomes) {
        Profile profile = judging.profile();
        List<String> gaps = received.gaps(check.input(), profile, question);
        Counts counts = Outcome.counts(outcomes);
        Result result = result(counts, gaps, check.input());
        String changed = judging.changed(used(check));
        String reason = Sentence.of(check, question, outcomes, gaps, result) + (changed.isEmpty() ? "" : " " + changed);
        return new CheckResult(
                catalogue.check(check.id()),
                check.version(),
                question,
                result,
                counts,
                reason,
                gaps,
                Population.used(check, profile));
    }

    /** The parameters that an answer rests on: those of the check, and how old its input may be. */
    private static List<String> used(Check check) {
        List<String> used = new ArrayList<>(check.parameters());
        if (check.input() != Check.Input.DOCUMENTED) {
            used.add(Received.MAX_AGE);
        }
        return used;
    }

    private static Result result(Counts counts, List<String> gaps, Check.Input input) {
        if (counts.violated() > 0) {
            return Result.NOT_SATISFIED;
        }
        if (counts.insufficient() > 0 || !gaps.isEmpty()) {
            return Result.INSUFFICIENT_EVIDENCE;
        }
        if (counts.compensated() > 0) {
            return Result.SATISFIED_COMPENSATED;
        }
        if (counts.satisfied() > 0) {
            return Result.SATISFIED;
        }
        return input == Check.Input.SCANNED_FOR ? Result.NOT_APPLICABLE : Result.INSUFFICIENT_EVIDENCE;
    }

    private static CheckResult unbuilt(CheckDefinition definition, Question question) {
        String reason = "No automated check yet; needs " + definition.needs() + ".";
        return new CheckResult(
                definition, 0, question, Result.NOT_EVALUATED, Counts.NONE, reason, List.of(), List.of());
    }
}
