package io.exhibit.ledger;

import io.exhibit.kernel.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Hashes stored originals again: small ones many at a time, large ones part by part. */
@Component
class StoredBytes {

    /** As many whole small originals as are held in memory together. */
    private static final int TOGETHER = 32;

    private final JdbcClient jdbc;
    private final Originals originals;

    StoredBytes(JdbcClient jdbc, Originals originals) {
        this.jdbc = jdbc;
        this.originals = originals;
    }

    /** How much was hashed. */
    record Extent(long originals, long bytes) {

        Extent and(Extent more) {
            return new Extent(originals + more.originals, bytes + more.bytes);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Head(Sha256 sha256, long size, byte[] bytes) {}

    /** Ends with {@link Inconsistent} at the first that is not there or is not what its name says. */
    Extent examine(Collection<Sha256> named) {
        List<Sha256> all = List.copyOf(named);
        Extent extent = new Extent(0, 0);
        for (int from = 0; from < all.size(); from += TOGETHER) {
            extent = extent.and(some(all.subList(from, Math.min(all.size(), from + TOGETHER))));
        }
        return extent;
    }

    private Extent some(List<Sha256> named) {
        List<Head> heads = heads(named);
        Set<Sha256> missing = new HashSet<>(named);
        long bytes = 0;
        for (Head head : heads) {
            missing.remove(head.sha256());
            Sha256 found = head.size() == head.bytes().length ? Sha256.of(head.bytes()) : parts(head.sha256());
            if (!found.equals(head.sha256())) {
                throw new Inconsistent("The original " + head.sha256().hex() + " was changed.");
            }
            bytes += head.size();
        }
        if (!missing.isEmpty()) {
            throw new Inconsistent(
                    "The original " + new ArrayList<>(missing).getFirst().hex() + " is missing.");
        }
        return new Extent(heads.size(), bytes);
    }

    private List<Head> heads(List<Sha256> named) {
        return jdbc.sql("SELECT sha256, size, head FROM ledger.original WHERE sha256 = ANY (:named)")
                .param("named", named.stream().map(Sha256::bytes).toArray(byte[][]::new))
                .query((row, n) -> new Head(Sha256.ofBytes(row.getBytes(1)), row.getLong(2), row.getBytes(3)))
                .list();
    }

    private Sha256 parts(Sha256 sha256) {
        try (InputStream in = originals.open(sha256);
                DigestInputStream digested = new DigestInputStream(in, Sha256.digest())) {
            digested.transferTo(OutputStream.nullOutputStream());
            return Sha256.ofBytes(digested.getMessageDigest().digest());
        } catch (IOException | UncheckedIOException broken) {
            throw new Inconsistent("The original " + sha256.hex() + " cannot be read: " + broken.getMessage());
        }
    }
}
