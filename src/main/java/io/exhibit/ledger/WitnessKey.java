package io.exhibit.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** The key that a witness is believed by, written {@code name+id+base64}: type 4, cosignature/v1 with Ed25519 (C2SP tlog-cosignature). */
final class WitnessKey {

    private static final byte COSIGNATURE = 4;
    private static final int LENGTH = 4 + 8 + 64;
    private static final Pattern WRITTEN = Pattern.compile("([^\\s+]{1,200})\\+([0-9a-f]{8})\\+([A-Za-z0-9+/=]+)");
    private static final Pattern LINE = Pattern.compile("\u2014 ([^\\s+]{1,200}) ([A-Za-z0-9+/=]{1,200})");

    private final String written;
    private final String name;
    private final byte[] id;
    private final Ed25519PublicKeyParameters key;

    private WitnessKey(String written, String name, byte[] id, Ed25519PublicKeyParameters key) {
        this.written = written;
        this.name = name;
        this.id = id;
        this.key = key;
    }

    /** A line of a note, as it is kept, and the time that the witness gives. */
    record Cosigned(String line, Instant at) {}

    static WitnessKey read(String written) throws Unusable {
        Matcher matcher = WRITTEN.matcher(written.strip());
        try {
            if (matcher.matches()) {
                byte[] typed = Base64.getDecoder().decode(matcher.group(3));
                byte[] id = HexFormat.of().parseHex(matcher.group(2));
                if (typed.length == 33
                        && typed[0] == COSIGNATURE
                        && Arrays.equals(id, NoteKey.id(matcher.group(1), typed))) {
                    return new WitnessKey(
                            written.strip(), matcher.group(1), id, new Ed25519PublicKeyParameters(typed, 1));
                }
            }
        } catch (IllegalArgumentException malformed) {
            // Told below.
        }
        throw new Unusable("the key that is set is not that of a witness: name+id+base64, of Ed25519, type 4");
    }

    String written() {
        return written;
    }

    String name() {
        return name;
    }

    /** Ours among the lines of an answer, if it is there and holds for that checkpoint; those of others are passed over. */
    Optional<Cosigned> of(Checkpoint checkpoint, String answer) {
        return answer.lines()
                .map(LINE::matcher)
                .filter(line -> line.matches() && line.group(1).equals(name))
                .flatMap(line -> cosigned(checkpoint, line.group(2)).stream())
                .findFirst();
    }

    /** Written again from what was decoded: one spelling, whatever the answer's was. */
    private Optional<Cosigned> cosigned(Checkpoint checkpoint, String base64) {
        byte[] signature = decoded(base64);
        if (signature.length != LENGTH || !Arrays.equals(signature, 0, 4, id, 0, 4)) {
            return Optional.empty();
        }
        long time = ByteBuffer.wrap(signature, 4, 8).getLong();
        // Until the year 9999: what no calendar has is no time.
        if (time <= 0 || time > 253_402_300_799L || !verifies(checkpoint, time, signature)) {
            return Optional.empty();
        }
        String line = "\u2014 " + name + " " + Base64.getEncoder().encodeToString(signature) + "\n";
        return Optional.of(new Cosigned(line, Instant.ofEpochSecond(time)));
    }

    private boolean verifies(Checkpoint checkpoint, long time, byte[] signature) {
        byte[] message = message(checkpoint, time);
        Ed25519Signer verifier = new Ed25519Signer();
        verifier.init(false, key);
        verifier.update(message, 0, message.length);
        return verifier.verifySignature(Arrays.copyOfRange(signature, 12, LENGTH));
    }

    static byte[] message(Checkpoint checkpoint, long time) {
        return ("cosignature/v1\ntime " + time + "\n" + checkpoint.text()).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException rubbish) {
            return new byte[0];
        }
    }
}
