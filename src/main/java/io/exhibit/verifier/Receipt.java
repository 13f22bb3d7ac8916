package io.exhibit.verifier;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an upload was answered with: a leaf, the item in it that speaks of what was sent, and a signature over the leaf. */
record Receipt(String text, Leaves.Leaf leaf, int position, Opening opening, String signature, String key) {

    private static final String SIGNED = "exhibit/receipt/v1\n";
    private static final Pattern PROOF = Pattern.compile(
            "c2sp\\.org/tlog-proof@v1\nextra ([A-Za-z0-9+/=]+)\nindex (0|[1-9]\\d{0,17})\n((?:[A-Za-z0-9+/]{43}=\n)*)\n(.*)",
            Pattern.DOTALL);

    /** Each member must be there exactly once, so that nobody can read another than we do. */
    static Receipt read(String answer) throws Unsound {
        String leaf = unescaped(text(answer, "leaf"));
        List<String> path = new ArrayList<>();
        String hashes = only(answer, "\"path\"\\s*:\\s*\\[([^\\]]*)]", "path");
        for (Matcher hash = Pattern.compile("\"([^\"]*)\"").matcher(hashes); hash.find(); ) {
            path.add(hash.group(1));
        }
        String lines = text(answer, "salt") + "\n" + unescaped(text(answer, "item")) + "\n"
                + (path.isEmpty() ? "" : String.join("\n", path) + "\n");
        Receipt receipt = new Receipt(
                leaf,
                Leaves.Leaf.read(leaf),
                Integer.parseInt(only(answer, "\"position\"\\s*:\\s*(\\d{1,9})\\b", "position")),
                Opening.read(lines, "the receipt"),
                text(answer, "signature"),
                text(answer, "key"));
        String index = only(answer, "\"index\"\\s*:\\s*(\\d{1,18})\\b", "index");
        Unsound.unless(index.equals(receipt.leaf.index()), "the leaf has another index than the receipt");
        return receipt;
    }

    /** Ends well when a key that is trusted promised to keep what was sent. */
    void verify(List<Key> keys, Path sent) throws Unsound, IOException {
        opening.verify(leaf, position, "the receipt");
        Unsound.unless(
                Details.digests(opening.item()).contains(Hash.ofFile(sent)), "the receipt is for something else");
        byte[] signed = Key.decode(signature);
        for (Key trusted : keys) {
            if (trusted.line().equals(key)) {
                Unsound.unless(
                        signed.length == 64 && trusted.verifies(SIGNED + text + "\n", signed),
                        "the signature of the receipt does not hold");
                return;
            }
        }
        throw new Unsound("the receipt is signed with a key that is not among those given: " + key);
    }

    /** Ends well when the proof leads from this receipt's leaf to a checkpoint that a trusted key signed. */
    void prove(List<Key> keys, String proof) throws Unsound {
        Matcher parts = PROOF.matcher(proof);
        Unsound.unless(parts.matches(), "not a proof");
        String extra = new String(Key.decode(parts.group(1)), StandardCharsets.UTF_8);
        boolean mine = extra.split("\n", -1)[0].equals(text) && parts.group(2).equals(leaf.index());
        Unsound.unless(mine, "the proof is of another entry");
        List<byte[]> path = new ArrayList<>();
        for (String hash : parts.group(3).lines().toList()) {
            path.add(Key.decode(hash));
        }
        String note = parts.group(4);
        for (Key trusted : keys) {
            if (note.startsWith(trusted.name() + "\n")) {
                Key.Signed tree = trusted.checkpoint(note, "the proof's checkpoint");
                long index = Long.parseLong(leaf.index());
                Unsound.unless(index < tree.size(), "the checkpoint does not cover the entry");
                byte[] root = Hash.climb(Hash.leaf(text.getBytes(StandardCharsets.UTF_8)), index, tree.size(), path);
                Unsound.unless(Arrays.equals(root, tree.root()), "the entry is not in the signed ledger");
                return;
            }
        }
        throw new Unsound("the proof is of a ledger whose key is not among those given");
    }

    private static String text(String answer, String name) throws Unsound {
        return only(answer, "\"" + name + "\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\[\"\\\\])*+)\"", name);
    }

    private static String only(String answer, String pattern, String name) throws Unsound {
        Matcher matcher = Pattern.compile(pattern).matcher(answer);
        Unsound.unless(matcher.find(), "the answer has no usable " + name);
        String found = matcher.group(1);
        Unsound.unless(!matcher.find(), "the answer has more than one " + name);
        return found;
    }

    private static String unescaped(String text) {
        return text.replaceAll("\\\\([\"\\\\])", "$1");
    }
}
