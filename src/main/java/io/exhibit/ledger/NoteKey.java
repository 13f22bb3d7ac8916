package io.exhibit.ledger;

import io.exhibit.kernel.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * An Ed25519 key that signs notes (C2SP signed-note), with the name it signs in; written as its tools write it:
 * {@code PRIVATE+KEY+name+id+base64} and {@code name+id+base64}.
 */
final class NoteKey {

    private static final byte ED25519 = 1;
    private static final Pattern WRITTEN =
            Pattern.compile("PRIVATE\\+KEY\\+([^\\s+]+)\\+([0-9a-f]{8})\\+([A-Za-z0-9+/=]+)");

    private final String name;
    private final Ed25519PrivateKeyParameters key;

    private NoteKey(String name, Ed25519PrivateKeyParameters key) {
        this.name = name;
        this.key = key;
    }

    static NoteKey generate(String name) {
        if (!name.matches("[^\\s+]{1,200}")) {
            throw new IllegalArgumentException("The name of a key has neither spaces nor plus: " + name);
        }
        return new NoteKey(name, new Ed25519PrivateKeyParameters(new SecureRandom()));
    }

    static NoteKey read(String written) {
        Matcher matcher = WRITTEN.matcher(written.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not a private key of a note: it is written PRIVATE+KEY+name+id+base64");
        }
        byte[] typed = Base64.getDecoder().decode(matcher.group(3));
        if (typed.length != 33 || typed[0] != ED25519) {
            throw new IllegalArgumentException("The key " + matcher.group(1) + " is not one of Ed25519");
        }
        NoteKey read = new NoteKey(matcher.group(1), new Ed25519PrivateKeyParameters(typed, 1));
        if (!read.id().equals(matcher.group(2))) {
            throw new IllegalArgumentException("The key " + matcher.group(1) + " does not go with its id");
        }
        return read;
    }

    String name() {
        return name;
    }

    /** The secret, for a file that only its owner reads. */
    String written() {
        return "PRIVATE+KEY+" + name + "+" + id() + "+" + base64(key.getEncoded());
    }

    /** What whoever verifies has to know, from elsewhere. */
    String verifier() {
        return name + "+" + id() + "+" + base64(publicKey());
    }

    /** The note: the text, an empty line, the signature line. */
    String sign(String text) {
        byte[] signature = signed(text);
        ByteBuffer typed = ByteBuffer.allocate(4 + signature.length)
                .put(HexFormat.of().parseHex(id()))
                .put(signature);
        return text + "\n\u2014 " + name + " " + Base64.getEncoder().encodeToString(typed.array()) + "\n";
    }

    /** The signature alone, in base64. */
    String signature(String text) {
        return Base64.getEncoder().encodeToString(signed(text));
    }

    private byte[] signed(String text) {
        byte[] message = text.getBytes(StandardCharsets.UTF_8);
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, key);
        signer.update(message, 0, message.length);
        return signer.generateSignature();
    }

    /** The first four bytes of the SHA-256 of the name, a newline and the key with its type before it. */
    static byte[] id(String name, byte[] typed) {
        MessageDigest digest = Sha256.digest();
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
        return Arrays.copyOf(digest.digest(typed), 4);
    }

    private String id() {
        return HexFormat.of().formatHex(id(name, typed(publicKey())));
    }

    private byte[] publicKey() {
        return key.generatePublicKey().getEncoded();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(typed(bytes));
    }

    private static byte[] typed(byte[] bytes) {
        byte[] typed = new byte[bytes.length + 1];
        typed[0] = ED25519;
        System.arraycopy(bytes, 0, typed, 1, bytes.length);
        return typed;
    }
}
