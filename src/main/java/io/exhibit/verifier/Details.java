package io.exhibit.verifier;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The digests that each entry names, from details that are what the leaves commit to. */
final class Details {

    private static final String FOLDER = "ledger/details/";
    private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,17}");
    private static final Pattern SALT = Pattern.compile("[0-9a-f]{64}\n");
    private static final Pattern NAMED = Pattern.compile("\"sha256\":\"([0-9a-f]{64})\"");

    private Details() {}

    static Map<Long, Set<String>> verify(Pack pack, Map<Long, String> commitments) throws Unsound {
        Map<Long, Set<String>> named = new HashMap<>();
        for (String file : pack.names()) {
            if (file.startsWith(FOLDER)) {
                String name = file.substring(FOLDER.length());
                boolean known = INDEX.matcher(name).matches() && commitments.containsKey(Long.valueOf(name));
                Unsound.unless(known, "no leaf goes with " + file);
                Long index = Long.valueOf(name);
                named.put(index, names(file, pack.text(file), String.valueOf(commitments.get(index))));
            }
        }
        return named;
    }

    private static Set<String> names(String file, String text, String commitment) throws Unsound {
        boolean salted =
                text.length() >= 65 && SALT.matcher(text.substring(0, 65)).matches();
        Unsound.unless(salted, "not a salt: " + file);
        String detail = text.substring(65);
        byte[] salt = HexFormat.of().parseHex(text, 0, 64);
        String found = HexFormat.of().formatHex(Hash.of(salt, detail.getBytes(StandardCharsets.ISO_8859_1)));
        Unsound.unless(found.equals(commitment), "the leaf does not commit to " + file);
        Set<String> digests = new HashSet<>();
        Matcher matcher = NAMED.matcher(detail);
        while (matcher.find()) {
            digests.add(matcher.group(1));
        }
        return digests;
    }
}
