package io.exhibit.demo;

import io.exhibit.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A key of somebody made up. It follows from the name and the beginning of the demonstration, so that one that was interrupted goes on
 * with the same: it is no secret, and signs nothing but what is made up.
 */
final class SigningKey {

    private static final String TYPE = "application/vnd.in-toto+json";

    private final KeyPair pair;

    private SigningKey(KeyPair pair) {
        this.pair = pair;
    }

    static SigningKey of(String name, Instant beginning) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(255, new Named(name + " of " + beginning));
            return new SigningKey(generator.generateKeyPair());
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("Every Java platform has Ed25519", missing);
        }
    }

    /** Bytes that follow from a name instead of chance. */
    private static final class Named extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final String name;

        Named(String name) {
            this.name = name;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            String text = "made up for Exhibit's demonstration: " + Objects.toString(name, "");
            byte[] made = HexFormat.of()
                    .parseHex(Sha256.of(text.getBytes(StandardCharsets.UTF_8)).hex());
            System.arraycopy(Arrays.copyOf(made, bytes.length), 0, bytes, 0, bytes.length);
        }
    }

    String pem() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()) + "\n-----END PUBLIC KEY-----\n";
    }

    /** The statement in an envelope, signed. */
    String envelope(String statement) {
        byte[] payload = statement.getBytes(StandardCharsets.UTF_8);
        byte[] head =
                ("DSSEv1 " + TYPE.length() + " " + TYPE + " " + payload.length + " ").getBytes(StandardCharsets.UTF_8);
        return "{\"payloadType\":\"" + TYPE + "\",\"payload\":\"" + base64(payload)
                + "\",\"signatures\":[{\"keyid\":\"\",\"sig\":\"" + base64(sign(head, payload)) + "\"}]}";
    }

    private byte[] sign(byte[] head, byte[] payload) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(head);
            signature.update(payload);
            return signature.sign();
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException("A key that was just made cannot sign", failed);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
