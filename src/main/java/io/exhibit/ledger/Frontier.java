package io.exhibit.ledger;

import io.exhibit.kernel.Sha256;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * The right edge of an RFC 6962 tree: the roots of its complete subtrees, the largest first, from which the root of the whole
 * follows and to which leaves are added one by one.
 */
final class Frontier {

    private final List<Sha256> peaks;
    private long size;

    Frontier() {
        this(0, List.of());
    }

    /** A tree of size has one peak for each bit that is set in it. */
    Frontier(long size, List<Sha256> peaks) {
        if (size < 0 || peaks.size() != Long.bitCount(size)) {
            throw new IllegalArgumentException(
                    "A tree of " + size + " leaves does not have " + peaks.size() + " peaks");
        }
        this.size = size;
        this.peaks = new ArrayList<>(peaks);
    }

    /** What is told of each complete subtree, as soon as its last leaf is there. */
    interface Completed {
        void subtree(int level, long index, Sha256 root);
    }

    void add(Sha256 leafHash, Completed completed) {
        Sha256 node = leafHash;
        long index = size;
        int level = 0;
        completed.subtree(level, index, node);
        while ((index & 1) == 1) {
            node = parent(peaks.removeLast(), node);
            index >>= 1;
            level++;
            completed.subtree(level, index, node);
        }
        peaks.add(node);
        size++;
    }

    long size() {
        return size;
    }

    List<Sha256> peaks() {
        return List.copyOf(peaks);
    }

    /** RFC 6962, 2.1: the hash of the empty tree is that of nothing. */
    Sha256 root() {
        if (peaks.isEmpty()) {
            return Sha256.of(new byte[0]);
        }
        Sha256 root = peaks.getLast();
        for (int i = peaks.size() - 2; i >= 0; i--) {
            root = parent(peaks.get(i), root);
        }
        return root;
    }

    /** RFC 6962, 2.1: the hash of a node is over a byte 1 and the hashes of its children. */
    static Sha256 parent(Sha256 left, Sha256 right) {
        MessageDigest digest = Sha256.digest();
        digest.update((byte) 1);
        digest.update(left.bytes());
        return Sha256.ofBytes(digest.digest(right.bytes()));
    }
}
