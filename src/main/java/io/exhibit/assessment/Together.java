package io.exhibit.assessment;

import io.exhibit.controls.Control;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the checks of a control come to, in a sentence that hides neither what was not looked at nor what is manual. */
final class Together {

    /** In the order in which a reader wants to know. */
    private static final Map<Result, String> LEADS = leads();

    private Together() {}

    static String of(Control control, Result result, List<CheckResult> checks) {
        if (checks.isEmpty()) {
            return "No check is mapped to it. Result: " + result.words() + ".";
        }
        String parts = LEADS.entrySet().stream()
                .map(lead -> part(lead.getKey(), lead.getValue(), checks))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
        String manual = control.manual().isEmpty() ? "" : " Manual parts stay with the assessor.";
        return parts.substring(0, 1).toUpperCase(Locale.ROOT) + parts.substring(1) + "." + " Result: " + result.words()
                + "." + manual;
    }

    private static String part(Result result, String lead, List<CheckResult> checks) {
        String names = checks.stream()
                .filter(check -> check.result() == result)
                .map(check -> check.check().id() + " " + check.check().name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : lead + " " + names;
    }

    private static Map<Result, String> leads() {
        Map<Result, String> leads = new LinkedHashMap<>();
        leads.put(Result.NOT_SATISFIED, "not satisfied by");
        leads.put(Result.INSUFFICIENT_EVIDENCE, "not enough evidence for");
        leads.put(Result.SATISFIED_COMPENSATED, "satisfied, compensated, by");
        leads.put(Result.SATISFIED, "satisfied by");
        leads.put(Result.NOT_APPLICABLE, "nothing to judge for");
        leads.put(Result.NOT_EVALUATED, "no automated check yet for");
        return leads;
    }
}
