package io.exhibit.verifier;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every file of the pack has the digest that the lists give it, and none is there that they do not have. */
final class Listing {

    private static final String SUMS = "SHA256SUMS";
    private static final String MANIFEST = "manifest.json";
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  ([A-Za-z0-9._/-]+)");
    private static final Pattern ORIGINAL = Pattern.compile("originals/sha256/([0-9a-f]{2})/([0-9a-f]{64})");
    /** As the product writes them: a file's path, media type, size and digest, in this order. */
    private static final Pattern CONTENT = Pattern.compile(
            "\\G(?:, )?\\{\\n    \"path\" : \"([A-Za-z0-9._/-]+)\",\\n    \"media_type\" : \"[^\"\\n]*\",\\n    \"bytes\" : ([0-9]{1,18}),\\n    \"sha256\" : \"([0-9a-f]{64})\"(?:,\\n    \"[a-z]+\" : [^,\\n{}]*)*\\n  \\}");

    private static final String CONTENT_START = "\n  \"content\" : [ ";
    private static final String CONTENT_END = " ]\n}\n";

    private Listing() {}

    private record Listed(String sha256, long size) {}

    static int verify(Pack pack) throws Unsound {
        SortedMap<String, String> listed = listed(pack);
        for (String name : listed.keySet()) {
            Unsound.unless(pack.names().contains(name), "missing: " + name);
        }
        for (String name : pack.names()) {
            Unsound.unless(listed.containsKey(name) || name.equals(SUMS), "not listed: " + name);
        }
        SortedMap<String, Listed> found = new TreeMap<>();
        for (Map.Entry<String, String> file : listed.entrySet()) {
            found.put(file.getKey(), verify(pack, file.getKey(), file.getValue()));
        }
        found.remove(MANIFEST);
        described(pack, found);
        return listed.size();
    }

    private static SortedMap<String, String> listed(Pack pack) throws Unsound {
        SortedMap<String, String> listed = new TreeMap<>();
        pack.lines(SUMS, line -> {
            Matcher matcher = LINE.matcher(line);
            boolean usual =
                    matcher.matches() && (listed.isEmpty() || listed.lastKey().compareTo(matcher.group(2)) < 0);
            Unsound.unless(usual, "SHA256SUMS is not written as it should be");
            listed.put(matcher.group(2), matcher.group(1));
        });
        return listed;
    }

    private static Listed verify(Pack pack, String name, String expected) throws Unsound {
        MessageDigest digest = Hash.digest();
        long[] size = {0};
        pack.read(name, (buffer, length) -> {
            digest.update(buffer, 0, length);
            size[0] += length;
        });
        Unsound.unless(HexFormat.of().formatHex(digest.digest()).equals(expected), "changed: " + name);
        if (name.startsWith("originals/")) {
            Matcher original = ORIGINAL.matcher(name);
            boolean named =
                    original.matches() && original.group(2).equals(expected) && expected.startsWith(original.group(1));
            Unsound.unless(named, "not what its name says: " + name);
        }
        return new Listed(expected, size[0]);
    }

    private static void described(Pack pack, SortedMap<String, Listed> found) throws Unsound {
        String manifest = pack.text(MANIFEST);
        int start = manifest.indexOf(CONTENT_START);
        boolean usual = start >= 0 && start == manifest.lastIndexOf(CONTENT_START) && manifest.endsWith(CONTENT_END);
        Unsound.unless(usual, "manifest.json is not written as it should be");
        int at = start + CONTENT_START.length();
        int end = manifest.length() - CONTENT_END.length();
        SortedMap<String, Listed> described = new TreeMap<>();
        Matcher matcher = CONTENT.matcher(manifest).region(at, Math.max(at, end));
        while (matcher.find()) {
            Listed file = new Listed(matcher.group(3), Long.parseLong(matcher.group(2)));
            Unsound.unless(
                    described.put(matcher.group(1), file) == null, "manifest.json is not written as it should be");
            at = matcher.end();
        }
        Unsound.unless(at == end, "manifest.json is not written as it should be");
        Unsound.unless(described.keySet().equals(found.keySet()), "manifest.json lists other files than SHA256SUMS");
        for (Map.Entry<String, Listed> file : described.entrySet()) {
            Unsound.unless(
                    file.getValue().equals(found.get(file.getKey())),
                    "manifest.json gives another digest or size: " + file.getKey());
        }
    }
}
