package io.exhibit.ledger;

import io.exhibit.kernel.Sha256;
import java.util.ArrayList;
import java.util.List;

/**
 * A whole RFC 6962 tree in memory, level by level: a node without a sibling stands for itself one level up, which is the same tree
 * as the recursive definition gives.
 */
final class HashTree {

    private final List<List<Sha256>> levels = new ArrayList<>();

    HashTree(List<Sha256> leafHashes) {
        List<Sha256> level = List.copyOf(leafHashes);
        levels.add(level);
        while (level.size() > 1) {
            level = above(level);
            levels.add(level);
        }
    }

    private static List<Sha256> above(List<Sha256> level) {
        List<Sha256> above = new ArrayList<>((level.size() + 1) / 2);
        for (int left = 0; left < level.size(); left += 2) {
            above.add(
                    left + 1 < level.size() ? Frontier.parent(level.get(left), level.get(left + 1)) : level.get(left));
        }
        return above;
    }

    Sha256 root() {
        return levels.getLast().getFirst();
    }

    /** The siblings on the way from a leaf to the root (RFC 6962, 2.1.1). */
    List<Sha256> path(int leaf) {
        List<Sha256> path = new ArrayList<>();
        int place = leaf;
        for (List<Sha256> level : levels) {
            int sibling = place ^ 1;
            if (sibling < level.size()) {
                path.add(level.get(sibling));
            }
            place >>= 1;
        }
        return path;
    }
}
