package io.exhibit.controls;

import io.exhibit.kernel.InvalidRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.stereotype.Component;

/** What a parameter may be changed to: nothing laxer than a text sets, nothing out of order with its neighbours, nothing for the past. */
@Component
class ParameterBounds {

    private static final int AHEAD_DAYS = 366;
    private static final long DAYS = 3650;

    private final Catalogue catalogue;
    private final Parameters parameters;

    ParameterBounds(Catalogue catalogue, Parameters parameters) {
        this.catalogue = catalogue;
        this.parameters = parameters;
    }

    /** Answers the value that would be replaced. */
    long check(ParameterProposal said, Instant now) {
        Parameter shipped = shipped(said.profile(), said.parameter());
        if (!rules().changes(said.parameter())) {
            throw new InvalidRequest(
                    "Pages of findings, systems and clusters go by this number too: it is not changed here.");
        }
        checkDay(said.from(), LocalDate.ofInstant(now, ZoneOffset.UTC));
        checkValue(shipped, said.value());
        Profile then = parameters.at(said.profile(), start(said.from(), now));
        checkOrder(then, said.parameter(), said.value());
        long before = then.value(said.parameter());
        if (before == said.value()) {
            throw new InvalidRequest("It has that value already.");
        }
        return before;
    }

    /** What was in order when it was proposed may not be any more. */
    void checkAgain(ParameterChange held, Instant now) {
        checkValue(shipped(held.profile(), held.parameter()), held.value());
        checkOrder(parameters.at(held.profile(), start(held.from(), now)), held.parameter(), held.value());
    }

    private static Instant start(LocalDate from, Instant now) {
        Instant day = from.atStartOfDay(ZoneOffset.UTC).toInstant();
        return day.isAfter(now) ? day : now;
    }

    private static void checkDay(LocalDate from, LocalDate today) {
        if (from.isBefore(today)) {
            throw new InvalidRequest("A value applies forward: from today on, or from a later day.");
        }
        if (from.isAfter(today.plusDays(AHEAD_DAYS))) {
            throw new InvalidRequest("A value is decided at most " + AHEAD_DAYS + " days ahead.");
        }
    }

    private void checkValue(Parameter shipped, long value) {
        if (value < 1 || value > most(shipped.name())) {
            throw new InvalidRequest("The new value is between 1 and " + most(shipped.name()) + ".");
        }
        if (shipped.isSetByText() && rules().isLaxer(shipped.name(), value, shipped.value())) {
            throw new InvalidRequest("A text sets this number: it can be made stricter than " + shipped.value()
                    + ", not laxer. " + shipped.note());
        }
    }

    private void checkOrder(Profile then, String name, long value) {
        for (List<String> pair : rules().atMost()) {
            String lower = pair.getFirst();
            String upper = pair.getLast();
            boolean bad = (name.equals(lower) && then.find(upper).stream().anyMatch(other -> value > other))
                    || (name.equals(upper) && then.find(lower).stream().anyMatch(other -> value < other));
            if (bad) {
                throw new InvalidRequest(lower + " is never above " + upper + ": change the other one first.");
            }
        }
    }

    private Parameter shipped(String profile, String name) {
        return catalogue.profile(profile).parameters().stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidRequest("Choose a parameter of the list."));
    }

    /** Ten years, in the unit that the name says. */
    private static long most(String name) {
        if (name.contains("_seconds")) {
            return DAYS * 86_400;
        }
        if (name.contains("_minutes")) {
            return DAYS * 1440;
        }
        return name.contains("_hours") ? DAYS * 24 : DAYS;
    }

    private ParameterRules rules() {
        return catalogue.parameterRules();
    }
}
