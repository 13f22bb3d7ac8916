package io.exhibit.ledger;

import io.exhibit.kernel.Columns;
import io.exhibit.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The append-only log: contiguous indexes from 0, given inside the caller's transaction, in the order of commits. */
@Component
public class Ledger {

    private static final Pattern KIND = Pattern.compile("[a-z]+(\\.[a-z-]+)*");
    private static final JsonMapper CANONICAL = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final JdbcClient jdbc;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Ledger(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The ledger in another database than the application's; transactions are the caller's there too. */
    public static Ledger in(JdbcClient jdbc, Clock clock) {
        return new Ledger(jdbc, clock);
    }

    /**
     * Makes the calling transaction the only one that may append, until it ends. Whoever must look something up and then append
     * without a race calls this first; {@link #append} calls it itself. Refused with 503 while the alarm is raised.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void lock() {
        // One writer at a time keeps the indexes without gaps, on any number of replicas; the lock goes with the
        // transaction.
        boolean halted = jdbc.sql("""
                        SELECT EXISTS (SELECT 1 FROM ledger.alarm)
                          FROM (SELECT pg_advisory_xact_lock(hashtext('ledger.append'))) AS held
                        """).query(Boolean.class).single();
        if (halted) {
            throw new Halted();
        }
    }

    /** Appends one entry. The caller's transaction should commit soon: every other sender waits for it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Receipt append(Draft draft) {
        return append(List.of(draft)).getFirst();
    }

    /** Appends entries in the order given, with neighbouring indexes; recorded times never run backwards. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Receipt> append(List<Draft> drafts) {
        lock();
        Tip tip = tip();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant recordedAt = now.isBefore(tip.recordedAt) ? tip.recordedAt : now;
        List<Sealed> sealed = new ArrayList<>(drafts.size());
        for (Draft draft : drafts) {
            sealed.add(seal(draft, tip.index + 1 + sealed.size(), recordedAt));
        }
        insert(sealed);
        return sealed.stream().map(Sealed::receipt).toList();
    }

    /** Does some work while nobody appends, and lets them go on before the caller's transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void whileNobodyAppends(Runnable work) {
        jdbc.sql("SELECT pg_advisory_lock(hashtext('ledger.append'))")
                .query((row, n) -> n)
                .list();
        work.run();
        jdbc.sql("SELECT pg_advisory_unlock(hashtext('ledger.append'))")
                .query((row, n) -> n)
                .list();
    }

    /** How many entries there are: the exact meaning of "as known now". */
    public long size() {
        return tip().index + 1;
    }

    /** When the last entry was recorded; long ago when there is none. */
    Instant lastRecordedAt() {
        return tip().recordedAt;
    }

    /** How many entries had been recorded by that instant, it included. */
    public long sizeAt(Instant instant) {
        return jdbc.sql("SELECT coalesce(max(index) + 1, 0) FROM ledger.entry WHERE recorded_at <= :instant")
                .param("instant", instant.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    /** The receipt of an entry, as it was first given. */
    public Optional<Receipt> receipt(long index) {
        return jdbc.sql("SELECT index, leaf_hash, recorded_at, leaf FROM ledger.entry WHERE index = :index")
                .param("index", index)
                .query((rs, n) -> new Receipt(
                        rs.getLong("index"),
                        Sha256.ofBytes(rs.getBytes("leaf_hash")),
                        Columns.at(rs, "recorded_at"),
                        new String(rs.getBytes("leaf"), StandardCharsets.US_ASCII)))
                .optional();
    }

    private Tip tip() {
        return jdbc.sql("SELECT index, recorded_at FROM ledger.entry ORDER BY index DESC LIMIT 1")
                .query(Tip.class)
                .optional()
                .orElse(new Tip(-1, Instant.EPOCH));
    }

    private Sealed seal(Draft draft, long index, Instant recordedAt) {
        if (!KIND.matcher(draft.kind()).matches()) {
            throw new IllegalArgumentException("Not a kind of entry: " + draft.kind());
        }
        Map<String, Object> detail = new TreeMap<>(draft.detail());
        if (draft.content() != null) {
            detail.put("sha256", draft.content().hex());
        }
        byte[] salt = new byte[32];
        random.nextBytes(salt);
        byte[] bytes = CANONICAL.writeValueAsBytes(detail);
        Items items = draft.items().isEmpty()
                ? null
                : Items.salted(
                        draft.items().stream()
                                .map(CANONICAL::writeValueAsString)
                                .toList(),
                        random);
        Leaf leaf = new Leaf(
                index,
                draft.kind(),
                draft.actor().pseudonym(),
                Leaf.commitment(salt, bytes),
                items == null ? null : items.root(),
                items == null ? draft.count() : items.size(),
                draft.size(),
                recordedAt);
        return new Sealed(leaf, salt, bytes, items);
    }

    private void insert(List<Sealed> entries) {
        jdbc.sql("""
                INSERT INTO ledger.entry (index, kind, recorded_at, leaf, leaf_hash, salt, detail, items)
                SELECT t.index, t.kind, t.recorded_at::timestamptz, t.leaf, t.leaf_hash, t.salt, t.detail, t.items
                  FROM unnest(:indexes::bigint[], :kinds::text[], :recorded::text[], :leaves::bytea[], :hashes::bytea[],
                              :salts::bytea[], :details::bytea[], :items::bytea[])
                       AS t (index, kind, recorded_at, leaf, leaf_hash, salt, detail, items)
                 ORDER BY t.index
                """)
                .param("indexes", entries.stream().map(e -> e.leaf.index()).toArray(Long[]::new))
                .param("kinds", entries.stream().map(e -> e.leaf.kind()).toArray(String[]::new))
                .param(
                        "recorded",
                        entries.stream()
                                .map(e -> e.leaf.recordedAt().toString())
                                .toArray(String[]::new))
                .param("leaves", entries.stream().map(e -> e.leaf.bytes()).toArray(byte[][]::new))
                .param("hashes", entries.stream().map(e -> e.hash().bytes()).toArray(byte[][]::new))
                .param("salts", entries.stream().map(e -> e.salt).toArray(byte[][]::new))
                .param("details", entries.stream().map(e -> e.detail).toArray(byte[][]::new))
                .param(
                        "items",
                        entries.stream()
                                .map(e -> e.items == null ? null : e.items.bytes())
                                .toArray(byte[][]::new))
                .update();
    }

    private record Tip(long index, Instant recordedAt) {}

    /** Arrays are compared by nobody: this only carries them to the insert. */
    private static final class Sealed {
        private final Leaf leaf;
        private final byte[] salt;
        private final byte[] detail;
        private final @Nullable Items items;

        private Sealed(Leaf leaf, byte[] salt, byte[] detail, @Nullable Items items) {
            this.leaf = leaf;
            this.salt = salt;
            this.detail = detail;
            this.items = items;
        }

        private Sha256 hash() {
            return Leaf.hash(leaf.bytes());
        }

        private Receipt receipt() {
            return new Receipt(leaf.index(), hash(), leaf.recordedAt(), leaf.text(), items);
        }
    }
}
