package io.exhibit.controls;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which controls of several frameworks are judged by the same checks, from the mappings alone. It says what is looked at together, and
 * nothing about whether two texts ask the same. Withdrawn controls are judged by nothing and are not in it.
 */
record Crosswalk(List<Framework> frameworks, List<Row> rows) {

    /** A check and the controls that it judges, one cell for each framework. */
    record Row(CheckDefinition check, List<Cell> cells) {}

    /** The controls of one framework that a check judges. */
    record Cell(Framework framework, List<Control> controls) {}

    /** Another control that shares checks with one that was asked about: those, and what only either of them has. */
    record Shared(Framework framework, Control control, List<String> both, List<String> mine, List<String> theirs) {}

    static Crosswalk of(List<Framework> all) {
        List<Framework> frameworks = all.stream()
                .filter(framework -> framework.controls().stream()
                        .anyMatch(control ->
                                isJudged(control) && !control.checks().isEmpty()))
                .toList();
        Map<String, CheckDefinition> checks = new TreeMap<>();
        frameworks.stream()
                .flatMap(framework -> framework.controls().stream())
                .filter(Crosswalk::isJudged)
                .flatMap(control -> control.checks().stream())
                .forEach(use -> checks.put(use.check().id(), use.check()));
        return new Crosswalk(
                frameworks,
                checks.values().stream()
                        .map(check -> new Row(
                                check,
                                frameworks.stream()
                                        .map(framework -> cell(framework, check.id()))
                                        .toList()))
                        .toList());
    }

    private static boolean isJudged(Control control) {
        return control.standing() != Standing.WITHDRAWN;
    }

    private static Cell cell(Framework framework, String check) {
        return new Cell(
                framework,
                framework.controls().stream()
                        .filter(control -> isJudged(control) && checks(control).contains(check))
                        .toList());
    }

    /** The controls that can be asked about, framework by framework. */
    List<Control> controls() {
        return frameworks.stream()
                .flatMap(framework -> framework.controls().stream())
                .filter(control -> isJudged(control) && !control.checks().isEmpty())
                .toList();
    }

    /** Controls of other frameworks that share a check with it, those that share most first. */
    List<Shared> sharedWith(Control asked) {
        List<Shared> shared = new ArrayList<>();
        for (Framework framework : frameworks) {
            if (!framework.id().equals(asked.id().framework())) {
                framework.controls().stream()
                        .filter(Crosswalk::isJudged)
                        .map(control -> shared(framework, asked, control))
                        .filter(one -> !one.both().isEmpty())
                        .forEach(shared::add);
            }
        }
        shared.sort(
                (one, other) -> Integer.compare(other.both().size(), one.both().size()));
        return shared;
    }

    private static Shared shared(Framework framework, Control asked, Control control) {
        List<String> mine = checks(asked);
        List<String> theirs = checks(control);
        return new Shared(
                framework,
                control,
                mine.stream().filter(theirs::contains).toList(),
                mine.stream().filter(check -> !theirs.contains(check)).toList(),
                theirs.stream().filter(check -> !mine.contains(check)).toList());
    }

    private static List<String> checks(Control control) {
        return control.checks().stream()
                .map(use -> use.check().id())
                .distinct()
                .sorted()
                .toList();
    }

    /** Why a check speaks to a control, as the mapping has it. */
    static String rationale(Control control, CheckDefinition check) {
        return control.checks().stream()
                .filter(use -> Objects.equals(use.check().id(), check.id()))
                .map(CheckUse::rationale)
                .collect(Collectors.joining(" "));
    }
}
