package io.exhibit.verifier;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The digests that entries name, from details and items that are what the leaves commit to. */
final class Details {

    private static final Pattern NAMED = Pattern.compile("\"sha256\":\"([0-9a-f]{64})\"");
    private static final Pattern PLACE = Pattern.compile("(0|[1-9]\\d{0,17})(?:-(0|[1-9]\\d{0,8}))?");

    private Details() {}

    /** By entry, or for leaves of version 2 by entry and position: {@code 4711} or {@code 4711-3}. */
    static Map<String, Set<String>> verify(Path pack, Map<Long, Leaves.Leaf> leaves) throws Unsound, IOException {
        Map<String, Set<String>> named = new HashMap<>();
        for (Path file : files(pack.resolve("ledger/details"))) {
            Matcher place = place(file, false);
            named.put(place.group(), detail(file, leaf(leaves, place)));
        }
        for (Path file : files(pack.resolve("ledger/items"))) {
            Matcher place = place(file, true);
            named.put(place.group(), item(file, leaf(leaves, place), Integer.parseInt(place.group(2))));
        }
        return named;
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }

    private static Matcher place(Path file, boolean item) throws Unsound {
        Matcher place = PLACE.matcher(String.valueOf(file.getFileName()));
        Unsound.unless(place.matches() && item == (place.group(2) != null), "not the name of an entry: " + file);
        return place;
    }

    private static Leaves.Leaf leaf(Map<Long, Leaves.Leaf> leaves, Matcher place) throws Unsound {
        Leaves.Leaf leaf = leaves.get(Long.valueOf(place.group(1)));
        if (leaf == null) {
            throw new Unsound("no leaf goes with what is said of entry " + place.group());
        }
        return leaf;
    }

    private static Set<String> detail(Path path, Leaves.Leaf leaf) throws Unsound, IOException {
        byte[] file = Files.readAllBytes(path);
        String salt = new String(Arrays.copyOf(file, Math.min(64, file.length)), StandardCharsets.US_ASCII);
        boolean salted = file.length > 64 && file[64] == '\n' && salt.matches("[0-9a-f]{64}");
        Unsound.unless(salted, "not a salt: " + path);
        byte[] detail = Arrays.copyOfRange(file, 65, file.length);
        String found = HexFormat.of().formatHex(Hash.of(HexFormat.of().parseHex(salt), detail));
        Unsound.unless(found.equals(leaf.commitment()), "the leaf does not commit to " + path);
        return digests(new String(detail, StandardCharsets.UTF_8));
    }

    private static Set<String> item(Path path, Leaves.Leaf leaf, int position) throws Unsound, IOException {
        Opening opening = Opening.read(Files.readString(path), path.toString());
        opening.verify(leaf, position, path.toString());
        return digests(opening.item());
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
