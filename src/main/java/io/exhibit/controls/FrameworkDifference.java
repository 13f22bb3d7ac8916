package io.exhibit.controls;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a version of a framework changes against the one in force, line by line, mappings of checks first of all. */
final class FrameworkDifference {

    private static final int MOST = 200;

    private FrameworkDifference() {}

    static List<String> of(@Nullable Framework before, Framework after) {
        long mapped = after.controls().stream()
                .filter(control -> !control.checks().isEmpty())
                .count();
        List<String> lines = new ArrayList<>();
        lines.add(after.controls().size() + " controls, " + mapped + " of them with checks");
        if (before == null) {
            return lines;
        }
        Map<ControlId, Control> old = before.controls().stream()
                .collect(Collectors.toMap(Control::id, control -> control, (one, other) -> one, LinkedHashMap::new));
        for (Control control : after.controls()) {
            Optional<Control> was = Optional.ofNullable(old.remove(control.id()));
            was.ifPresentOrElse(
                    one -> compare(one, control, lines),
                    () -> lines.add(control.id().code() + " is new"));
        }
        old.keySet().forEach(gone -> lines.add(gone.code() + " is not there any more"));
        if (!before.profile().id().equals(after.profile().id())) {
            lines.add("judged by the numbers of " + after.profile().name() + ", not of "
                    + before.profile().name());
        }
        return lines.size() > MOST ? shortened(lines) : lines;
    }

    private static List<String> shortened(List<String> lines) {
        List<String> kept = new ArrayList<>(lines.subList(0, MOST));
        kept.add("and " + (lines.size() - MOST) + " more differences");
        return kept;
    }

    private static void compare(Control before, Control after, List<String> lines) {
        Map<String, String> old = rationales(before);
        rationales(after).forEach((check, why) -> {
            String was = old.remove(check);
            if (was == null) {
                lines.add(after.id().code() + ": " + check + " is mapped to it, because: " + why);
            } else if (!was.equals(why)) {
                lines.add(after.id().code() + ": " + check + " has another reason: " + why);
            }
        });
        old.keySet().forEach(check -> lines.add(after.id().code() + ": " + check + " is no longer mapped to it"));
        if (!before.text().equals(after.text()) || !before.title().equals(after.title())) {
            lines.add(after.id().code() + " has other words");
        }
        if (before.standing() != after.standing()) {
            lines.add(after.id().code() + " is "
                    + (after.standing() == Standing.WITHDRAWN ? "withdrawn" : "in force again"));
        }
    }

    private static Map<String, String> rationales(Control control) {
        Map<String, String> rationales = new LinkedHashMap<>();
        control.checks().forEach(use -> rationales.put(use.check().id(), use.rationale()));
        return rationales;
    }
}
