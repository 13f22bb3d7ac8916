package io.exhibit.findings;

import io.exhibit.intake.Turn;
import io.exhibit.kernel.Columns;
import io.exhibit.ledger.ActivityTrail;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Draft;
import io.exhibit.ledger.Ledger;
import io.exhibit.ledger.Originals;
import io.exhibit.ledger.Receipt;
import io.exhibit.ledger.Spool;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Others' catalogues as they were loaded: every load is an entry of the ledger, its bytes are kept. Joins the caller's transaction. */
@Component
class ReferenceLoads {

    static final String LOADED = "reference.loaded";

    /** The load itself, in a statement that has compared: rows of cve and how (added, changed, removed). */
    static final String COUNTED = """
            , load AS (
                INSERT INTO findings.reference_load (entry_index, source, version, released_at, sha256, items, added, changed,
                                                     removed, loaded_at, loaded_by)
                SELECT :entry, :source, :version, :released, :sha256, :items, count(*) FILTER (WHERE how = 'added'),
                       count(*) FILTER (WHERE how = 'changed'), count(*) FILTER (WHERE how = 'removed'), :at, :by
                  FROM compared
            )
            """;

    private static final Duration AHEAD = Duration.ofDays(1);
    private static final Instant EVER = Instant.parse("9999-01-01T00:00:00Z");

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Originals originals;
    private final ActivityTrail trail;
    private final Turn turn;
    private final Clock clock;

    ReferenceLoads(JdbcClient jdbc, Ledger ledger, Originals originals, ActivityTrail trail, Turn turn, Clock clock) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.originals = originals;
        this.trail = trail;
        this.turn = turn;
        this.clock = clock;
    }

    /** A load: what the catalogue says of itself, and how many of its vulnerabilities were new, said differently, or gone. */
    record Load(
            long entry,
            String version,
            Instant releasedAt,
            String sha256,
            int items,
            int added,
            int changed,
            int removed,
            Instant loadedAt,
            String loadedBy) {}

    /** What a catalogue says of itself. */
    record Edition(String source, String version, Instant released, int items) {}

    /**
     * Takes an edition in its turn: its bytes are kept and entered, and the statement, of which {@link #COUNTED} is a part, stores what it says. The same bytes again change nothing. Whole: refuses what is less than it should be beside the last load.
     */
    Load take(Edition edition, Spool bytes, Actor by, Consumer<Optional<Load>> whole, JdbcClient.StatementSpec store)
            throws IOException {
        // First what takes longest: others wait for the ledger from then on.
        originals.storeParts(bytes);
        turn.take();
        Optional<Load> last = last(edition.source());
        if (last.isPresent() && last.get().sha256().equals(bytes.sha256().hex())) {
            return last.get();
        }
        check(edition, last);
        whole.accept(last);
        originals.storeHeads(List.of(bytes));
        bound(store, edition, enter(edition, bytes, by), bytes, by).update();
        return last(edition.source()).orElseThrow();
    }

    /** While the ledger's lock is held. */
    private Optional<Load> last(String source) {
        return loads(source, 1, EVER).stream().findFirst();
    }

    /** An edition is not from the future, and not older than the one that is loaded. */
    private void check(Edition edition, Optional<Load> last) {
        if (edition.released().isAfter(clock.instant().plus(AHEAD))) {
            throw new UnusableCatalogue(
                    "It says that it was released at " + edition.released() + ", which is to come.");
        }
        if (last.isPresent() && edition.released().isBefore(last.get().releasedAt())) {
            throw new UnusableCatalogue("It was released at " + edition.released()
                    + "; the one that is loaded is newer, of " + last.get().releasedAt() + ".");
        }
    }

    private Receipt enter(Edition edition, Spool bytes, Actor by) {
        Receipt receipt = ledger.append(new Draft(
                LOADED,
                by,
                Map.of(
                        "source",
                        edition.source(),
                        "version",
                        edition.version(),
                        "released",
                        edition.released().toString(),
                        "items",
                        edition.items(),
                        "sha256",
                        bytes.sha256().hex()),
                bytes.sha256(),
                bytes.size(),
                1));
        trail.record(by, LOADED, edition.source() + " " + edition.version());
        return receipt;
    }

    private static JdbcClient.StatementSpec bound(
            JdbcClient.StatementSpec statement, Edition edition, Receipt receipt, Spool bytes, Actor by) {
        return statement
                .param("entry", receipt.index())
                .param("source", edition.source())
                .param("version", edition.version())
                .param("released", edition.released().atOffset(ZoneOffset.UTC))
                .param("sha256", bytes.sha256().bytes())
                .param("items", edition.items())
                .param("at", receipt.recordedAt().atOffset(ZoneOffset.UTC))
                .param("by", by.name());
    }

    /** The latest first. */
    List<Load> loads(String source, int most) {
        return loads(source, most, clock.instant());
    }

    /** The one that was in use at a time. */
    Optional<Load> lastBy(String source, Instant asOf) {
        return loads(source, 1, asOf).stream().findFirst();
    }

    List<Load> loads(String source, int most, Instant asOf) {
        return jdbc.sql("""
                SELECT entry_index, version, released_at, encode(sha256, 'hex') AS sha256, items, added, changed, removed,
                       loaded_at, loaded_by
                  FROM findings.reference_load
                 WHERE source = :source AND loaded_at <= :asOf
                 ORDER BY entry_index DESC
                 LIMIT :most
                """)
                .param("source", source)
                .param("asOf", asOf.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query(ReferenceLoads::load)
                .list();
    }

    private static Load load(ResultSet row, int n) throws SQLException {
        return new Load(
                row.getLong("entry_index"),
                row.getString("version"),
                Columns.at(row, "released_at"),
                row.getString("sha256"),
                row.getInt("items"),
                row.getInt("added"),
                row.getInt("changed"),
                row.getInt("removed"),
                Columns.at(row, "loaded_at"),
                row.getString("loaded_by"));
    }
}
