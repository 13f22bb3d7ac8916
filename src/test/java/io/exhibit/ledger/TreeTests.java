package io.exhibit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exhibit.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tree against the definitions of RFC 6962, written down as they stand there. */
class TreeTests {

    private static final int MANY = 700;
    private static final int SMALL = 100;
    private static final Map<String, Sha256> ROOTS = new HashMap<>();

    private final List<Sha256> leaves = leaves(MANY);

    @Test
    void theEmptyTreeHasTheHashOfNothing() {
        assertThat(new Frontier().root().hex())
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void theRootIsTheOneOfTheDefinitionAtEverySize() {
        Frontier frontier = new Frontier();
        for (int size = 1; size <= MANY; size++) {
            frontier.add(leaves.get(size - 1), (level, index, root) -> {});
            assertThat(frontier.root()).as("size %s", size).isEqualTo(root(leaves.subList(0, size)));
        }
    }

    @Test
    void goesOnFromItsPeaks() {
        Frontier whole = frontier(300);
        Frontier continued = new Frontier(300, whole.peaks());
        leaves.subList(300, MANY).forEach(leaf -> continued.add(leaf, (level, index, root) -> {}));
        assertThat(continued.root()).isEqualTo(root(leaves));
        assertThatThrownBy(() -> new Frontier(5, whole.peaks().subList(0, 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 255, 256, 257, 512, 513, 699, 700})
    void everyLeafIsProvenToBeIn(int size) {
        Proofs proofs = new Proofs(Tiles.of(leaves.subList(0, size)));
        Sha256 root = root(leaves.subList(0, size));
        for (int index = 0; index < size; index++) {
            List<Sha256> path = proofs.inclusion(index, size);
            assertThat(climb(leaves.get(index), index, size, path)).isEqualTo(root);
        }
        assertThatThrownBy(() -> proofs.inclusion(size, size)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6, 7, 64, 255, 256, 300, 512, 700})
    void theOldTreeIsProvenToBeTheBeginningOfTheNew(int old) {
        Proofs proofs = new Proofs(Tiles.of(leaves));
        assertThat(proofs.consistency(old, MANY)).isEqualTo(subproof(old, leaves, true));
    }

    /** The small trees over the items of an entry: at every size the defined root, from every leaf a way to it. */
    @Test
    void aTreeInMemoryIsTheSameTree() {
        for (int size = 1; size <= 130; size++) {
            List<Sha256> part = leaves.subList(0, size);
            HashTree tree = new HashTree(part);
            assertThat(tree.root()).as("size %s", size).isEqualTo(root(part));
            for (int index = 0; index < size; index++) {
                assertThat(climb(part.get(index), index, size, tree.path(index)))
                        .as("%s of %s", index, size)
                        .isEqualTo(tree.root());
            }
        }
    }

    @Test
    void everyProofOfEverySmallTreeIsTheOneOfTheDefinition() {
        Proofs proofs = new Proofs(Tiles.of(leaves.subList(0, SMALL)));
        for (int size = 1; size <= SMALL; size++) {
            List<Sha256> tree = leaves.subList(0, size);
            for (int n = 0; n < size; n++) {
                assertThat(proofs.inclusion(n, size)).isEqualTo(path(n, tree));
                assertThat(proofs.consistency(n + 1, size)).isEqualTo(subproof(n + 1, tree, true));
            }
        }
    }

    @Test
    void everyTurnedBitOfAProofFails() {
        Proofs proofs = new Proofs(Tiles.of(leaves.subList(0, 20)));
        for (int size = 2; size <= 16; size++) {
            Sha256 root = root(leaves.subList(0, size));
            for (int index = 0; index < size; index++) {
                List<Sha256> path = proofs.inclusion(index, size);
                for (int bit = 0; bit < 256 * (path.size() + 1); bit++) {
                    List<Sha256> turned = new ArrayList<>(path);
                    turned.add(leaves.get(index));
                    turned.set(bit / 256, turned(turned.get(bit / 256), bit % 256));
                    Sha256 leaf = turned.removeLast();
                    assertThat(climb(leaf, index, size, turned)).isNotEqualTo(root);
                }
            }
        }
    }

    private static Sha256 turned(Sha256 hash, int bit) {
        byte[] bytes = hash.bytes();
        bytes[bit / 8] ^= (byte) (1 << (bit % 8));
        return Sha256.ofBytes(bytes);
    }

    private Frontier frontier(int size) {
        Frontier frontier = new Frontier();
        leaves.subList(0, size).forEach(leaf -> frontier.add(leaf, (level, index, root) -> {}));
        return frontier;
    }

    /** RFC 6962, 2.1. */
    private static Sha256 root(List<Sha256> part) {
        if (part.size() == 1) {
            return part.getFirst();
        }
        // No two leaves are the same here: the first one and the size say which part it is.
        String known = part.getFirst().hex() + part.size();
        Sha256 root = ROOTS.get(known);
        if (root == null) {
            int k = Integer.highestOneBit(part.size() - 1);
            root = Frontier.parent(root(part.subList(0, k)), root(part.subList(k, part.size())));
            ROOTS.put(known, root);
        }
        return root;
    }

    /** RFC 6962, 2.1.1. */
    private static List<Sha256> path(int m, List<Sha256> part) {
        if (part.size() == 1) {
            return List.of();
        }
        int k = Integer.highestOneBit(part.size() - 1);
        List<Sha256> left = part.subList(0, k);
        List<Sha256> right = part.subList(k, part.size());
        List<Sha256> path = new ArrayList<>(m < k ? path(m, left) : path(m - k, right));
        path.add(root(m < k ? right : left));
        return path;
    }

    /** RFC 6962, 2.1.2. */
    private static List<Sha256> subproof(int m, List<Sha256> part, boolean whole) {
        if (m == part.size()) {
            return whole ? List.of() : List.of(root(part));
        }
        int k = Integer.highestOneBit(part.size() - 1);
        List<Sha256> proof = new ArrayList<>();
        if (m <= k) {
            proof.addAll(subproof(m, part.subList(0, k), whole));
            proof.add(root(part.subList(k, part.size())));
        } else {
            proof.addAll(subproof(m - k, part.subList(k, part.size()), false));
            proof.add(root(part.subList(0, k)));
        }
        return proof;
    }

    /** RFC 9162, 2.1.3.2: how who verifies gets from a leaf to the root. */
    private static Sha256 climb(Sha256 leaf, long index, long size, List<Sha256> path) {
        long fn = index;
        long sn = size - 1;
        Sha256 hash = leaf;
        for (Sha256 sibling : path) {
            assertThat(sn).isNotZero();
            if ((fn & 1) == 1 || fn == sn) {
                hash = Frontier.parent(sibling, hash);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                hash = Frontier.parent(hash, sibling);
            }
            fn >>= 1;
            sn >>= 1;
        }
        assertThat(sn).isZero();
        return hash;
    }

    private static List<Sha256> leaves(int count) {
        List<Sha256> leaves = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            leaves.add(Leaf.hash(("leaf " + n).getBytes(StandardCharsets.US_ASCII)));
        }
        return leaves;
    }
}
