package io.exhibit.estate;

import io.exhibit.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A maker with a key of its own, who signs as cosign does. */
public final class Signer {

    private final KeyPair pair;
    private final String scheme;
    private final @Nullable AlgorithmParameterSpec parameters;

    private Signer(KeyPair pair, String scheme, @Nullable AlgorithmParameterSpec parameters) {
        this.pair = pair;
        this.scheme = scheme;
        this.parameters = parameters;
    }

    /** P-256, P-384, P-384/SHA-256, RSA-2048, RSA-PSS, Ed25519; and RSA-1024, P-521, which nobody should trust. */
    public static Signer of(String kind) {
        try {
            return switch (kind) {
                case "P-256" -> new Signer(curve("secp256r1"), "SHA256withECDSA", null);
                case "P-256/raw" -> new Signer(curve("secp256r1"), "SHA256withECDSAinP1363Format", null);
                case "P-384" -> new Signer(curve("secp384r1"), "SHA384withECDSA", null);
                case "P-384/SHA-256" -> new Signer(curve("secp384r1"), "SHA256withECDSA", null);
                case "P-521" -> new Signer(curve("secp521r1"), "SHA512withECDSA", null);
                case "RSA-1024" -> new Signer(rsa(1024), "SHA256withRSA", null);
                case "RSA-2048" -> new Signer(rsa(2048), "SHA256withRSA", null);
                case "RSA-PSS" ->
                    new Signer(
                            rsa(2048),
                            "RSASSA-PSS",
                            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
                default -> new Signer(KeyPairGenerator.getInstance(kind).generateKeyPair(), kind, null);
            };
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static KeyPair curve(String name) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(name));
        return generator.generateKeyPair();
    }

    private static KeyPair rsa(int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    public String pem() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    public String fingerprint() {
        return Sha256.of(pair.getPublic().getEncoded()).hex();
    }

    public byte[] sign(byte[] bytes) {
        try {
            Signature signature = Signature.getInstance(scheme);
            if (parameters != null) {
                signature.setParameter(parameters);
            }
            signature.initSign(pair.getPrivate());
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** A DSSE envelope around a statement. */
    public String envelope(String statement, String keyId) {
        byte[] payload = statement.getBytes(StandardCharsets.UTF_8);
        byte[] signed = ("DSSEv1 28 application/vnd.in-toto+json " + payload.length + " " + statement)
                .getBytes(StandardCharsets.UTF_8);
        return "{\"payloadType\":\"application/vnd.in-toto+json\",\"payload\":\"" + base64(payload)
                + "\",\"signatures\":[{\"keyid\":\"" + keyId + "\",\"sig\":\"" + base64(sign(signed)) + "\"}]}";
    }

    /** As cosign download signature prints it. */
    public String signature(String digest, String reference) {
        byte[] payload = ("{\"critical\":{\"identity\":{\"docker-reference\":\"" + reference
                        + "\"},\"image\":{\"docker-manifest-digest\":\"" + digest
                        + "\"},\"type\":\"cosign container image signature\"},\"optional\":null}")
                .getBytes(StandardCharsets.UTF_8);
        return "{\"Base64Signature\":\"" + base64(sign(payload)) + "\",\"Payload\":\"" + base64(payload)
                + "\",\"Cert\":null,\"Chain\":null,\"Bundle\":null,\"RFC3161Timestamp\":null}";
    }

    /** Of the SLSA version 1 or 0.2. */
    public static String provenance(String digest, boolean first) {
        String predicate = first ? """
                  "https://slsa.dev/provenance/v1","predicate":{"buildDefinition":{"buildType":"https://build.example/container@v1",
                  "externalParameters":{"workflow":{"ref":"refs/tags/v1","repository":"https://git.example/acme/proxy","path":"b.yml"}},
                  "resolvedDependencies":[{"uri":"git+https://git.example/acme/proxy@refs/tags/v1","digest":{"gitCommit":"0a1b2c3d4e"}}]},
                  "runDetails":{"builder":{"id":"https://build.example/runner"},"metadata":{"finishedOn":"2026-03-01T10:00:00Z"}}}""" : """
                  "https://slsa.dev/provenance/v0.2","predicate":{"builder":{"id":"https://build.example/runner"},
                  "buildType":"https://build.example/container@v1","invocation":{"configSource":{"uri":"git+https://git.example/acme/proxy@refs/tags/v1",
                  "digest":{"sha1":"0a1b2c3d4e"},"entryPoint":"b.yml"}},"metadata":{"buildFinishedOn":"2026-03-01T10:00:00Z"},
                  "materials":[{"uri":"pkg:docker/debian@12","digest":{"sha256":"00"}}]}""";
        return "{\"_type\":\"https://in-toto.io/Statement/" + (first ? "v1" : "v0.1") + "\",\"subject\":["
                + subject(digest) + "],\"predicateType\":" + predicate + "}";
    }

    /** A statement of any type about a digest. */
    public static String statement(String type, String digest) {
        return "{\"_type\":\"https://in-toto.io/Statement/v0.1\",\"predicateType\":\"" + type + "\",\"subject\":["
                + subject(digest) + "],\"predicate\":{\"x\":[1,{\"builder\":{\"id\":\"nobody\"}}]}}";
    }

    private static String subject(String digest) {
        return "{\"name\":\"registry.example/proxy\",\"digest\":{\"sha256\":\"" + digest.substring(7) + "\"}}";
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
