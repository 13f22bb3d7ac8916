package io.exhibit.assessment;

import io.exhibit.controls.Catalogue;
import io.exhibit.controls.Control;
import io.exhibit.controls.Framework;
import io.exhibit.controls.FrameworkId;
import io.exhibit.controls.Standing;
import io.exhibit.estate.Scope;
import io.exhibit.kernel.Period;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Answers what the checks say of controls. Reads only, set-based, and in the caller's transaction if there is one: whoever
 * needs results and populations that agree asks for both in one transaction of isolation REPEATABLE READ.
 */
@Component
public class Assessments {

    private final Catalogue catalogue;
    private final Evaluation evaluation;
    private final Population population;

    Assessments(Catalogue catalogue, Evaluation evaluation, Population population) {
        this.catalogue = catalogue;
        this.evaluation = evaluation;
        this.population = population;
    }

    /**
     * Every control of a framework, in the order of the catalogue, each check evaluated once. A framework that is about part of
     * the estate is asked about that part when the scope is all; each result carries the question that was really asked.
     */
    public List<ControlResult> evaluate(FrameworkId framework, Scope scope, Period period, Instant asOf) {
        return evaluate(framework, scope, period, asOf, new HashMap<>());
    }

    /** With the answers to questions that were asked before, and for those that will be asked after. */
    List<ControlResult> evaluate(
            FrameworkId framework, Scope scope, Period period, Instant asOf, Map<Question, CheckResult> known) {
        Framework asked = catalogue.framework(framework);
        Question frame = frame(asked, scope, period, asOf);
        return asked.controls().stream()
                .map(control -> evaluate(control, frame, known))
                .toList();
    }

    /** One control. */
    public ControlResult evaluate(Control control, Scope scope, Period period, Instant asOf) {
        Question frame = frame(catalogue.framework(control.id().framework()), scope, period, asOf);
        return evaluate(control, frame, new HashMap<>());
    }

    /**
     * Every item of a check's population, in the order of its keys, one by one: nothing is held. Returns how many there were;
     * 0 for a check that is not built. Must be called in a transaction, or the driver reads all rows at once.
     */
    public long population(Question question, Consumer<Item> items) {
        return evaluation
                .built(question.check())
                .map(check -> population.stream(check, evaluation.profile(question), question, items))
                .orElse(0L);
    }

    /** A page of a check's population, worst first, of one verdict only if one is given. */
    public ItemPage page(Question question, @Nullable Verdict only, @Nullable String cursor, int limit) {
        ItemPage.From from = ItemPage.From.read(only, cursor, limit + 1);
        return evaluation
                .built(question.check())
                .map(check -> population.page(check, evaluation.profile(question), question, from))
                .map(found -> ItemPage.of(found, limit))
                .orElse(ItemPage.NONE);
    }

    /** Whether there is a class that does a check; only then it has a population. */
    public boolean isBuilt(String check) {
        return evaluation.built(check).isPresent();
    }

    /** Guidance on third parties, asked about everything, is asked about third parties. */
    private static Question frame(Framework framework, Scope scope, Period period, Instant asOf) {
        Scope meant = scope.equals(Scope.ALL) ? new Scope(framework.naturalScope()) : scope;
        return new Question("", framework.profile().id(), meant, period, asOf);
    }

    private ControlResult evaluate(Control control, Question frame, Map<Question, CheckResult> known) {
        if (control.standing() == Standing.WITHDRAWN) {
            return new ControlResult(control, Result.NOT_EVALUATED, withdrawn(control), List.of());
        }
        Instant since =
                control.effectiveFrom().day().atStartOfDay(ZoneOffset.UTC).toInstant();
        if (!since.isBefore(frame.period().to())) {
            String reason = "In force only since " + control.effectiveFrom() + ", after the period.";
            return new ControlResult(control, Result.NOT_APPLICABLE, reason, List.of());
        }
        List<CheckResult> checks = control.checks().stream()
                .map(use -> answer(frame.about(use.check().id()), known))
                .toList();
        Result result = Result.ofChecks(checks.stream().map(CheckResult::result).toList());
        return new ControlResult(control, result, Together.of(control, result, checks), checks);
    }

    private CheckResult answer(Question question, Map<Question, CheckResult> known) {
        if (!known.containsKey(question)) {
            known.putAll(evaluation.ask(question));
        }
        return Objects.requireNonNull(known.get(question));
    }

    private static String withdrawn(Control control) {
        String when = control.withdrawn().map(day -> " on " + day).orElse("");
        String successors = control.successors().stream().map(Object::toString).collect(Collectors.joining(", "));
        return "Withdrawn" + when + " and not evaluated."
                + (successors.isEmpty() ? "" : " See now " + successors + ".");
    }
}
