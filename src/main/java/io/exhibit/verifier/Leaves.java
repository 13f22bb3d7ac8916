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

/** The leaves between the checkpoints: folded onto the earlier tree they give the later one. */
final class Leaves {

    private static final Pattern LEAF = Pattern.compile(
            "\\{\"by\":\"[^\"]*\",\"c\":\"([0-9a-f]{64})\",\"i\":(\\d{1,18}),\"k\":\"[^\"]*\",\"n\":\\d+,\"sz\":\\d+,\"t\":\"[^\"]*\",\"v\":1}");

    private Leaves() {}

    /** The commitment of each leaf, by index. */
    static Map<Long, String> verify(Path pack, Key key) throws Unsound, IOException {
        List<byte[]> peaks = new ArrayList<>();
        long size = 0;
        if (Files.exists(pack.resolve("ledger/from.checkpoint"))) {
            Key.Signed earlier = key.checkpoint(pack, "ledger/from.checkpoint");
            size = earlier.size();
            peaks.addAll(peaks(pack, earlier));
        }
        Map<Long, String> commitments = new HashMap<>();
        try (BufferedReader lines =
                Files.newBufferedReader(pack.resolve("ledger/leaves.jsonl"), StandardCharsets.US_ASCII)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher leaf = LEAF.matcher(line);
                Unsound.unless(leaf.matches(), "not a leaf: " + line);
                Unsound.unless(
                        Long.parseLong(leaf.group(2)) == size,
                        "leaf " + leaf.group(2) + " stands in the place of " + size);
                commitments.put(size, leaf.group(1));
                add(peaks, size++, Hash.leaf(line.getBytes(StandardCharsets.US_ASCII)));
            }
        }
        Key.Signed later = key.checkpoint(pack, "ledger/to.checkpoint");
        Unsound.unless(
                size == later.size(), "to.checkpoint is of " + later.size() + " entries, the leaves end at " + size);
        Unsound.unless(Arrays.equals(Hash.root(peaks), later.root()), "the leaves are not those that were signed");
        return commitments;
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
