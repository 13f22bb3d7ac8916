package io.exhibit.assessment;

import io.exhibit.controls.CheckDefinition;
import io.exhibit.controls.Parameter;
import java.util.List;

/**
 * What one check found: counts, the reason in one sentence, what is missing ({@code gaps}), and the numbers it used. With
 * {@code version} 0 there is no automated check yet: NOT_EVALUATED, and its population is empty.
 */
public record CheckResult(
        CheckDefinition check,
        int version,
        Question question,
        Result result,
        Counts counts,
        String reason,
        List<String> gaps,
        List<Parameter> parameters) {

    public boolean isBuilt() {
        return version > 0;
    }
}
