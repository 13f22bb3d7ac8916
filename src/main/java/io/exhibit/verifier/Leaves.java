package io.exhibit.verifier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The leaves between the checkpoints: folded onto the earlier tree they give the later one. */
final class Leaves {

    private static final Pattern LEAF = Pattern.compile(
            "\\{\"by\":\"[^\"]*\",\"c\":\"([0-9a-f]{64})\",\"i\":(0|[1-9][0-9]{0,17}),\"k\":\"[^\"]*\",\"n\":[0-9]+,\"sz\":[0-9]+,\"t\":\"[^\"]*\",\"v\":1\\}");
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    private final List<byte[]> peaks = new ArrayList<>();
    private final Map<Long, String> commitments = new HashMap<>();
    private long size;

    private Leaves() {}

    /** The commitment of each leaf, by index; witnesses must have signed where they end. */
    static Map<Long, String> verify(Pack pack, Key key, List<Key> witnesses) throws Unsound {
        Leaves leaves = new Leaves();
        if (pack.names().contains("ledger/from.checkpoint")) {
            leaves.begin(pack, key.checkpoint(pack, "ledger/from.checkpoint"));
        }
        pack.lines("ledger/leaves.jsonl", leaves::add);
        Note later = key.checkpoint(pack, "ledger/to.checkpoint");
        Unsound.unless(
                leaves.size == later.size(),
                "to.checkpoint is of " + later.size() + " entries, the leaves end at " + leaves.size);
        Unsound.unless(
                Arrays.equals(Hash.root(leaves.peaks), later.root()), "the leaves are not those that were signed");
        for (Key witness : witnesses) {
            witness.cosigned(later);
        }
        return leaves.commitments;
    }

    private void begin(Pack pack, Note earlier) throws Unsound {
        pack.lines("ledger/from.peaks", line -> {
            Unsound.unless(HEX.matcher(line).matches(), "from.peaks is not written as it should be");
            peaks.add(HexFormat.of().parseHex(line));
        });
        boolean fits = peaks.size() == Long.bitCount(earlier.size()) && Arrays.equals(Hash.root(peaks), earlier.root());
        Unsound.unless(fits, "from.peaks does not go with from.checkpoint");
        size = earlier.size();
    }

    private void add(String line) throws Unsound {
        Matcher leaf = LEAF.matcher(line);
        Unsound.unless(leaf.matches(), "not a leaf, in the place of " + size);
        Unsound.unless(
                Long.parseLong(leaf.group(2)) == size, "leaf " + leaf.group(2) + " stands in the place of " + size);
        commitments.put(size, leaf.group(1));
        byte[] node = Hash.leaf(line);
        for (long place = size; (place & 1) == 1; place >>= 1) {
            node = Hash.node(peaks.remove(peaks.size() - 1), node);
        }
        peaks.add(node);
        size++;
    }
}
