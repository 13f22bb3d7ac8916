package io.exhibit.ledger;

import io.exhibit.kernel.Sha256;
import java.util.Base64;
import java.util.List;

/** A signed statement of the whole ledger at one size (C2SP tlog-checkpoint): note is its text with the signature. */
public record Checkpoint(String origin, long size, Sha256 root, String note) {

    static Checkpoint signed(NoteKey key, long size, Sha256 root) {
        String text = key.name() + "\n" + size + "\n" + base64(root) + "\n";
        return new Checkpoint(key.name(), size, root, key.sign(text));
    }

    /** Reads a note that this product wrote; who wrote it is not verified. */
    static Checkpoint parse(String note) {
        List<String> lines = note.lines().limit(4).toList();
        if (lines.size() < 4
                || !lines.get(1).matches("0|[1-9]\\d{0,17}")
                || !lines.get(3).isEmpty()) {
            throw new IllegalArgumentException("Not a checkpoint: " + lines);
        }
        byte[] root = Base64.getDecoder().decode(lines.get(2));
        return new Checkpoint(lines.get(0), Long.parseLong(lines.get(1)), Sha256.ofBytes(root), note);
    }

    /** What is signed: name, size and root, a line each. */
    String text() {
        return origin + "\n" + size + "\n" + base64(root) + "\n";
    }

    static String base64(Sha256 hash) {
        return Base64.getEncoder().encodeToString(hash.bytes());
    }
}
