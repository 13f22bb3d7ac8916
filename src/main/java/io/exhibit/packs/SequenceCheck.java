package io.exhibit.packs;

import io.exhibit.packs.Crosscheck.Figure;
import io.exhibit.packs.Crosscheck.Line;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** R4: has the ledger an entry at every position, and every document that was received an entry? */
final class SequenceCheck {

    private static final String HOLES = """
            SELECT h.from_index, h.to_index
              FROM (SELECT e.index + 1 AS from_index, lead(e.index, 1, :ledgerSize) OVER (ORDER BY e.index) - 1 AS to_index
                      FROM (SELECT p.index FROM ledger.pub_entry p WHERE p.index < :ledgerSize
                             UNION ALL SELECT -1) e) h
             WHERE h.to_index >= h.from_index
             ORDER BY h.from_index
            """;

    private static final String LOOSE = """
            SELECT DISTINCT b.entry_index
              FROM intake.pub_submission b
             WHERE b.entry_index < :ledgerSize
               AND NOT EXISTS (SELECT 1 FROM ledger.pub_entry e WHERE e.index = b.entry_index)
             ORDER BY b.entry_index
            """;

    private SequenceCheck() {}

    /** Positions without an entry, both ends included. */
    record Hole(long fromIndex, long toIndex) {}

    static Crosscheck of(JdbcClient jdbc, Frame frame) {
        long entries = jdbc.sql("SELECT count(*) FROM ledger.pub_entry e WHERE e.index < :ledgerSize")
                .param("ledgerSize", frame.ledgerSize())
                .query(Long.class)
                .single();
        return judged(
                frame.ledgerSize(),
                entries,
                jdbc.sql(HOLES)
                        .param("ledgerSize", frame.ledgerSize())
                        .query(Hole.class)
                        .list(),
                jdbc.sql(LOOSE)
                        .param("ledgerSize", frame.ledgerSize())
                        .query(Long.class)
                        .list());
    }

    static Crosscheck judged(long size, long entries, List<Hole> holes, List<Long> loose) {
        List<Line> lines = new ArrayList<>();
        lines.add(Crosscheck.line(
                "positions 0 to " + (size - 1), size, entries, "First and last position, and a count of entries."));
        for (Hole hole : holes) {
            lines.add(new Line(
                    "positions " + hole.fromIndex() + " to " + hole.toIndex(),
                    String.valueOf(hole.toIndex() - hole.fromIndex() + 1),
                    "0",
                    Line.Standing.DIFFERS,
                    "Missing."));
        }
        for (long index : loose) {
            lines.add(new Line(
                    "documents of entry " + index, "received", "", Line.Standing.DIFFERS, "The entry is not there."));
        }
        return Crosscheck.made(
                Crosscheck.Test.R4,
                new Figure(size, "The ledger position that was fixed when the pack was asked for."),
                new Figure(entries, "A count of the entries before that position."),
                "The ledger's tree commits to them; the folder ledger/ lets anybody verify that without Exhibit.",
                lines);
    }
}
