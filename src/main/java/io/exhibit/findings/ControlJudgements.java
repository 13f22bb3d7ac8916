package io.exhibit.findings;

import io.exhibit.estate.Scope;
import io.exhibit.kernel.Choice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How controls were judged last, for exceptions that rely on one. A control is named by its framework and its code with a slash between:
 * PCI-DSS/10.4.1.
 */
public interface ControlJudgements {

    /** The controls of which at least one check is built, by their names. */
    List<Choice> controls();

    /** The scopes in which all of them are judged again and again. */
    List<Scope> scopes();

    /** That it was judged not satisfied last; empty: it was not, or could not be judged. */
    Optional<Failure> failure(String control, Scope scope);

    /** When it was judged so, and why. */
    record Failure(Instant judgedAt, String reason) {}
}
