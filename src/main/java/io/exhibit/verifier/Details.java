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

/** The digests that each entry names, from details that are what the leaves commit to. */
final class Details {

    private static final Pattern NAMED = Pattern.compile("\"sha256\":\"([0-9a-f]{64})\"");

    private Details() {}

    static Map<Long, Set<String>> verify(Path pack, Map<Long, String> commitments) throws Unsound, IOException {
        Map<Long, Set<String>> named = new HashMap<>();
        Path folder = pack.resolve("ledger/details");
        if (!Files.isDirectory(folder)) {
            return named;
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.toList();
        }
        for (Path file : files) {
            String name = file.getFileName().toString();
            boolean known = name.matches("\\d{1,18}") && commitments.containsKey(Long.valueOf(name));
            Unsound.unless(known, "no leaf goes with ledger/details/" + name);
            Long index = Long.valueOf(name);
            named.put(index, names(name, Files.readAllBytes(file), String.valueOf(commitments.get(index))));
        }
        return named;
    }

    private static Set<String> names(String name, byte[] file, String commitment) throws Unsound {
        String salt = new String(Arrays.copyOf(file, Math.min(64, file.length)), StandardCharsets.US_ASCII);
        boolean salted = file.length > 64 && file[64] == '\n' && salt.matches("[0-9a-f]{64}");
        Unsound.unless(salted, "not a salt: ledger/details/" + name);
        byte[] detail = Arrays.copyOfRange(file, 65, file.length);
        String found = HexFormat.of().formatHex(Hash.of(HexFormat.of().parseHex(salt), detail));
        Unsound.unless(found.equals(commitment), "the leaf does not commit to ledger/details/" + name);
        Set<String> digests = new HashSet<>();
        Matcher matcher = NAMED.matcher(new String(detail, StandardCharsets.UTF_8));
        while (matcher.find()) {
            digests.add(matcher.group(1));
        }
        return digests;
    }
}
