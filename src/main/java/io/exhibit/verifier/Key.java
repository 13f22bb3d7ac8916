package io.exhibit.verifier;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** The key of a ledger, and the checkpoints that it signed (C2SP signed-note and tlog-checkpoint, Ed25519). */
record Key(String name, String id, String base64) {

    private static final HexFormat HEX = HexFormat.of();
    private static final String SPKI = "302a300506032b6570032100";

    static Key read(String line) throws Unsound {
        String[] parts = line.split("\\+", 3);
        Unsound.unless(parts.length == 3, "the key is not written name+id+base64");
        Key key = new Key(parts[0], parts[1], parts[2]);
        byte[] typed = key.typed();
        Unsound.unless(typed.length == 33 && typed[0] == 1, "the key is not one of Ed25519");
        byte[] id = Hash.of(parts[0].getBytes(StandardCharsets.UTF_8), new byte[] {'\n'}, typed);
        Unsound.unless(HEX.formatHex(id, 0, 4).equals(parts[1]), "the key does not go with its id");
        return key;
    }

    /** One key a line. */
    static List<Key> readAll(Path file) throws Unsound, IOException {
        List<Key> keys = new ArrayList<>();
        for (String line : Files.readString(file).strip().split("\n", -1)) {
            keys.add(read(line));
        }
        return keys;
    }

    String line() {
        return name + "+" + id + "+" + base64;
    }

    /** A tree's size and root. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Signed(long size, byte[] root) {}

    Signed checkpoint(Path pack, String file) throws Unsound, IOException {
        return checkpoint(Files.readString(pack.resolve(file)), file);
    }

    Signed checkpoint(String note, String file) throws Unsound {
        int end = note.indexOf("\n\n") + 1;
        Unsound.unless(end > 0, "not a checkpoint: " + file);
        String text = note.substring(0, end);
        String[] lines = text.split("\n", -1);
        Unsound.unless(lines.length == 4 && lines[1].matches("[1-9][0-9]{0,17}"), "not a checkpoint: " + file);
        Unsound.unless(lines[0].equals(name), file + " is of another ledger: " + lines[0]);
        List<String> signed = note.substring(end + 1)
                .lines()
                .filter(line -> line.startsWith("\u2014 " + name + " "))
                .toList();
        Unsound.unless(signed.size() == 1, file + " is not signed by " + name);
        byte[] signature = decode(signed.getFirst().substring(signed.getFirst().lastIndexOf(' ') + 1));
        Unsound.unless(
                signature.length == 68 && HEX.formatHex(signature, 0, 4).equals(id),
                file + " is signed with another key");
        Unsound.unless(
                verifies(text, Arrays.copyOfRange(signature, 4, 68)), "the signature of " + file + " does not hold");
        return new Signed(Long.parseLong(lines[1]), decode(lines[2]));
    }

    boolean verifies(String text, byte[] signature) throws Unsound {
        try {
            byte[] encoded = HEX.parseHex(SPKI + HEX.formatHex(typed(), 1, 33));
            PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(text.getBytes(StandardCharsets.UTF_8));
            return verifier.verify(signature);
        } catch (GeneralSecurityException unusable) {
            throw new Unsound("the key or a signature cannot be used: " + unusable.getMessage());
        }
    }

    private byte[] typed() throws Unsound {
        return decode(base64);
    }

    static byte[] decode(String text) throws Unsound {
        byte[] raw = Base64.getDecoder().decode(text);
        Unsound.unless(
                Base64.getEncoder().encodeToString(raw).equals(text),
                "base64 that is not written as it should be: " + text);
        return raw;
    }
}
