package io.exhibit.estate;

import io.exhibit.intake.Json;
import io.exhibit.intake.Unreadable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads one statement out of whatever is around it. */
final class EnvelopeReader {

    private static final String IN_TOTO = "application/vnd.in-toto+json";
    private static final int MOST_SIGNATURES = 10;
    private static final int LONGEST_SIGNATURE = 4_096;

    private final JsonParser parser;
    private final StatementReader bare;
    private final List<Attestation.Signature> signatures = new ArrayList<>();
    private String payloadType = "";
    private @Nullable String payload;
    private @Nullable String cosignPayload;
    private @Nullable String cosignSignature;
    private boolean bundle;
    private boolean certificate;
    private String hint = "";

    EnvelopeReader(JsonParser parser) {
        this.parser = parser;
        this.bare = new StatementReader(parser);
    }

    Attestation read() throws Unreadable {
        Json.object(parser, "An attestation", this::field);
        if (forms() != 1) {
            throw new Unreadable(
                    "unknown-format",
                    "This is no DSSE envelope, no Sigstore bundle with one, no cosign signature with its payload, and no in-toto statement.");
        }
        if (payload != null) {
            return envelope(payload);
        }
        if (cosignPayload != null) {
            return cosign(cosignPayload);
        }
        return new Attestation(
                Attestation.Form.BARE, bare.statement(), new Attestation.Signed(new byte[0], new byte[0]), List.of());
    }

    /** As how many things it can be read; what is more than one is none. */
    private long forms() {
        return Stream.of(payload != null, cosignPayload != null, bare.isBegun())
                .filter(there -> there)
                .count();
    }

    private void field(String name) throws Unreadable {
        switch (name) {
            case "payload", "payloadType", "signatures" -> envelopeField(name);
            case "dsseEnvelope" -> {
                bundle = true;
                Json.object(parser, name, this::envelopeField);
            }
            case "verificationMaterial" -> Json.object(parser, name, this::material);
            case "Payload" -> cosignPayload = longText();
            case "Base64Signature" -> cosignSignature = longText();
            case "Cert" -> certificate = isThere();
            default -> bare.field(name);
        }
    }

    private void envelopeField(String name) throws Unreadable {
        switch (name) {
            case "payload" -> payload = longText();
            case "payloadType" -> payloadType = Json.textOr(parser, "");
            case "signatures" -> Json.array(parser, name, this::signature);
            default -> {
                // What else it says is no matter here.
            }
        }
    }

    private void material(String name) throws Unreadable {
        switch (name) {
            case "certificate", "x509CertificateChain" -> certificate |= isThere();
            case "publicKey" ->
                Json.object(parser, name, field -> {
                    if (field.equals("hint")) {
                        hint = StatementReader.line(parser);
                    }
                });
            default -> {
                // Log entries and time stamps are kept in the original and not checked.
            }
        }
    }

    private void signature() throws Unreadable {
        String[] said = {"", ""};
        boolean[] certified = {false};
        Json.object(parser, "A signature", field -> {
            switch (field) {
                case "sig" -> said[0] = longText();
                case "keyid" -> said[1] = StatementReader.line(parser);
                case "cert" -> certified[0] = isThere();
                default -> {
                    // What else it says is no matter here.
                }
            }
        });
        if (signatures.size() >= MOST_SIGNATURES) {
            throw new Unreadable("too-many", "A statement has at most " + MOST_SIGNATURES + " signatures.");
        }
        signatures.add(new Attestation.Signature(signatureBytes(said[0]), said[1], certified[0]));
    }

    private Attestation envelope(String encoded) throws Unreadable {
        if (!payloadType.equals(IN_TOTO)) {
            throw new Unreadable("schema", "The payload of the envelope is not of the type " + IN_TOTO + ".");
        }
        byte[] body = decoded(encoded);
        List<Attestation.Signature> all = signatures.stream()
                .map(one -> new Attestation.Signature(
                        one.bytes(), one.keyHint().isEmpty() ? hint : one.keyHint(), one.certificate() || certificate))
                .toList();
        return new Attestation(
                bundle ? Attestation.Form.BUNDLE : Attestation.Form.ENVELOPE,
                StatementReader.statement(body),
                new Attestation.Signed(head(payloadType, body.length), body),
                all);
    }

    /** What stands before the payload in what a DSSE signature covers (its pre-authentication encoding). */
    static byte[] head(String type, int length) {
        byte[] name = type.getBytes(StandardCharsets.UTF_8);
        return ("DSSEv1 " + name.length + " " + type + " " + length + " ").getBytes(StandardCharsets.UTF_8);
    }

    private Attestation cosign(String encoded) throws Unreadable {
        byte[] body = decoded(encoded);
        String signature = cosignSignature == null ? "" : cosignSignature;
        return new Attestation(
                Attestation.Form.COSIGN,
                StatementReader.simpleSigning(body),
                new Attestation.Signed(new byte[0], body),
                signature.isEmpty()
                        ? List.of()
                        : List.of(new Attestation.Signature(signatureBytes(signature), "", certificate)));
    }

    private boolean isThere() {
        JsonToken token = parser.currentToken();
        return token == JsonToken.VALUE_STRING ? !parser.getString().isBlank() : token.isStructStart();
    }

    private String longText() throws Unreadable {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw new Unreadable("schema", "A payload or a signature is not a text.");
        }
        return parser.getString();
    }

    /** Exactly one text stands for the bytes of a signature: what could be changed without changing them is refused. */
    private static byte[] signatureBytes(String encoded) throws Unreadable {
        byte[] bytes = decoded(encoded);
        String plain = encoded.replace('-', '+').replace('_', '/').replaceAll("=+$", "");
        if (bytes.length == 0
                || bytes.length > LONGEST_SIGNATURE
                || !Base64.getEncoder().withoutPadding().encodeToString(bytes).equals(plain)) {
            throw new Unreadable("schema", "A signature has 1 to " + LONGEST_SIGNATURE + " bytes in canonical Base64.");
        }
        return bytes;
    }

    /** Standard Base64 or that for addresses: envelopes may have either. */
    private static byte[] decoded(String encoded) throws Unreadable {
        boolean forAddresses = encoded.indexOf('-') >= 0 || encoded.indexOf('_') >= 0;
        try {
            return (forAddresses ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(encoded);
        } catch (IllegalArgumentException broken) {
            throw new Unreadable("schema", "A payload or a signature is not Base64.");
        }
    }
}
