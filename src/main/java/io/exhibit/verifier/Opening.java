package io.exhibit.verifier;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** One item of an entry, with the salt and the path by which the entry's leaf commits to it. */
record Opening(String salt, String item, List<String> path) {

    private static final String HEX = "[0-9a-f]{64}";

    /** Salt, item and path, each on a line that ends with a newline. */
    static Opening read(String text, String name) throws Unsound {
        List<String> lines = List.of(text.split("\n", -1));
        boolean formed = lines.size() >= 3 && lines.getLast().isEmpty();
        Unsound.unless(formed, "not an item: " + name);
        Opening opening = new Opening(lines.get(0), lines.get(1), List.copyOf(lines.subList(2, lines.size() - 1)));
        Unsound.unless(
                opening.salt.matches(HEX) && opening.path.stream().allMatch(hash -> hash.matches(HEX)),
                "an item that is not written as it should be: " + name);
        return opening;
    }

    /** Ends well when the leaf commits to this item at that position. */
    void verify(Leaves.Leaf leaf, int position, String name) throws Unsound {
        Unsound.unless(leaf.items() != null && position < leaf.count(), "the leaf of " + name + " has no such item");
        byte[] commitment = Hash.of(HexFormat.of().parseHex(salt), item.getBytes(StandardCharsets.UTF_8));
        List<byte[]> siblings = new ArrayList<>();
        path.forEach(hash -> siblings.add(HexFormat.of().parseHex(hash)));
        byte[] root = Hash.climb(Hash.leaf(commitment), position, leaf.count(), siblings);
        Unsound.unless(HexFormat.of().formatHex(root).equals(leaf.items()), "the leaf does not commit to " + name);
    }
}
