package io.exhibit.verifier;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** One item of an entry, with the salt and the path by which the entry's leaf commits to it. */
record Opening(String salt, String item, List<String> path) {

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    /** Salt, item and path, each on a line that ends with a line feed. */
    static Opening read(String text, String name) throws Unsound {
        List<String> lines = Arrays.asList(text.split("\n", -1));
        int end = lines.size() - 1;
        Unsound.unless(end >= 2 && lines.get(end).isEmpty(), "not an item: " + name);
        Opening opening = new Opening(lines.get(0), lines.get(1), lines.subList(2, end));
        boolean written = HEX.matcher(opening.salt).matches()
                && opening.path.stream().allMatch(hash -> HEX.matcher(hash).matches());
        Unsound.unless(written, "not an item: " + name);
        return opening;
    }

    /** Ends well when the leaf commits to this item at that position. */
    void verify(Leaf leaf, int position, String name) throws Unsound {
        Unsound.unless(leaf.hasItems() && position < leaf.count(), "the leaf has no such item: " + name);
        byte[] commitment = Hash.of(HexFormat.of().parseHex(salt), item.getBytes(StandardCharsets.ISO_8859_1));
        List<byte[]> siblings = new ArrayList<>();
        path.forEach(hash -> siblings.add(HexFormat.of().parseHex(hash)));
        byte[] root = HexFormat.of().parseHex(leaf.items());
        Unsound.unless(
                Hash.leads(Hash.leaf(commitment), position, leaf.count(), siblings, root),
                "the leaf does not commit to " + name);
    }
}
