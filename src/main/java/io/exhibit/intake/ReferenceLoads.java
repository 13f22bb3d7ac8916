package io.exhibit.intake;

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
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Others' catalogues as they were loaded: every load is an entry of the ledger, its bytes are kept. Joins the caller's transaction. */
@Component
public class ReferenceLoads {

    /** The load itself, in a statement that has compared: rows that each say how (added, changed, removed). */
    public static final String COUNTED = """
            , load AS (
                INSERT INTO intake.reference_load (entry_index, source, product, version, released_at, sha256, items, added,
                                                   changed, removed, loaded_at, loaded_by)
                SELECT :entry, :source, :product, :version, :released, :sha256, :items, count(*) FILTER (WHERE how = 'added'),
                       count(*) FILTER (WHERE how = 'changed'), count(*) FILTER (WHERE how = 'removed'), :at, :by
                  FROM compared
            )
            """;

    static final String LOADED = "reference.loaded";

    private static final Duration AHEAD = Duration.ofDays(1);
    private static final Instant EVER = Instant.parse("9999-01-01T00:00:00Z");

    private static final String LOADS = """
            SELECT entry_index, source, product, version, released_at, encode(sha256, 'hex') AS sha256, items, added, changed,
                   removed, loaded_at, loaded_by
              FROM intake.reference_load
             WHERE source = :source AND loaded_at <= :asOf
            """;

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

    /** A load: what the catalogue says of itself, and how many of its items were new, said differently, or gone. releasedAt null: it does not say. */
    public record Load(
            long entry,
            String source,
            String product,
            String version,
            @Nullable Instant releasedAt,
            String sha256,
            int items,
            int added,
            int changed,
            int removed,
            Instant loadedAt,
            String loadedBy) {}

    /** What a catalogue says of itself. product: what it is about, where a source has one for each; else empty. */
    public record Edition(
            String source,
            String product,
            String version,
            @Nullable Instant released,
            int items) {

        public Edition(String source, String version, Instant released, int items) {
            this(source, "", version, released, items);
        }

        private String words() {
            return (product.isEmpty() ? source : source + " " + product) + " " + version;
        }
    }

    /**
     * Takes an edition in its turn: its bytes are kept and entered, and the statement, of which {@link #COUNTED} is a part, stores what it says. The same bytes again change nothing. Whole: refuses what is less than it should be beside the last load.
     */
    public Load take(
            Edition edition,
            Spool bytes,
            ReferenceOrigin by,
            Consumer<Optional<Load>> whole,
            JdbcClient.StatementSpec store)
            throws IOException {
        // First what takes longest: others wait for the ledger from then on.
        originals.storeParts(bytes);
        turn.take();
        new ReferenceLooks(jdbc).keep(edition.source(), edition.product(), clock.instant());
        Optional<Load> last = last(edition);
        if (last.isPresent() && last.get().sha256().equals(bytes.sha256().hex())) {
            return last.get();
        }
        check(edition);
        whole.accept(last);
        originals.storeHeads(List.of(bytes));
        bound(store, edition, enter(edition, bytes, by), bytes, by.by()).update();
        return last(edition).orElseThrow();
    }

    /** While the ledger's lock is held. */
    private Optional<Load> last(Edition edition) {
        return jdbc.sql(LOADS + " AND product = :product ORDER BY entry_index DESC LIMIT 1")
                .param("source", edition.source())
                .param("product", edition.product())
                .param("asOf", EVER.atOffset(ZoneOffset.UTC))
                .query(ReferenceLoads::load)
                .optional();
    }

    /** An edition is not from the future, and not older than one that is loaded. One that does not say of when it is, is of now. */
    private void check(Edition edition) {
        Instant released = edition.released();
        if (released == null) {
            return;
        }
        if (released.isAfter(clock.instant().plus(AHEAD))) {
            throw new UnusableCatalogue("It says that it was released at " + released + ", which is to come.");
        }
        newest(edition).filter(released::isBefore).ifPresent(newer -> {
            throw new UnusableCatalogue(
                    "It was released at " + released + "; the one that is loaded is newer, of " + newer + ".");
        });
    }

    private Optional<Instant> newest(Edition edition) {
        return jdbc.sql("""
                SELECT released_at FROM intake.reference_load
                 WHERE source = :source AND product = :product AND released_at IS NOT NULL
                 ORDER BY entry_index DESC LIMIT 1
                """)
                .param("source", edition.source())
                .param("product", edition.product())
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    private Receipt enter(Edition edition, Spool bytes, ReferenceOrigin origin) {
        Map<String, Object> detail = new HashMap<>(Map.of(
                "source",
                edition.source(),
                "version",
                edition.version(),
                "items",
                edition.items(),
                "sha256",
                bytes.sha256().hex()));
        if (!edition.product().isEmpty()) {
            detail.put("product", edition.product());
        }
        if (edition.released() != null) {
            detail.put("released", edition.released().toString());
        }
        if (!origin.fetched().isEmpty()) {
            detail.put("fetched", origin.fetched());
        }
        Actor by = origin.by();
        Receipt receipt = ledger.append(new Draft(LOADED, by, detail, bytes.sha256(), bytes.size(), 1));
        trail.record(by, LOADED, edition.words());
        return receipt;
    }

    private static JdbcClient.StatementSpec bound(
            JdbcClient.StatementSpec statement, Edition edition, Receipt receipt, Spool bytes, Actor by) {
        Instant released = edition.released();
        return statement
                .param("entry", receipt.index())
                .param("source", edition.source())
                .param("product", edition.product())
                .param("version", edition.version())
                .param("released", released == null ? null : released.atOffset(ZoneOffset.UTC))
                .param("sha256", bytes.sha256().bytes())
                .param("items", edition.items())
                .param("at", receipt.recordedAt().atOffset(ZoneOffset.UTC))
                .param("by", by.name());
    }

    /** The latest first. */
    public List<Load> loads(String source, int most) {
        return loads(source, most, clock.instant());
    }

    /** The one that was in use at a time. */
    public Optional<Load> lastBy(String source, Instant asOf) {
        return loads(source, 1, asOf).stream().findFirst();
    }

    /** Of each product the one that was in use at a time. */
    public List<Load> lastByProduct(String source, Instant asOf) {
        return jdbc.sql("SELECT DISTINCT ON (product) * FROM (" + LOADS + ") loads ORDER BY product, entry_index DESC")
                .param("source", source)
                .param("asOf", asOf.atOffset(ZoneOffset.UTC))
                .query(ReferenceLoads::load)
                .list();
    }

    private List<Load> loads(String source, int most, Instant asOf) {
        return jdbc.sql(LOADS + " ORDER BY entry_index DESC LIMIT :most")
                .param("source", source)
                .param("asOf", asOf.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query(ReferenceLoads::load)
                .list();
    }

    private static Load load(ResultSet row, int n) throws SQLException {
        return new Load(
                row.getLong("entry_index"),
                row.getString("source"),
                row.getString("product"),
                row.getString("version"),
                Columns.maybeAt(row, "released_at"),
                row.getString("sha256"),
                row.getInt("items"),
                row.getInt("added"),
                row.getInt("changed"),
                row.getInt("removed"),
                Columns.at(row, "loaded_at"),
                row.getString("loaded_by"));
    }
}
