package io.exhibit.packs;

import static io.exhibit.packs.Column.Kind.KEY;
import static io.exhibit.packs.Column.Kind.NUMBER;
import static io.exhibit.packs.Column.Kind.STATE;
import static io.exhibit.packs.Column.Kind.STRONG;
import static io.exhibit.packs.Column.Kind.TEXT;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The two registers of the tests of completeness and accuracy: one row a test, and one a thing that a test compared. */
final class CrosscheckRegisters {

    static final String TESTS = "reconciliation/tests";
    static final String LINES = "reconciliation/lines";

    private static final String HOW = "Each row says how its numbers were got.";

    private static final List<Column> OF_TESTS = List.of(
            new Column("test", KEY, "R01 to R10.").printed("Test", 0.5),
            new Column("title", STRONG, "What kind of test it is.").printed("Title", 1.3),
            new Column("compared", TEXT, "What is compared with what.").printed("Compared", 2.4),
            new Column("first", NUMBER, "The first number; empty: not done.").printed("First", 0.6, ""),
            new Column("first_how", TEXT, "How the first number was got."),
            new Column("second", NUMBER, "The second number, by another way; empty: not done.")
                    .printed("Second", 0.65, ""),
            new Column("second_how", TEXT, "How the second number was got."),
            new Column("differences", NUMBER, "Rows of lines.csv that differ.").printed("Differ", 0.6, ""),
            new Column("result", STATE, "PASSED, DIFFERENCES (all are in lines.csv) or NOT_DONE.")
                    .printed("Result", 0.95),
            new Column("reason", TEXT, "What was found; or why it is not done here, and by whom it can be.")
                    .printed("Reason", 3.2));

    private static final List<Column> OF_LINES = List.of(
            new Column("line", KEY, "Test and number."),
            new Column("test", TEXT, "R01 to R10, as in tests.csv.").printed("Test", 0.5),
            new Column("item", STRONG, "What was compared, or what differs.").printed("Item", 3.0),
            new Column("first", TEXT, "What the first side says of it.").printed("First", 1.0, ""),
            new Column("second", TEXT, "What the second side says of it.").printed("Second", 1.0, ""),
            new Column("standing", STATE, "AGREES, DIFFERS, or NOT_COMPARED where there is only one side.")
                    .printed("Standing", 0.95),
            new Column("words", TEXT, "What that means.").printed("Meaning", 3.0, ""));

    private CrosscheckRegisters() {}

    static Register tests(Frame frame) {
        return new Register(
                TESTS,
                new Register.Definition(
                        "Reconciliation",
                        "Ten tests of whether the registers are all of it and right. No result of a control rests on them.",
                        "one test",
                        "Exhibit, and what the tests name as their second source",
                        "As the registers, up to the same ledger position.",
                        HOW),
                List.of("test"),
                OF_TESTS,
                frame.parameters());
    }

    static Register lines(Frame frame) {
        return new Register(
                LINES,
                new Register.Definition(
                        "What was reconciled",
                        "What each test compared and every difference that it found.",
                        "one thing that was compared",
                        "Exhibit, and what the tests name as their second source",
                        "As the registers, up to the same ledger position.",
                        HOW),
                List.of("line"),
                OF_LINES,
                frame.parameters());
    }

    /** A register that is drawn to be compared and lies in no pack. */
    static Register keys(
            String name, String query, List<String> key, List<String> others, Map<String, Object> parameters) {
        return new Register(
                name + "-compared",
                new Register.Definition("", "", "", "", "", query),
                key,
                Stream.concat(key.stream(), others.stream())
                        .map(column -> new Column(column, TEXT, ""))
                        .toList(),
                parameters);
    }

    static List<List<@Nullable String>> rows(List<Crosscheck> all) {
        return all.stream().map(CrosscheckRegisters::row).toList();
    }

    private static List<@Nullable String> row(Crosscheck one) {
        return Arrays.asList(
                one.test().key(),
                one.test().title(),
                one.test().compared(),
                one.isMade() ? String.valueOf(one.first().number()) : null,
                one.first().how(),
                one.isMade() ? String.valueOf(one.second().number()) : null,
                one.second().how(),
                one.isMade() ? String.valueOf(one.differences()) : null,
                one.outcome().name(),
                one.reason());
    }

    static List<List<@Nullable String>> lineRows(List<Crosscheck> all) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (Crosscheck one : all) {
            int n = 0;
            for (Crosscheck.Line line : one.lines()) {
                n++;
                rows.add(Arrays.asList(
                        String.format(Locale.ROOT, "%s/%07d", one.test().key(), n),
                        one.test().key(),
                        line.item(),
                        line.first(),
                        line.second(),
                        line.standing().name(),
                        line.words()));
            }
        }
        return rows;
    }
}
