package io.exhibit.verifier;

import java.io.IOException;
import java.nio.ByteBuffer;
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

/** A key of Ed25519 and what it is for: type 1 signs checkpoints as the ledger or receipts as a process, type 4 as a witness (C2SP signed-note, tlog-cosignature). */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Key(String name, String id, byte[] typed) {

    private static final HexFormat HEX = HexFormat.of();
    private static final String SPKI = "302a300506032b6570032100";
    private static final int LEDGER = 1;
    private static final int WITNESS = 4;

    /** The file that the examiner has: the key of the ledger first, then those of witnesses that must have signed too. */
    static List<Key> read(Path file) throws Unsound {
        return read(file, WITNESS, "the file of keys has one of the ledger, then those of witnesses");
    }

    /** The keys that whoever has a receipt trusts: of processes, which sign receipts, and of ledgers. */
    static List<Key> trusted(Path file) throws Unsound {
        return read(file, LEDGER, "the file of keys has those of processes and ledgers only");
    }

    private static List<Key> read(Path file, int further, String otherwise) throws Unsound {
        List<Key> keys = new ArrayList<>();
        try {
            for (String line :
                    Files.readString(file, StandardCharsets.ISO_8859_1).strip().split("\n", -1)) {
                keys.add(parse(line.strip()));
                Unsound.unless(
                        keys.get(keys.size() - 1).typed()[0] == (keys.size() == 1 ? LEDGER : further), otherwise);
            }
        } catch (IOException unreadable) {
            throw new Unsound("the file of the key cannot be read");
        }
        return keys;
    }

    /** As it stands in a file of keys. */
    String line() {
        return name + "+" + id + "+" + Base64.getEncoder().encodeToString(typed);
    }

    private static Key parse(String line) throws Unsound {
        String[] parts = line.split("\\+", 3);
        Unsound.unless(parts.length == 3 && !parts[0].isEmpty(), "the key is not written name+id+base64");
        byte[] typed = Note.decode(parts[2]);
        boolean known = typed.length == 33 && (typed[0] == LEDGER || typed[0] == WITNESS);
        Unsound.unless(known, "the key is not one of Ed25519");
        byte[] id = Hash.of(parts[0].getBytes(StandardCharsets.ISO_8859_1), new byte[] {'\n'}, typed);
        Unsound.unless(HEX.formatHex(id, 0, 4).equals(parts[1]), "the key does not go with its id");
        return new Key(parts[0], parts[1], typed);
    }

    /** That this ledger signed it. Signatures of others are left aside. */
    void signed(Note note) throws Unsound {
        Unsound.unless(note.origin().equals(name), note.file() + " is of another ledger");
        byte[] signature = signature(note, 68, " is not signed with the key of ");
        boolean holds = verifies(note.signedBytes(), Arrays.copyOfRange(signature, 4, 68));
        Unsound.unless(holds, "the signature of " + note.file() + " does not hold");
    }

    /** That this witness saw it and found nothing before it changed. */
    void cosigned(Note note) throws Unsound {
        byte[] signature = signature(note, 76, " is not cosigned by ");
        long time = ByteBuffer.wrap(signature, 4, 8).getLong();
        byte[] head =
                ("cosignature/v1\ntime " + Long.toUnsignedString(time) + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] text = note.signedBytes();
        byte[] message = Arrays.copyOf(head, head.length + text.length);
        System.arraycopy(text, 0, message, head.length, text.length);
        boolean holds = verifies(message, Arrays.copyOfRange(signature, 12, 76));
        Unsound.unless(holds, "the cosignature of " + note.file() + " by " + name + " does not hold");
    }

    private byte[] signature(Note note, int length, String otherwise) throws Unsound {
        List<byte[]> mine = new ArrayList<>();
        for (Note.Line line : note.lines()) {
            boolean ours = line.name().equals(name)
                    && line.signature().length == length
                    && HEX.formatHex(line.signature(), 0, 4).equals(id);
            if (ours) {
                mine.add(line.signature());
            }
        }
        Unsound.unless(mine.size() == 1, note.file() + otherwise + name);
        return mine.get(0);
    }

    boolean verifies(byte[] message, byte[] signature) {
        try {
            byte[] encoded = HEX.parseHex(SPKI + HEX.formatHex(typed, 1, 33));
            PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException unusable) {
            return false;
        }
    }
}
