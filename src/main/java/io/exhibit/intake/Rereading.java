package io.exhibit.intake;

import io.exhibit.ledger.Decision;
import io.exhibit.ledger.Decisions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Reads what was read once more, in the ledger's order, with the decisions between: on a database where nothing was read yet. */
@Component
public class Rereading {

    private static final int TOGETHER = 200;

    private final List<Interpreter> interpreters;
    private final List<Redo> redos;
    private final Interpretation interpretation;
    private final Gaps gaps;
    private final TransactionOperations transaction;

    Rereading(
            List<Interpreter> interpreters,
            List<Redo> redos,
            Interpretation interpretation,
            Gaps gaps,
            TransactionOperations transaction) {
        this.interpreters = interpreters;
        this.redos = redos;
        this.interpretation = interpretation;
        this.gaps = gaps;
        this.transaction = transaction;
    }

    /**
     * How far a database has come: entries below size are there, submissions up to their kind's place were read; those in aside were
     * not, because the reader failed on them; the numbers of senders were followed up to numbered.
     */
    public record Reach(long size, Map<Kind, Place> read, Set<UUID> aside, Place numbered) {

        public static final Reach NOTHING = new Reach(0, Map.of(), Set.of(), Place.START);

        public Reach {
            read = Map.copyOf(read);
            aside = Set.copyOf(aside);
        }

        private Place place(Kind kind) {
            return read.getOrDefault(kind, Place.START);
        }

        /** Keeps a database from reading on until the caller's transaction ends. */
        public static void hold(JdbcClient database) {
            database.sql("SELECT kind FROM intake.cursor ORDER BY kind FOR UPDATE")
                    .query(String.class)
                    .list();
            numbered(database, " FOR UPDATE");
        }

        private static Place numbered(JdbcClient database, String hold) {
            return database.sql("SELECT entry_index, position FROM intake.numbering_cursor" + hold)
                    .query(Place.class)
                    .single();
        }

        /** That of a database, as its transaction sees it. */
        public static Reach of(JdbcClient database, long size) {
            Map<Kind, Place> read = database
                    .sql("SELECT kind, entry_index, position FROM intake.cursor")
                    .query((row, n) ->
                            Map.entry(Kind.valueOf(row.getString(1)), new Place(row.getLong(2), row.getInt(3))))
                    .list()
                    .stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            List<UUID> aside = database.sql("SELECT submission_id FROM intake.interpretation WHERE reason = :failed")
                    .param("failed", Outcome.FAILED)
                    .query(UUID.class)
                    .list();
            return new Reach(size, read, Set.copyOf(aside), numbered(database, ""));
        }
    }

    /** Goes on from one reach to another: the submissions must be in this database, the decisions are read from where they are. */
    public void goOn(Reach from, Reach to, Decisions decisions) {
        Set<String> kinds = new TreeSet<>();
        redos.forEach(redo -> kinds.addAll(redo.kinds()));
        for (Decision decision : decisions.of(kinds, from.size(), to.size())) {
            Place before = new Place(decision.index() - 1, Integer.MAX_VALUE);
            interpreters.forEach(interpreter -> read(interpreter, before, to.aside()));
            transaction.executeWithoutResult(status -> redos.stream()
                    .filter(redo -> redo.kinds().contains(decision.kind()))
                    .forEach(redo -> redo.redo(decision)));
        }
        interpreters.forEach(interpreter -> read(interpreter, to.place(interpreter.kind()), to.aside()));
        int followed = 1;
        while (followed > 0) {
            followed = gaps.follow(to.numbered());
        }
    }

    private void read(Interpreter interpreter, Place last, Set<UUID> aside) {
        int together = interpreter.kind().isMany() ? TOGETHER : 1;
        int read = together;
        while (read > 0) {
            read = interpretation.next(interpreter, together, last, aside);
        }
    }
}
