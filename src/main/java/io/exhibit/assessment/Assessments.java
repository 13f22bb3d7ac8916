package io.exhibit.assessment;

import io.exhibit.controls.Control;
import io.exhibit.controls.FrameworkId;
import io.exhibit.estate.Scope;
import io.exhibit.kernel.Period;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * Answers what the checks say of controls. Reads only, set-based, and in the caller's transaction if there is one: whoever
 * needs results and populations that agree asks for both in one transaction of isolation REPEATABLE READ.
 */
@Component
public class Assessments {

    /** Every control of a framework, in the order of the catalogue, each check evaluated once. */
    public List<ControlResult> evaluate(FrameworkId framework, Scope scope, Period period, Instant asOf) {
        throw new UnsupportedOperationException(framework + " " + scope + period + asOf);
    }

    /** One control. */
    public ControlResult evaluate(Control control, Scope scope, Period period, Instant asOf) {
        throw new UnsupportedOperationException(control + " " + scope + period + asOf);
    }

    /**
     * Every item of a check's population, in the order of its keys, one by one: nothing is held. Returns how many there were;
     * 0 for a check that is not built. Must be called in a transaction, or the driver reads all rows at once.
     */
    public long population(Question question, Consumer<Item> items) {
        throw new UnsupportedOperationException(question + " " + items);
    }
}
