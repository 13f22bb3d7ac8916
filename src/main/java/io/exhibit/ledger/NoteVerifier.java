package io.exhibit.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** A key that notes are believed by, written {@code name+id+base64} (C2SP signed-note); Ed25519 only. */
final class NoteVerifier {

    private static final Pattern WRITTEN = Pattern.compile("([^\\s+]+)\\+([0-9a-f]{8})\\+([A-Za-z0-9+/=]+)");

    private final String name;
    private final byte[] id;
    private final Ed25519PublicKeyParameters key;

    private NoteVerifier(String name, byte[] id, Ed25519PublicKeyParameters key) {
        this.name = name;
        this.id = id;
        this.key = key;
    }

    static NoteVerifier read(String written) {
        Matcher matcher = WRITTEN.matcher(written.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not the key of a log: it is written name+id+base64");
        }
        byte[] typed = Base64.getDecoder().decode(matcher.group(3));
        byte[] id = HexFormat.of().parseHex(matcher.group(2));
        if (typed.length != 33 || typed[0] != 1 || !Arrays.equals(id, NoteKey.id(matcher.group(1), typed))) {
            throw new IllegalArgumentException(
                    "The key " + matcher.group(1) + " is not one of Ed25519, or not its own");
        }
        return new NoteVerifier(matcher.group(1), id, new Ed25519PublicKeyParameters(typed, 1));
    }

    /** Whether this key signed the note; signatures by others are passed over. */
    boolean verifies(String note) {
        int end = note.lastIndexOf("\n\n") + 1;
        if (end == 0) {
            return false;
        }
        byte[] text = note.substring(0, end).getBytes(StandardCharsets.UTF_8);
        String mine = "\u2014 " + name + " ";
        List<String> lines = note.substring(end + 1).lines().toList();
        return lines.stream()
                .filter(line -> line.startsWith(mine))
                .map(line -> decoded(line.substring(mine.length())))
                .filter(signature -> signature.length == 68 && Arrays.equals(signature, 0, 4, id, 0, 4))
                .anyMatch(signature -> verifies(text, Arrays.copyOfRange(signature, 4, 68)));
    }

    /** What is no base64, or not as it is written, is no signature: each bit of a note counts. */
    private static byte[] decoded(String text) {
        try {
            byte[] decoded = Base64.getDecoder().decode(text);
            return Base64.getEncoder().encodeToString(decoded).equals(text) ? decoded : new byte[0];
        } catch (IllegalArgumentException rubbish) {
            return new byte[0];
        }
    }

    private boolean verifies(byte[] text, byte[] signature) {
        Ed25519Signer verifier = new Ed25519Signer();
        verifier.init(false, key);
        verifier.update(text, 0, text.length);
        return verifier.verifySignature(signature);
    }
}
