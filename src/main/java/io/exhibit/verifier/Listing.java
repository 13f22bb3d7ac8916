package io.exhibit.verifier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every file of the pack has the digest that the lists give it, and none is there that they do not have. */
final class Listing {

    private static final String SUMS = "SHA256SUMS";
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  ([^/].*)");
    private static final Pattern ORIGINAL = Pattern.compile("originals/sha256/(..)/(.+)");
    /** As the product writes them: a file's path, media type, size and digest, in this order. */
    private static final Pattern CONTENT = Pattern.compile(
            "\"path\" : \"([^\"]+)\",\\s+\"media_type\" : \"[^\"]*\",\\s+\"bytes\" : \\d+,\\s+\"sha256\" : \"([0-9a-f]{64})\"");

    private Listing() {}

    static Map<String, String> verify(Path pack) throws Unsound, IOException {
        Map<String, String> listed = listed(pack);
        Set<String> found = found(pack);
        Unsound.unless(found.equals(listed.keySet()), "files and SHA256SUMS differ");
        for (Map.Entry<String, String> file : listed.entrySet()) {
            verify(pack, file.getKey(), file.getValue());
        }
        Map<String, String> described = described(pack);
        Set<String> others = new TreeSet<>(listed.keySet());
        others.remove("manifest.json");
        Unsound.unless(described.keySet().equals(others), "manifest.json lists other files than SHA256SUMS");
        for (Map.Entry<String, String> file : described.entrySet()) {
            Unsound.unless(
                    file.getValue().equals(listed.get(file.getKey())),
                    "manifest.json gives another digest: " + file.getKey());
        }
        return listed;
    }

    private static Map<String, String> listed(Path pack) throws Unsound, IOException {
        Map<String, String> listed = new TreeMap<>();
        for (String line : Files.readString(pack.resolve(SUMS)).lines().toList()) {
            Matcher matcher = LINE.matcher(line);
            boolean usual =
                    matcher.matches() && !line.contains("..") && listed.put(matcher.group(2), matcher.group(1)) == null;
            Unsound.unless(usual, "SHA256SUMS has a line that it should not have: " + line);
        }
        return listed;
    }

    private static Set<String> found(Path pack) throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(pack)) {
            files.filter(file -> !Files.isDirectory(file))
                    .forEach(file -> found.add(pack.relativize(file).toString().replace('\\', '/')));
        }
        found.remove(SUMS);
        return found;
    }

    private static void verify(Path pack, String name, String expected) throws Unsound, IOException {
        Unsound.unless(Hash.ofFile(pack.resolve(name)).equals(expected), "changed: " + name);
        Matcher original = ORIGINAL.matcher(name);
        if (original.matches()) {
            boolean named = original.group(2).equals(expected) && expected.startsWith(original.group(1));
            Unsound.unless(named, "not what its name says: " + name);
        }
    }

    private static Map<String, String> described(Path pack) throws IOException {
        Map<String, String> described = new HashMap<>();
        Matcher matcher = CONTENT.matcher(Files.readString(pack.resolve("manifest.json")));
        while (matcher.find()) {
            described.put(matcher.group(1), matcher.group(2));
        }
        return described;
    }
}
