package io.exhibit.verifier;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The digests that entries name, from details and items that are what the leaves commit to. */
final class Details {

    private static final Set<String> OTHERS = Set.of(
            "ledger/from.checkpoint",
            "ledger/from.peaks",
            "ledger/leaves.jsonl",
            "ledger/timestamped.checkpoint",
            "ledger/timestamped.tsr",
            "ledger/to.checkpoint");
    private static final Pattern DETAIL = Pattern.compile("ledger/details/(0|[1-9][0-9]{0,17})");
    private static final Pattern ITEM = Pattern.compile("ledger/items/(0|[1-9][0-9]{0,17})-(0|[1-9][0-9]{0,8})");
    private static final Pattern SALT = Pattern.compile("[0-9a-f]{64}\n");
    private static final Pattern NAMED = Pattern.compile("\"sha256\":\"([0-9a-f]{64})\"");

    private Details() {}

    /** By entry, or for leaves of version 2 by entry and position: {@code 4711} or {@code 4711-3}. */
    static Map<String, Set<String>> verify(Pack pack, Map<Long, Leaf> leaves) throws Unsound {
        Map<String, Set<String>> named = new HashMap<>();
        for (String file : pack.names()) {
            if (file.startsWith("ledger/") && !OTHERS.contains(file)) {
                Matcher detail = DETAIL.matcher(file);
                Matcher item = ITEM.matcher(file);
                if (item.matches()) {
                    Opening opening = Opening.read(pack.text(file), file);
                    opening.verify(leaf(leaves, item, file), Integer.parseInt(item.group(2)), file);
                    named.put(item.group(1) + "-" + item.group(2), digests(opening.item()));
                } else {
                    Unsound.unless(detail.matches(), "no file of a ledger: " + file);
                    named.put(detail.group(1), detail(file, pack.text(file), leaf(leaves, detail, file)));
                }
            }
        }
        return named;
    }

    private static Leaf leaf(Map<Long, Leaf> leaves, Matcher place, String file) throws Unsound {
        Leaf leaf = leaves.get(Long.valueOf(place.group(1)));
        if (leaf == null) {
            throw new Unsound("no leaf goes with " + file);
        }
        return leaf;
    }

    private static Set<String> detail(String file, String text, Leaf leaf) throws Unsound {
        Unsound.unless(!leaf.hasItems(), "the leaf has items, not " + file);
        boolean salted =
                text.length() >= 65 && SALT.matcher(text.substring(0, 65)).matches();
        Unsound.unless(salted, "not a salt: " + file);
        String detail = text.substring(65);
        byte[] salt = HexFormat.of().parseHex(text, 0, 64);
        String found = HexFormat.of().formatHex(Hash.of(salt, detail.getBytes(StandardCharsets.ISO_8859_1)));
        Unsound.unless(found.equals(leaf.detail()), "the leaf does not commit to " + file);
        return digests(detail);
    }

    static Set<String> digests(String text) {
        Set<String> digests = new HashSet<>();
        Matcher matcher = NAMED.matcher(text);
        while (matcher.find()) {
            digests.add(matcher.group(1));
        }
        return digests;
    }
}
