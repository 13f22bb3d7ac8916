package io.exhibit.verifier;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A checkpoint (C2SP tlog-checkpoint) with whoever signed it (C2SP signed-note); nothing is verified yet. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Note(String file, String origin, long size, byte[] root, String text, List<Line> lines) {

    private static final Pattern SIZE = Pattern.compile("[1-9][0-9]{0,17}");
    private static final Pattern LINE = Pattern.compile("\u00e2\u0080\u0094 ([^ \\n]+) ([A-Za-z0-9+/=]+)");
    private static final int LONGEST = 1 << 16;

    /** A signature: whose it says it is, and its bytes, which begin with the id of the key. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Line(String name, byte[] signature) {}

    /** Text is byte for byte, as characters: the dash of a signature's line is three of them. */
    static Note read(Pack pack, String file) throws Unsound {
        return parse(pack.text(file), file);
    }

    static Note parse(String note, String file) throws Unsound {
        List<String> lines = Arrays.asList(note.split("\n", -1));
        boolean usual = note.length() <= LONGEST
                && lines.size() >= 6
                && !lines.get(0).isEmpty()
                && SIZE.matcher(lines.get(1)).matches()
                && lines.get(3).isEmpty()
                && lines.get(lines.size() - 1).isEmpty();
        Unsound.unless(usual, "not a checkpoint: " + file);
        byte[] root = decode(lines.get(2));
        Unsound.unless(root.length == 32, "not a checkpoint: " + file);
        List<Line> signatures = new ArrayList<>();
        for (String line : lines.subList(4, lines.size() - 1)) {
            Matcher matcher = LINE.matcher(line);
            Unsound.unless(matcher.matches(), "not a checkpoint: " + file);
            signatures.add(new Line(matcher.group(1), decode(matcher.group(2))));
        }
        String text = String.join("\n", lines.subList(0, 3)) + "\n";
        return new Note(file, lines.get(0), Long.parseLong(lines.get(1)), root, text, signatures);
    }

    byte[] signedBytes() {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** One text for each value: neither padding nor spare bits may differ. */
    static byte[] decode(String text) throws Unsound {
        try {
            byte[] raw = Base64.getDecoder().decode(text);
            if (raw.length > 0 && Base64.getEncoder().encodeToString(raw).equals(text)) {
                return raw;
            }
        } catch (IllegalArgumentException malformed) {
            // Told below.
        }
        throw new Unsound("base64 is not written as it should be");
    }
}
