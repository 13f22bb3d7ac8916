package io.exhibit.packs;

import io.exhibit.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** What a careful forger does to the files of a pack: changes something, then makes the lists go with what is there. */
final class ForgedFiles {

    static final String LEAVES = "ledger/leaves.jsonl";
    private static final String DETAILS = "ledger/details/";
    private static final String ITEMS = "ledger/items/";
    private static final String FROM = "ledger/from.checkpoint";
    private static final String TO = "ledger/to.checkpoint";
    private static final String STAMPED = "ledger/timestamped.checkpoint";
    static final String STAMP = "ledger/timestamped.tsr";
    private static final String PEAKS = "ledger/from.peaks";
    private static final String SOURCES = "sources.csv";
    private static final String SUMS = "SHA256SUMS";
    private static final String MANIFEST = "manifest.json";
    private static final String CONTENT = "\n  \"content\" : [ ";

    private final SortedMap<String, byte[]> files;
    private final Random random;

    private ForgedFiles(SortedMap<String, byte[]> sound, Random random) {
        this.files = new TreeMap<>(sound);
        this.random = random;
    }

    /** Something that is done to a pack. */
    @FunctionalInterface
    interface Forgery {
        void on(ForgedFiles pack);
    }

    /** Each can be done again and again, elsewhere in the pack. */
    static Map<String, Forgery> sealedAgain() {
        Map<String, Forgery> all = new LinkedHashMap<>();
        all.put("a leaf left out", pack -> pack.lines(LEAVES, lines -> lines.remove(pack.some(lines))));
        all.put("a leaf twice", pack -> pack.lines(LEAVES, lines -> lines.add(pack.some(lines), lines.getLast())));
        all.put(
                "two leaves exchanged",
                pack -> pack.lines(LEAVES, lines -> Collections.swap(lines, pack.some(lines), 0)));
        all.put(
                "the end left out",
                pack -> pack.lines(
                        LEAVES,
                        lines -> lines.subList(pack.some(lines), lines.size()).clear()));
        all.put(
                "the start left out",
                pack -> pack.lines(
                        LEAVES, lines -> lines.subList(0, pack.some(lines)).clear()));
        all.put(
                "a leaf appended",
                pack -> pack.lines(
                        LEAVES,
                        lines -> lines.add(
                                lines.getLast().replaceFirst("\"i\":\\d+", "\"i\":" + (index(lines.getLast()) + 1)))));
        all.put("a leaf of another kind", pack -> pack.leaf("\"k\":\"[^\"]*\"", "\"k\":\"x.y\""));
        all.put("a leaf with another commitment", pack -> pack.leaf("\"c\":\"....", "\"c\":\"0000"));
        all.put("a leaf at another time", pack -> pack.leaf("\"t\":\"\\d", "\"t\":\"3"));
        all.put("a leaf written otherwise", pack -> pack.leaf("\\{", "{ "));
        all.put("leaves cut off in the middle", pack -> pack.cut(LEAVES));
        all.put("another size", pack -> pack.lines(TO, lines -> lines.set(1, lines.get(1) + "0")));
        all.put("another root", pack -> pack.lines(TO, lines -> lines.set(2, pack.flipped(lines.get(2)))));
        all.put("no signature", pack -> pack.lines(TO, lines -> lines.remove(4)));
        all.put("another signature", pack -> pack.lines(TO, lines -> lines.set(4, pack.flipped(lines.get(4)))));
        all.put("a signature twice", pack -> pack.lines(TO, lines -> lines.add(lines.get(4))));
        all.put("a signature with spare bits", pack -> pack.lines(TO, lines -> lines.add("\u2014 other AAAAAB==")));
        all.put("the later checkpoint as the earlier", pack -> pack.files.put(FROM, pack.file(TO)));
        all.put("the earlier checkpoint as the later", pack -> pack.files.put(TO, pack.file(FROM)));
        all.put("no earlier checkpoint", pack -> pack.files.remove(FROM));
        all.put("no later checkpoint", pack -> pack.files.remove(TO));
        all.put("no peaks", pack -> pack.files.remove(PEAKS));
        all.put("other peaks", pack -> pack.lines(PEAKS, lines -> lines.set(0, pack.flipped(lines.getFirst()))));
        all.put("one peak more", pack -> pack.lines(PEAKS, lines -> lines.add(lines.getFirst())));
        all.put("no leaves", pack -> pack.files.remove(LEAVES));
        all.put("empty leaves", pack -> pack.files.put(LEAVES, new byte[0]));
        all.put("a detail left out", pack -> pack.files.remove(pack.some(DETAILS)));
        all.put("a detail changed", pack -> pack.damage(pack.some(DETAILS)));
        all.put("a detail cut off", pack -> pack.cut(pack.some(DETAILS)));
        all.put(
                "a detail as that of another entry",
                pack -> pack.files.put(DETAILS + (1_000_000 + pack.random.nextInt(9)), pack.file(pack.some(DETAILS))));
        all.put("an original left out", pack -> pack.files.remove(pack.some("originals/")));
        all.put("an original changed", pack -> pack.damage(pack.some("originals/")));
        all.put("two originals exchanged", pack -> pack.exchange("originals/"));
        all.put(
                "an original twice",
                pack -> pack.files.put("originals/sha256/00/" + "0".repeat(64), pack.file(pack.some("originals/"))));
        all.put("an original that nobody sent", pack -> pack.invented());
        all.put("an original that nobody sent, with a row", pack -> {
            String hex = pack.invented();
            pack.lines(SOURCES, lines -> lines.add(lines.getLast().replaceFirst("[0-9a-f]{64}", hex)));
        });
        all.put("an original exchanged for a forged one", ForgedFiles::forgeOriginal);
        all.put("a row left out", pack -> pack.lines(SOURCES, List::removeLast));
        all.put("a row with half of its cells", pack -> pack.lines(SOURCES, lines -> lines.add("1,2")));
        all.put("no register of sources", pack -> pack.files.remove(SOURCES));
        all.putAll(items());
        all.putAll(stamped());
        return all;
    }

    private static Map<String, Forgery> stamped() {
        Map<String, Forgery> all = new LinkedHashMap<>();
        all.put("no timestamp of what was stamped", pack -> pack.files.remove(STAMP));
        all.put("a timestamp of nothing", pack -> pack.files.remove(STAMPED));
        all.put("an earlier checkpoint as what was stamped", pack -> pack.files.put(STAMPED, pack.file(FROM)));
        all.put("another root stamped", pack -> pack.lines(STAMPED, lines -> lines.set(2, pack.flipped(lines.get(2)))));
        all.put("another size stamped", pack -> pack.lines(STAMPED, lines -> lines.set(1, lines.get(1) + "0")));
        return all;
    }

    private static Map<String, Forgery> items() {
        Map<String, Forgery> all = new LinkedHashMap<>();
        all.put("an item left out", pack -> pack.files.remove(pack.some(ITEMS)));
        all.put("an item changed", pack -> pack.damage(pack.some(ITEMS)));
        all.put("an item cut off", pack -> pack.cut(pack.some(ITEMS)));
        all.put("another way up", pack -> pack.lines(pack.some(ITEMS), lines -> lines.add("0".repeat(64))));
        all.put("two items exchanged", pack -> pack.exchange(ITEMS));
        all.put("an item in another place", pack -> pack.copy(ITEMS, item -> item.replaceFirst("-\\d+", "-4711")));
        all.put("an item in a place written otherwise", pack -> pack.copy(ITEMS, item -> item.replace("-", "-0")));
        all.put("an item of an entry that is not there", pack -> pack.copy(ITEMS, item -> ITEMS + "1000000-0"));
        all.put(
                "an item of an entry that has none",
                pack -> pack.copy(ITEMS, item -> pack.some(DETAILS).replace(DETAILS, ITEMS) + "-0"));
        all.put(
                "a detail of an entry that has items",
                pack -> pack.copy(
                        DETAILS,
                        detail -> pack.some(ITEMS).replace(ITEMS, DETAILS).replaceFirst("-.*", "")));
        all.put("a file that no ledger has", pack -> pack.copy(DETAILS, detail -> "ledger/notes"));
        all.put(
                "rows that name other items",
                pack -> pack.lines(
                        SOURCES,
                        lines ->
                                lines.replaceAll(row -> row.replaceFirst("(,\\d+),\\d+(,[0-9a-f]{64})", "$1,4711$2"))));
        return all;
    }

    /** The lists stay as they were. */
    static Map<String, Forgery> asTheyAre() {
        Map<String, Forgery> all = new LinkedHashMap<>();
        all.put("a file left out", pack -> pack.files.remove(pack.some("")));
        all.put("a file cut off", pack -> pack.cut(pack.some("")));
        all.put("a file added", pack -> pack.files.put("more.txt", new byte[] {1}));
        all.put("a file twice", pack -> pack.files.put("copy/" + pack.some("r"), pack.file(pack.some("r"))));
        all.put("two files exchanged", pack -> pack.exchange(""));
        all.put("a digest left out", pack -> pack.lines(SUMS, lines -> lines.remove(pack.some(lines))));
        all.put("a digest twice", pack -> pack.lines(SUMS, lines -> lines.add(lines.getLast())));
        all.put("digests in another order", pack -> pack.lines(SUMS, lines -> Collections.swap(lines, 0, 1)));
        all.put("no list of digests", pack -> pack.files.remove(SUMS));
        return all;
    }

    static SortedMap<String, byte[]> sealedAgain(SortedMap<String, byte[]> sound, Forgery forgery, Random random) {
        ForgedFiles pack = new ForgedFiles(sound, random);
        forgery.on(pack);
        pack.seal();
        return pack.files;
    }

    static SortedMap<String, byte[]> asTheyAre(SortedMap<String, byte[]> sound, Forgery forgery, Random random) {
        ForgedFiles pack = new ForgedFiles(sound, random);
        forgery.on(pack);
        return pack.files;
    }

    private void seal() {
        String manifest = text(MANIFEST);
        files.remove(MANIFEST);
        files.remove(SUMS);
        StringBuilder sums = new StringBuilder();
        List<String> entries = new ArrayList<>();
        files.forEach((name, bytes) ->
                entries.add("""
                {
                    "path" : "%s",
                    "media_type" : "x",
                    "bytes" : %d,
                    "sha256" : "%s"
                  }""".formatted(name, bytes.length, Sha256.of(bytes).hex())));
        put(
                MANIFEST,
                manifest.substring(0, manifest.indexOf(CONTENT)) + CONTENT + String.join(", ", entries) + " ]\n}\n");
        files.forEach((name, bytes) ->
                sums.append(Sha256.of(bytes).hex()).append("  ").append(name).append('\n'));
        put(SUMS, sums.toString());
    }

    private void forgeOriginal() {
        String before = some("originals/");
        String digest = before.substring(before.lastIndexOf('/') + 1);
        files.remove(before);
        String hex = invented();
        put(SOURCES, text(SOURCES).replace(digest, hex));
    }

    private String invented() {
        byte[] bytes =
                ("{\"SchemaVersion\":2,\"Results\":[" + random.nextInt() + "]}").getBytes(StandardCharsets.UTF_8);
        String hex = Sha256.of(bytes).hex();
        files.put("originals/sha256/" + hex.substring(0, 2) + "/" + hex, bytes);
        return hex;
    }

    private void leaf(String pattern, String replacement) {
        lines(LEAVES, lines -> {
            int at = some(lines);
            lines.set(at, lines.get(at).replaceFirst(pattern, replacement));
        });
    }

    private static long index(String leaf) {
        return Long.parseLong(leaf.replaceFirst(".*\"i\":(\\d+).*", "$1"));
    }

    private void exchange(String folder) {
        String one = some(folder);
        String other = some(folder);
        while (one.equals(other)) {
            other = some(folder);
        }
        byte[] bytes = file(one);
        files.put(one, file(other));
        files.put(other, bytes);
    }

    private void copy(String folder, UnaryOperator<String> to) {
        String name = some(folder);
        files.put(to.apply(name), file(name));
    }

    private void cut(String name) {
        byte[] bytes = file(name);
        files.put(name, Arrays.copyOf(bytes, random.nextInt(Math.max(1, bytes.length))));
    }

    private void damage(String name) {
        byte[] bytes = file(name).clone();
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        files.put(name, bytes);
    }

    /** A letter or digit becomes another. */
    private String flipped(String text) {
        int at = text.length() / 2 + random.nextInt(text.length() / 4);
        return text.substring(0, at) + (text.charAt(at) == '1' ? '2' : '1') + text.substring(at + 1);
    }

    private void lines(String name, Consumer<List<String>> edit) {
        List<String> lines = new ArrayList<>(text(name).lines().toList());
        edit.accept(lines);
        put(name, String.join("\n", lines) + "\n");
    }

    private int some(List<String> lines) {
        return random.nextInt(1, lines.size());
    }

    private String some(String folder) {
        List<String> names =
                files.keySet().stream().filter(name -> name.startsWith(folder)).toList();
        return names.get(random.nextInt(names.size()));
    }

    private byte[] file(String name) {
        return Objects.requireNonNull(files.get(name), name);
    }

    private String text(String name) {
        return new String(file(name), StandardCharsets.UTF_8);
    }

    private void put(String name, String text) {
        files.put(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
