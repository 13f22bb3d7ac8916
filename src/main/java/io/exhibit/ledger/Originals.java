package io.exhibit.ledger;

import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Bytes as they were received or sealed, by their SHA-256; kept once, however often they come. */
@Component
public class Originals {

    static final int PART = 512 * 1024;

    private final JdbcClient jdbc;
    private final Clock clock;

    Originals(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The originals in another database than the application's. */
    public static Originals in(JdbcClient jdbc, Clock clock) {
        return new Originals(jdbc, clock);
    }

    /** Keeps everything the stream has, in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Sha256 store(InputStream in) throws IOException {
        try (Spool spool = Spool.read(in, Long.MAX_VALUE - PART)) {
            storeParts(spool);
            storeHeads(List.of(spool));
            return spool.sha256();
        }
    }

    /** Whether anything is beyond the first part: most bodies are small, and need no transaction of their own. */
    public static boolean hasParts(Spool spool) {
        return spool.size() > PART;
    }

    /** Keeps what is beyond the first part, ahead of time: without its head it does not count, and it may be there already. */
    @Transactional
    public void storeParts(Spool spool) throws IOException {
        if (!hasParts(spool) || isKept(spool.sha256())) {
            return;
        }
        try (InputStream in = spool.open()) {
            in.skipNBytes(PART);
            int n = 1;
            for (byte[] part = in.readNBytes(PART); part.length > 0; part = in.readNBytes(PART)) {
                jdbc.sql("""
                        INSERT INTO ledger.original_part (sha256, n, bytes) VALUES (:sha256, :n, :bytes)
                        ON CONFLICT DO NOTHING
                        """)
                        .param("sha256", spool.sha256().bytes())
                        .param("n", n++)
                        .param("bytes", part)
                        .update();
            }
        }
    }

    /** Makes originals count: their parts must have been stored. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void storeHeads(List<Spool> spools) {
        jdbc.sql("""
                INSERT INTO ledger.original (sha256, size, head, stored_at)
                SELECT DISTINCT ON (t.sha256) t.sha256, t.size, t.head, :now
                  FROM unnest(:sha256s::bytea[], :sizes::bigint[], :heads::bytea[]) AS t (sha256, size, head)
                 ORDER BY t.sha256
                ON CONFLICT DO NOTHING
                """)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("sha256s", spools.stream().map(s -> s.sha256().bytes()).toArray(byte[][]::new))
                .param("sizes", spools.stream().map(Spool::size).toArray(Long[]::new))
                .param("heads", spools.stream().map(s -> s.first(PART)).toArray(byte[][]::new))
                .update();
    }

    public boolean isKept(Sha256 sha256) {
        return find(sha256).isPresent();
    }

    /** Bytes of the original; refused with 404 when there is none. */
    public long size(Sha256 sha256) {
        return find(sha256).orElseThrow(() -> new NotFound("original"));
    }

    /** Streams an original, one part in memory at a time. */
    public InputStream open(Sha256 sha256) {
        long size = size(sha256);
        return new PartStream(n -> part(sha256, n), size);
    }

    /** Originals that are no longer than their first part, whole, in one look: those of them that are there. */
    public Map<Sha256, byte[]> whole(Collection<Sha256> small) {
        Map<Sha256, byte[]> whole = new HashMap<>();
        jdbc.sql("SELECT sha256, head FROM ledger.original WHERE sha256 = ANY (:small) AND size = octet_length(head)")
                .param("small", small.stream().map(Sha256::bytes).toArray(byte[][]::new))
                .query(row -> {
                    whole.put(Sha256.ofBytes(row.getBytes(1)), row.getBytes(2));
                });
        return whole;
    }

    private Optional<Long> find(Sha256 sha256) {
        return jdbc.sql("SELECT size FROM ledger.original WHERE sha256 = :sha256")
                .param("sha256", sha256.bytes())
                .query(Long.class)
                .optional();
    }

    private byte[] part(Sha256 sha256, int n) {
        String sql = n == 0
                ? "SELECT head FROM ledger.original WHERE sha256 = :sha256"
                : "SELECT bytes FROM ledger.original_part WHERE sha256 = :sha256 AND n = :n";
        return jdbc.sql(sql)
                .param("sha256", sha256.bytes())
                .param("n", n)
                .query(byte[].class)
                .optional()
                .orElseThrow(() -> new UncheckedIOException(
                        new IOException("Part " + n + " of original " + sha256.hex() + " is missing")));
    }
}
