package io.exhibit.assessment;

import io.exhibit.controls.Control;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the checks of a control come to, in one sentence that hides neither what was not looked at nor what is manual. */
final class Together {

    private Together() {}

    static String of(Control control, Result result, List<CheckResult> checks) {
        String parts = Stream.of(Result.values())
                .map(each -> part(each, checks))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
        String manual = control.manual().isEmpty() ? "" : " Manual parts stay with the assessor.";
        return result.title() + ": " + parts + "." + manual;
    }

    private static String part(Result result, List<CheckResult> checks) {
        List<String> names = checks.stream()
                .filter(check -> check.result() == result)
                .map(check -> check.check().id() + " " + check.check().name().toLowerCase(Locale.ROOT))
                .toList();
        if (names.isEmpty()) {
            return "";
        }
        String word = result == Result.NOT_EVALUATED ? "no automated check yet for" : result.words() + " by";
        return word + " " + String.join(", ", names);
    }
}
