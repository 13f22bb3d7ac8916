package io.exhibit.ledger;

import io.exhibit.kernel.Sha256;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Proofs about the tree, in the order that RFC 6962 gives them (2.1.1 and 2.1.2). */
@Component
class Proofs {

    private final Subtrees subtrees;

    Proofs(Subtrees subtrees) {
        this.subtrees = subtrees;
    }

    /** That the leaf is in the tree of that size: the siblings on the way from the leaf to the root. */
    List<Sha256> inclusion(long index, long size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("There is no leaf " + index + " in a tree of " + size);
        }
        List<Sha256> path = new ArrayList<>();
        include(index, 0, size, path);
        return path;
    }

    /** That the tree of the old size is the beginning of the tree of the new one. */
    List<Sha256> consistency(long old, long size) {
        if (old < 1 || old > size) {
            throw new IllegalArgumentException("A tree of " + size + " does not begin with one of " + old);
        }
        List<Sha256> path = new ArrayList<>();
        if (old < size) {
            agree(old, 0, size, true, path);
        }
        return path;
    }

    private void include(long index, long from, long to, List<Sha256> path) {
        if (to - from == 1) {
            return;
        }
        long middle = from + split(to - from);
        if (index < middle) {
            include(index, from, middle, path);
            path.add(hash(middle, to));
        } else {
            include(index, middle, to, path);
            path.add(hash(from, middle));
        }
    }

    private void agree(long old, long from, long to, boolean whole, List<Sha256> path) {
        if (old == to) {
            if (!whole) {
                path.add(hash(from, to));
            }
            return;
        }
        long middle = from + split(to - from);
        if (old <= middle) {
            agree(old, from, middle, whole, path);
            path.add(hash(middle, to));
        } else {
            agree(old, middle, to, false, path);
            path.add(hash(from, middle));
        }
    }

    /** The hash of the leaves of a range that begins where a subtree of its length may begin. */
    private Sha256 hash(long from, long to) {
        long length = to - from;
        if (Long.bitCount(length) == 1) {
            int level = Long.numberOfTrailingZeros(length);
            return subtrees.root(level, from >> level);
        }
        long middle = from + split(length);
        return Frontier.parent(hash(from, middle), hash(middle, to));
    }

    /** The largest power of two that is smaller. */
    private static long split(long length) {
        return Long.highestOneBit(length - 1);
    }
}
