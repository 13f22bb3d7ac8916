package io.exhibit.findings;

import io.exhibit.estate.Scope;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Written;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A control that is judged here, on which a compensating control relies, and the scope in which it is judged. */
public record Reliance(String control, Scope scope) {

    /** From two fields of a form or columns of a table; null: on none. */
    static @Nullable Reliance of(@Nullable String control, @Nullable String scope) {
        return control == null || control.isBlank()
                ? null
                : new Reliance(control.strip(), Scope.parse(scope == null ? "" : scope));
    }

    void check(ControlJudgements judgements) {
        boolean known =
                judgements.controls().stream().anyMatch(one -> one.value().equals(control));
        if (!known || !judgements.scopes().contains(scope)) {
            throw new InvalidRequest(
                    "The control that it relies on is one that is judged here, in a scope in which that is done.");
        }
        refuseFailed(judgements);
    }

    /** Nobody relies on what does not work. */
    void refuseFailed(ControlJudgements judgements) {
        Optional<ControlJudgements.Failure> failure = judgements.failure(control, scope);
        if (failure.isPresent()) {
            throw new InvalidRequest("The control that it relies on, " + control + ", is judged not satisfied ("
                    + scope.title() + ", " + Written.minute(failure.get().judgedAt()) + "): "
                    + failure.get().reason());
        }
    }

    public String words() {
        return control.replaceFirst("/", " ") + ", judged in: " + scope.title();
    }
}
