package io.exhibit.verifier;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an upload was answered with: a leaf, the item in it that speaks of what was sent, and a signature over the leaf. */
record Receipt(String text, Leaf leaf, int position, Opening opening, String key, String signature) {

    private static final String SIGNED = "exhibit/receipt/v1\n";
    private static final int LONGEST = 1 << 24;
    private static final String NAME = "the receipt";
    private static final String CHECKPOINT = "the proof's checkpoint";

    private static final String STRING = "\"((?:[^\"\\\\\\x00-\\x1f]|\\\\[\"\\\\])*+)\"";
    private static final String NUMBER = "(0|[1-9][0-9]{0,17})\\s*[,}]";
    private static final String DIGEST = "\"([0-9a-f]{64})\"";
    private static final String PATH = "\\[\\s*((?:\"[0-9a-f]{64}\"\\s*(?:,\\s*(?=\"))?){0,64})]";
    /** Another way to write a letter of a member's name: a reader of JSON would see a member where we see none. */
    private static final Pattern DISGUISED = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\u00[2-7]");

    private static final Pattern PROOF = Pattern.compile(
            "c2sp\\.org/tlog-proof@v1\nextra ([A-Za-z0-9+/=]+)\nindex (0|[1-9][0-9]{0,17})\n((?:[A-Za-z0-9+/]{43}=\n){0,64})\n(.*)",
            Pattern.DOTALL);

    /** Each member must be there exactly once, so that nobody can read another than we do. */
    static Receipt read(String answer) throws Unsound {
        Unsound.unless(!DISGUISED.matcher(answer).find(), "the answer is not written as it should be");
        String text = string(answer, "leaf");
        Leaf leaf = Leaf.read(text, "the receipt has no leaf");
        long index = Long.parseLong(only(answer, "index", NUMBER));
        Unsound.unless(index == leaf.index(), "the leaf has another index than the receipt");
        long position = Long.parseLong(only(answer, "position", NUMBER));
        Unsound.unless(position < leaf.count(), "the leaf has no such item: " + NAME);
        List<String> path = new ArrayList<>();
        for (Matcher hash = Pattern.compile(DIGEST).matcher(only(answer, "path", PATH)); hash.find(); ) {
            path.add(hash.group(1));
        }
        Opening opening = new Opening(only(answer, "salt", DIGEST), string(answer, "item"), path);
        return new Receipt(text, leaf, (int) position, opening, string(answer, "key"), string(answer, "signature"));
    }

    /** Ends well when a key that is trusted promised to keep what was sent. */
    void verify(List<Key> keys, Path sent) throws Unsound {
        opening.verify(leaf, position, NAME);
        MessageDigest digest = Hash.digest();
        read(sent, "what was sent", (buffer, length) -> digest.update(buffer, 0, length));
        String sha256 = HexFormat.of().formatHex(digest.digest());
        Unsound.unless(Details.digests(opening.item()).contains(sha256), "the receipt is for something else");
        byte[] signed = Note.decode(signature);
        for (Key trusted : keys) {
            if (trusted.line().equals(key)) {
                byte[] message = (SIGNED + text + "\n").getBytes(StandardCharsets.ISO_8859_1);
                boolean holds = signed.length == 64 && trusted.verifies(message, signed);
                Unsound.unless(holds, "the signature of the receipt does not hold");
                return;
            }
        }
        throw new Unsound("the receipt is signed with a key that is not among those given");
    }

    /** Ends well when the proof leads from this receipt's leaf to a checkpoint that a trusted key signed. */
    void prove(List<Key> keys, String proof) throws Unsound {
        Matcher parts = PROOF.matcher(proof);
        Unsound.unless(parts.matches(), "not a proof");
        String extra = new String(Note.decode(parts.group(1)), StandardCharsets.ISO_8859_1);
        boolean mine = extra.split("\n", -1)[0].equals(text) && Long.parseLong(parts.group(2)) == leaf.index();
        Unsound.unless(mine, "the proof is of another entry");
        List<byte[]> path = new ArrayList<>();
        for (String hash : parts.group(3).split("\n", 0)) {
            if (!hash.isEmpty()) {
                path.add(Note.decode(hash));
            }
        }
        Note note = Note.parse(parts.group(4), CHECKPOINT);
        for (Key trusted : keys) {
            if (trusted.name().equals(note.origin())) {
                trusted.signed(note);
                Unsound.unless(leaf.index() < note.size(), "the checkpoint does not cover the entry");
                Unsound.unless(
                        Hash.leads(Hash.leaf(text), leaf.index(), note.size(), path, note.root()),
                        "the entry is not in the signed ledger");
                return;
            }
        }
        throw new Unsound("the proof is of a ledger whose key is not among those given");
    }

    /** Byte for byte as characters. */
    static String text(Path file, String what) throws Unsound {
        StringBuilder text = new StringBuilder();
        read(file, what, (buffer, length) -> {
            Unsound.unless(text.length() + length <= LONGEST, "too large: " + what);
            text.append(new String(buffer, 0, length, StandardCharsets.ISO_8859_1));
        });
        return text.toString();
    }

    private static void read(Path file, String what, Pack.Part to) throws Unsound {
        try (InputStream in = Files.newInputStream(file)) {
            Pack.pass(in, to);
        } catch (IOException unreadable) {
            throw new Unsound(what + " cannot be read");
        }
    }

    private static String string(String answer, String name) throws Unsound {
        return only(answer, name, STRING).replaceAll("\\\\([\"\\\\])", "$1");
    }

    private static String only(String answer, String name, String value) throws Unsound {
        Matcher matcher =
                Pattern.compile("\"" + name + "\"\\s*:\\s*(?:" + value + ")?").matcher(answer);
        String found = matcher.find() ? matcher.group(1) : null;
        if (found == null || matcher.find()) {
            throw new Unsound("the answer has no or more than one usable " + name);
        }
        return found;
    }
}
