package io.exhibit.packs;

import static io.exhibit.packs.Column.Kind.DAY;
import static io.exhibit.packs.Column.Kind.KEY;
import static io.exhibit.packs.Column.Kind.NUMBER;
import static io.exhibit.packs.Column.Kind.STRONG;
import static io.exhibit.packs.Column.Kind.TEXT;
import static io.exhibit.packs.Column.Kind.TIME;

import io.exhibit.controls.HeldValue;
import io.exhibit.controls.Judging;
import io.exhibit.controls.ParameterChange;
import io.exhibit.ledger.Proposal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Every number that the checks of the framework may use, each value that it had in the period, and who decided it. */
final class ParameterRegister {

    static final String NAME = "parameters";

    private static final List<Column> COLUMNS = List.of(
            new Column(
                    "key",
                    KEY,
                    "The parameter, and the ledger entry that proposed the value; 0: it came with Exhibit."),
            new Column("parameter", STRONG, "The parameter's name.").printed("Parameter", 2.4),
            new Column("value", NUMBER, "The value that it had.").printed("Value", 0.7),
            new Column(
                            "counts",
                            TEXT,
                            "yes: the period is judged by it, the strictest that held in it. no: it held, and does not count.")
                    .printed("Counts", 0.6),
            new Column("basis", TEXT, "LAW or STANDARD: a text sets the number; POLICY: a default of Exhibit's.")
                    .printed("Basis", 0.9),
            new Column("came_as", NUMBER, "The value that came with Exhibit.").printed("Came as", 0.75),
            new Column("since", DAY, "From when on it held; empty: since it came with Exhibit.")
                    .printed("Since", 0.9, "the start"),
            new Column("until", DAY, "Until when it held; empty: it goes on.").printed("Until", 0.9, "goes on"),
            new Column("proposed_by", TEXT, "Who proposed it.").printed("Proposed by", 1.2, ""),
            new Column("proposed_at", TIME, "When."),
            new Column("approved_by", TEXT, "Who approved it, another person.").printed("Approved by", 1.2, ""),
            new Column("approved_at", TIME, "When."),
            new Column("entry", NUMBER, "The ledger entry of the approval."),
            new Column("reason", TEXT, "Why it was proposed."),
            new Column("comment", TEXT, "What was said to it."),
            new Column("note", TEXT, "What the number is, and what the text says of it."));

    private ParameterRegister() {}

    static Register in(Frame frame) {
        return new Register(
                NAME,
                new Register.Definition(
                        "Parameters",
                        "The numbers by which the checks of this framework judge: who set each, and what was decided instead.",
                        "a value that a parameter had in the period",
                        "Exhibit, catalogue of parameters and decisions of the entity",
                        "Values that held at any time of the period, up to the moment as of which things are judged.",
                        "parameters of the profile "
                                + frame.framework().profile().id()),
                List.of("key"),
                COLUMNS,
                frame.parameters());
    }

    /** In the order of their keys. */
    static List<List<@Nullable String>> rows(Judging judging) {
        return judging.held().stream()
                .sorted(Comparator.comparing(ParameterRegister::key))
                .map(ParameterRegister::row)
                .toList();
    }

    private static String key(HeldValue held) {
        ParameterChange change = held.change();
        return String.format(Locale.ROOT, "%s/%012d", held.shipped().name(), change == null ? 0 : change.entry());
    }

    private static List<@Nullable String> row(HeldValue held) {
        ParameterChange change = held.change();
        Proposal.Decided decided = change == null ? null : change.decided();
        return Arrays.asList(
                key(held),
                held.shipped().name(),
                String.valueOf(held.value()),
                held.counts() ? "yes" : "no",
                held.shipped().basis().name(),
                String.valueOf(held.shipped().value()),
                time(held.since()),
                time(held.until()),
                held.proposer(),
                change == null ? null : time(change.proposed().at()),
                held.approver(),
                decided == null ? null : time(decided.act().at()),
                decided == null ? null : String.valueOf(decided.act().entry()),
                change == null ? null : change.reason(),
                decided == null ? null : decided.comment(),
                held.shipped().note());
    }

    private static @Nullable String time(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
