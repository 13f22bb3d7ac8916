package io.exhibit.rebuild;

import io.exhibit.intake.Rereading;
import io.exhibit.intake.Rereading.Reach;
import io.exhibit.kernel.DerivedTables;
import io.exhibit.kernel.DerivedTables.Table;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Decisions;
import io.exhibit.ledger.Draft;
import io.exhibit.ledger.Ledger;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Makes every table that follows from the ledger again, in a database beside the one in use, and compares the two row by row. The one
 * in use goes on: only at the end of a swap its readers wait for the new rows.
 */
public final class Rebuild {

    private final Rereading rereading;
    private final List<Table> tables;
    private final List<String> given;
    private final Database beside;
    private final Database inUse;
    private final Decisions decisions;
    private final Ledger ledger;
    private Reach reached = Reach.NOTHING;

    /** Beside: an empty database with all migrations, on which the rereading works too. */
    public Rebuild(Rereading rereading, List<DerivedTables> modules, DataSource beside, DataSource inUse, Clock clock) {
        this.rereading = rereading;
        this.tables =
                modules.stream().flatMap(module -> module.tables().stream()).toList();
        this.given = modules.stream().flatMap(module -> module.given().stream()).toList();
        this.beside = new Database(beside);
        this.inUse = new Database(inUse);
        this.decisions = Decisions.in(this.inUse.jdbc(), clock);
        this.ledger = Ledger.in(this.inUse.jdbc(), clock);
    }

    /** What it came to. */
    public record Outcome(long entries, List<Comparison> tables, boolean swapped) {

        public Outcome {
            tables = List.copyOf(tables);
        }

        public boolean isEqual() {
            return tables.stream().allMatch(Comparison::isEqual);
        }

        /** Whether what people decided is what the ledger says they decided. */
        public boolean decisionsAreEqual() {
            return tables.stream().filter(one -> one.table().decided()).allMatch(Comparison::isEqual);
        }
    }

    /** Makes all again, or what has come since the last time, and compares; its result is an entry of the ledger. */
    public Outcome compare() {
        goOnTo(inUse.still().execute(status -> Reach.of(inUse.jdbc(), ledger.size())));
        Outcome outcome = inUse.still().execute(status -> {
            goOnTo(Reach.of(inUse.jdbc(), ledger.size()));
            return compared(false);
        });
        record(outcome);
        return outcome;
    }

    /** The same, and puts what was made again in the place of what is in use, unless people's decisions differ from the ledger. */
    public Outcome swap() {
        goOnTo(inUse.still().execute(status -> Reach.of(inUse.jdbc(), ledger.size())));
        Outcome outcome = inUse.changing().execute(status -> {
            Reach.hold(inUse.jdbc());
            ledger.whileNobodyAppends(this::lockTables);
            goOnTo(Reach.of(inUse.jdbc(), ledger.size()));
            Outcome compared = compared(true);
            if (compared.decisionsAreEqual()) {
                putInPlace();
                return compared;
            }
            return new Outcome(compared.entries(), compared.tables(), false);
        });
        record(outcome);
        return outcome;
    }

    private void goOnTo(Reach reach) {
        given.forEach(table -> copyGiven(table, reached.size(), reach.size()));
        rereading.goOn(reached, reach, decisions);
        reached = reach;
    }

    private void copyGiven(String table, long from, long below) {
        String columns = inUse.columns(table);
        beside.changing()
                .executeWithoutResult(status -> inUse.copy(
                        "SELECT " + columns + " FROM " + table + " WHERE entry_index >= " + from + " AND entry_index < "
                                + below,
                        beside,
                        table,
                        columns));
    }

    private Outcome compared(boolean swapped) {
        List<Comparison> comparisons = beside.still()
                .execute(status -> tables.stream()
                        .map(table -> Comparison.of(table, inUse, beside))
                        .toList());
        return new Outcome(reached.size(), comparisons, swapped);
    }

    private void lockTables() {
        inUse.jdbc()
                .sql("LOCK TABLE " + names() + " IN SHARE ROW EXCLUSIVE MODE")
                .update();
    }

    private void putInPlace() {
        inUse.takeAlone(names());
        inUse.jdbc().sql("TRUNCATE " + names()).update();
        beside.still()
                .executeWithoutResult(status -> read().forEach(table -> {
                    String columns = beside.columns(table.name());
                    beside.copy("SELECT " + columns + " FROM " + table.name(), inUse, table.name(), columns);
                }));
    }

    private String names() {
        return read().stream().map(Table::name).collect(Collectors.joining(", "));
    }

    private List<Table> read() {
        return tables.stream().filter(table -> !table.decided()).toList();
    }

    private void record(Outcome outcome) {
        Map<String, Object> digests = new LinkedHashMap<>();
        outcome.tables().forEach(one -> digests.put(one.table().name(), one.toMap()));
        inUse.changing()
                .executeWithoutResult(status -> ledger.append(Draft.of(
                        outcome.swapped() ? "tables.swapped" : "tables.compared",
                        Actor.SYSTEM,
                        Map.of("entries", outcome.entries(), "equal", outcome.isEqual(), "tables", digests))));
    }
}
