package io.exhibit.verifier;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The leaves between the checkpoints: folded onto the earlier tree they give the later one. */
final class Leaves {

    private static final Pattern LEAF = Pattern.compile(
            "\\{\"by\":\"[^\"]*\",\"c\":\"([0-9a-f]{64})\",\"i\":(\\d{1,18}),\"k\":\"[^\"]*\",(?:\"m\":\"([0-9a-f]{64})\",)?"
                    + "\"n\":(\\d{1,9}),\"sz\":\\d{1,18},\"t\":\"[^\"]*\",\"v\":([12])}");

    private Leaves() {}

    /** What a leaf commits to: its detail, and in version 2 the root over so many items. */
    record Leaf(String index, String commitment, @Nullable String items, int count) {

        static Leaf read(String line) throws Unsound {
            Matcher matcher = LEAF.matcher(line);
            Unsound.unless(matcher.matches(), "not a leaf: " + line);
            String items = matcher.group(3);
            Unsound.unless(matcher.group(5).equals(items == null ? "1" : "2"), "not a leaf of its version: " + line);
            return new Leaf(matcher.group(2), matcher.group(1), items, Integer.parseInt(matcher.group(4)));
        }
    }

    /** The leaves, by index. */
    static Map<Long, Leaf> verify(Path pack, Key key) throws Unsound, IOException {
        List<byte[]> peaks = new ArrayList<>();
        long size = 0;
        if (Files.exists(pack.resolve("ledger/from.checkpoint"))) {
            Key.Signed earlier = key.checkpoint(pack, "ledger/from.checkpoint");
            size = earlier.size();
            peaks.addAll(peaks(pack, earlier));
        }
        Map<Long, Leaf> leaves = new HashMap<>();
        try (BufferedReader lines =
                Files.newBufferedReader(pack.resolve("ledger/leaves.jsonl"), StandardCharsets.US_ASCII)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Leaf leaf = Leaf.read(line);
                Unsound.unless(
                        leaf.index().equals(String.valueOf(size)),
                        "leaf " + leaf.index() + " stands in the place of " + size);
                leaves.put(size, leaf);
                add(peaks, size++, Hash.leaf(line.getBytes(StandardCharsets.US_ASCII)));
            }
        }
        Key.Signed later = key.checkpoint(pack, "ledger/to.checkpoint");
        Unsound.unless(
                size == later.size(), "to.checkpoint is of " + later.size() + " entries, the leaves end at " + size);
        Unsound.unless(Arrays.equals(Hash.root(peaks), later.root()), "the leaves are not those that were signed");
        return leaves;
    }

    private static List<byte[]> peaks(Path pack, Key.Signed earlier) throws Unsound, IOException {
        List<byte[]> peaks = new ArrayList<>();
        for (String line : Files.readAllLines(pack.resolve("ledger/from.peaks"))) {
            Unsound.unless(line.matches("[0-9a-f]{64}"), "from.peaks is not written as it should be");
            peaks.add(HexFormat.of().parseHex(line));
        }
        boolean fits = peaks.size() == Long.bitCount(earlier.size()) && Arrays.equals(Hash.root(peaks), earlier.root());
        Unsound.unless(fits, "from.peaks does not go with from.checkpoint");
        return peaks;
    }

    private static void add(List<byte[]> peaks, long index, byte[] leafHash) {
        byte[] node = leafHash;
        for (long place = index; (place & 1) == 1; place >>= 1) {
            node = Hash.node(peaks.removeLast(), node);
        }
        peaks.add(node);
    }
}
