package io.exhibit.verifier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** The leaves between the checkpoints: folded onto the earlier tree they give the later one. */
final class Leaves {

    private static final String STAMPED = "ledger/timestamped.checkpoint";
    private static final String TIMESTAMP = "ledger/timestamped.tsr";
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    private final List<byte[]> peaks = new ArrayList<>();
    private final Map<Long, Leaf> found = new HashMap<>();
    private long size;
    private long stamped;
    private byte[] rootThere = {};

    private Leaves() {}

    Map<Long, Leaf> found() {
        return found;
    }

    /** How many of the entries an authority's timestamp speaks of; what it says is not checked here. */
    OptionalLong stamped() {
        return stamped > 0 ? OptionalLong.of(stamped) : OptionalLong.empty();
    }

    /** Witnesses must have signed where they end. */
    static Leaves verify(Pack pack, Key key, List<Key> witnesses) throws Unsound {
        Leaves leaves = new Leaves();
        Unsound.unless(
                pack.names().contains(STAMPED) == pack.names().contains(TIMESTAMP),
                "timestamped.checkpoint and timestamped.tsr belong together");
        byte[] root = pack.names().contains(STAMPED) ? leaves.expect(signed(pack, STAMPED, key)) : leaves.rootThere;
        if (pack.names().contains("ledger/from.checkpoint")) {
            leaves.begin(pack, signed(pack, "ledger/from.checkpoint", key));
        }
        pack.lines("ledger/leaves.jsonl", leaves::add);
        Note later = signed(pack, "ledger/to.checkpoint", key);
        Unsound.unless(
                leaves.size == later.size(),
                "to.checkpoint is of " + later.size() + " entries, the leaves end at " + leaves.size);
        Unsound.unless(
                Arrays.equals(Hash.root(leaves.peaks), later.root()), "the leaves are not those that were signed");
        Unsound.unless(Arrays.equals(leaves.rootThere, root), "timestamped.checkpoint is not of these entries");
        for (Key witness : witnesses) {
            witness.cosigned(later);
        }
        return leaves;
    }

    private byte[] expect(Note note) {
        stamped = note.size();
        return note.root();
    }

    private static Note signed(Pack pack, String file, Key key) throws Unsound {
        Note note = Note.read(pack, file);
        key.signed(note);
        return note;
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
        Leaf leaf = Leaf.read(line, "not a leaf, in the place of " + size);
        Unsound.unless(leaf.index() == size, "leaf " + leaf.index() + " stands in the place of " + size);
        found.put(size, leaf);
        byte[] node = Hash.leaf(line);
        for (long place = size; (place & 1) == 1; place >>= 1) {
            node = Hash.node(peaks.remove(peaks.size() - 1), node);
        }
        peaks.add(node);
        size++;
        if (size == stamped) {
            rootThere = Hash.root(peaks);
        }
    }
}
