package io.exhibit.packs;

import static io.exhibit.packs.Column.Kind.DAY;
import static io.exhibit.packs.Column.Kind.KEY;
import static io.exhibit.packs.Column.Kind.STATE;
import static io.exhibit.packs.Column.Kind.STRONG;
import static io.exhibit.packs.Column.Kind.TEXT;
import static io.exhibit.packs.Column.Kind.TIME;

import io.exhibit.assessment.CheckResult;
import io.exhibit.assessment.Item;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The whole population of one check, each item with its verdict and why. */
final class PopulationRegister {

    static final int SYSTEM = 3;
    static final int KIND = 4;
    static final int SUBJECT = 5;
    static final int VERDICT = 6;
    static final int DUE = 9;
    static final int DONE = 10;
    static final int LABEL = 1;
    static final int ABOUT = 2;
    static final int REASON = 7;

    private static final List<Column> COLUMNS = List.of(
            new Column("key", KEY, "Stable and unique in the population."),
            new Column("label", STRONG, "What the item is called.").printed("Item", 2.2),
            new Column("about", TEXT, "What it is about.").printed("About", 2.6, ""),
            new Column("system", TEXT, "Code of the regulated system; empty: not attributed.")
                    .printed("System", 1.15, "none"),
            new Column(
                    "kind",
                    TEXT,
                    "Kind of thing the item is: finding, image, submission, alert, exception, system, vendor, source or run (of an image that no scan knows)."),
            new Column("subject_id", TEXT, "Id of that thing."),
            new Column(
                            "verdict",
                            STATE,
                            "VIOLATED, INSUFFICIENT (cannot be judged), COMPENSATED (by a control that an assessor accepted), NOT_APPLICABLE or SATISFIED.")
                    .printed("Verdict", 0.95),
            new Column("reason", TEXT, "Why.").printed("Why", 3.0, ""),
            new Column("starts_at", TIME, "When the clock of the check started, where it has one."),
            new Column("due_at", DAY, "When it was due, where it has such a date.").printed("Due", 0.85, "no date"),
            new Column("done_at", DAY, "When it was done, where it was.").printed("Done", 0.85, "not done"));

    private PopulationRegister() {}

    static String name(String check) {
        return "populations/" + check;
    }

    static Register of(CheckResult result, Frame frame) {
        String id = result.check().id();
        Map<String, Object> parameters = new LinkedHashMap<>(frame.parameters());
        result.parameters().forEach(parameter -> parameters.put(parameter.name(), parameter.value()));
        return new Register(
                name(id),
                new Register.Definition(
                        id + " " + result.check().name(),
                        result.check().question(),
                        "one item that the check judges",
                        "Exhibit, check " + id + " version " + result.version()
                                + ", from the documents listed in sources.csv",
                        "As the check defines it; items are judged as they stood at the end of the period, or at as-of when that is earlier.",
                        "check " + id + " version " + result.version() + " with the parameters below"),
                List.of("key"),
                COLUMNS,
                parameters);
    }

    static List<@Nullable String> row(Item item) {
        return Arrays.asList(
                item.key(),
                item.label(),
                item.about(),
                item.system(),
                item.kind().name(),
                item.subject().toString(),
                item.verdict().name(),
                item.reason(),
                time(item.startsAt()),
                time(item.dueAt()),
                time(item.doneAt()));
    }

    private static @Nullable String time(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
