package io.exhibit.ledger;

import io.exhibit.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an entry consists of, each item with a salt of its own under one root, so that any can be shown without the others. */
public final class Items {

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) (\\{.*})");
    private static final int SALT = 32;

    private final List<Item> items;
    private @Nullable HashTree tree;

    private Items(List<Item> items) {
        this.items = items;
    }

    /** An item's JSON with its salt; nobody can guess the one from the commitment without the other. */
    private record Item(String salt, String json) {

        Sha256 commitment() {
            return Leaf.commitment(HexFormat.of().parseHex(salt), json.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** An item with all that it takes to see that a leaf commits to it; the path is in the order of RFC 6962, 2.1.1. */
    public record Opening(int position, String salt, String item, List<Sha256> path) {

        /** As it stands in a file: salt, item and path, one a line. */
        String lines() {
            StringBuilder lines = new StringBuilder(salt).append('\n').append(item);
            path.forEach(hash -> lines.append('\n').append(hash.hex()));
            return lines.append('\n').toString();
        }
    }

    /** With salts that nobody knows; each text is JSON on one line. */
    static Items salted(List<String> texts, SecureRandom random) {
        byte[] salts = new byte[SALT * texts.size()];
        random.nextBytes(salts);
        List<Item> items = new ArrayList<>(texts.size());
        for (int n = 0; n < texts.size(); n++) {
            items.add(new Item(HexFormat.of().formatHex(salts, n * SALT, (n + 1) * SALT), texts.get(n)));
        }
        return new Items(items);
    }

    /** As they were stored; what was not written by {@link #bytes} is refused as {@link Inconsistent}. */
    static Items read(byte[] stored) {
        List<Item> items = new ArrayList<>();
        String text = new String(stored, StandardCharsets.UTF_8);
        for (String line : text.split("\n", -1)) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new Inconsistent("the items of an entry cannot be read");
            }
            items.add(new Item(matcher.group(1), matcher.group(2)));
        }
        return new Items(items);
    }

    byte[] bytes() {
        return String.join(
                        "\n",
                        items.stream().map(item -> item.salt + " " + item.json).toList())
                .getBytes(StandardCharsets.UTF_8);
    }

    public int size() {
        return items.size();
    }

    /** What the leaf says of all items together. */
    Sha256 root() {
        return tree().root();
    }

    String text(int position) {
        return items.get(position).json;
    }

    public Opening open(int position) {
        Item item = items.get(position);
        return new Opening(position, item.salt, item.json, tree().path(position));
    }

    private HashTree tree() {
        if (tree == null) {
            tree = new HashTree(items.stream()
                    .map(item -> Leaf.hash(item.commitment().bytes()))
                    .toList());
        }
        return Objects.requireNonNull(tree);
    }
}
