package io.exhibit.controls;

import io.exhibit.kernel.Period;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The numbers that checks use as they were in force: what came with Exhibit, and what two people of the bank decided instead. */
@Component
public class Parameters {

    private final Catalogue catalogue;
    private final ParameterStore store;

    Parameters(Catalogue catalogue, ParameterStore store) {
        this.catalogue = catalogue;
        this.store = store;
    }

    /** On a database, without the application. */
    public static Parameters in(Catalogue catalogue, JdbcClient jdbc) {
        return new Parameters(catalogue, new ParameterStore(jdbc));
    }

    /** What was in force at a time. */
    public Profile at(String profile, Instant at) {
        return held(profile, at, at).profile();
    }

    /**
     * By what a period is judged, as it stands at a time: of each number the strictest that held on any day of it up to then. So no decision
     * makes good what was late before it; whoever wants each part judged by its own number asks for the parts.
     */
    public Judging judging(String profile, Period period, Instant judgedAt) {
        Instant last = judgedAt.minus(1, ChronoUnit.MICROS);
        return held(profile, period.from().isBefore(last) ? period.from() : last, last);
    }

    /** Proposals that wait for another person than the reader, what lapses first before the others. */
    public List<ParameterChange> waiting(Instant at, UUID reader) {
        return store.waiting(at, reader);
    }

    private Judging held(String profile, Instant from, Instant until) {
        Profile shipped = catalogue.profile(profile);
        List<ParameterChange> changes = store.inForce(profile, until);
        List<HeldValue> held = shipped.parameters().stream()
                .flatMap(parameter -> values(parameter, changes, from).stream())
                .toList();
        List<Parameter> counting = shipped.parameters().stream()
                .map(parameter -> counting(
                        parameter,
                        held.stream()
                                .filter(one -> one.shipped().equals(parameter))
                                .toList()))
                .toList();
        return new Judging(new Profile(shipped.id(), shipped.name(), shipped.version(), counting), held);
    }

    /** One after the other, each from when it counted until the next one did; those that ended by the first day left out. */
    private List<HeldValue> values(Parameter parameter, List<ParameterChange> changes, Instant from) {
        List<ParameterChange> own = changes.stream()
                .filter(change -> change.parameter().equals(parameter.name()))
                .toList();
        List<HeldValue> all = new ArrayList<>();
        all.add(new HeldValue(parameter, parameter.value(), null, end(own, 0), null, false));
        for (int i = 0; i < own.size(); i++) {
            ParameterChange change = own.get(i);
            all.add(new HeldValue(
                    parameter, bounded(parameter, change), change.effectiveAt(), end(own, i + 1), change, false));
        }
        List<HeldValue> within = all.stream()
                .filter(one -> one.until() == null
                        || (one.until().isAfter(from) && !one.until().equals(one.since())))
                .toList();
        long strictest = within.stream()
                .mapToLong(HeldValue::value)
                .reduce((one, other) -> rules().stricter(parameter.name(), one, other))
                .orElseThrow();
        return within.stream().map(one -> one.counting(strictest)).toList();
    }

    private static @Nullable Instant end(List<ParameterChange> own, int next) {
        return next < own.size() ? own.get(next).effectiveAt() : null;
    }

    /** A text that became stricter since counts, whatever was decided before. */
    private long bounded(Parameter parameter, ParameterChange change) {
        return parameter.isSetByText()
                ? rules().stricter(parameter.name(), parameter.value(), change.value())
                : change.value();
    }

    private static Parameter counting(Parameter shipped, List<HeldValue> held) {
        if (held.stream().allMatch(one -> one.change() == null)) {
            return shipped;
        }
        HeldValue counts = held.stream().filter(HeldValue::counts).findFirst().orElseThrow();
        String course = held.stream().map(HeldValue::words).collect(Collectors.joining(", "));
        return new Parameter(
                shipped.name(),
                counts.value(),
                counts.change() == null ? shipped.basis() : Parameter.Basis.DECIDED,
                course + (held.size() > 1 ? "; the strictest counts. " : ". ") + "It came as " + shipped.value() + ": "
                        + shipped.note());
    }

    private ParameterRules rules() {
        return catalogue.parameterRules();
    }
}
