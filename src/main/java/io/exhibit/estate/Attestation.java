package io.exhibit.estate;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A statement about artefacts by digest, with what its signatures cover. */
record Attestation(Form form, Statement statement, Signed signed, List<Signature> signatures) {

    /** How it came: in a DSSE envelope, that in a Sigstore bundle, as cosign's payload and signature, or with nothing around it. */
    enum Form {
        ENVELOPE,
        BUNDLE,
        COSIGN,
        BARE
    }

    /** What it tells, by its predicate type. */
    enum Kind {
        PROVENANCE,
        SBOM,
        VULNERABILITIES,
        SIGNATURE,
        OTHER;

        static Kind of(String predicateType) {
            String type = predicateType.toLowerCase(Locale.ROOT);
            if (type.startsWith("https://slsa.dev/provenance/")) {
                return PROVENANCE;
            }
            if (type.startsWith("https://cyclonedx.org/") || type.startsWith("https://spdx.dev/document")) {
                return SBOM;
            }
            if (type.startsWith("https://cosign.sigstore.dev/attestation/vuln/")
                    || type.startsWith("https://in-toto.io/attestation/vulns")) {
                return VULNERABILITIES;
            }
            return type.startsWith("https://sigstore.dev/cosign/sign/") ? SIGNATURE : OTHER;
        }
    }

    /** What is stated, of what. */
    record Statement(Kind kind, String predicateType, List<Subject> subjects, Provenance provenance) {}

    /** An artefact: sha256: and 64 digits, and what the statement calls it. */
    record Subject(String digest, String name) {}

    /** What a SLSA provenance says of a build; empty: it does not say. */
    record Provenance(
            String builder,
            String buildType,
            String source,
            String revision,
            @Nullable Instant finishedAt) {

        static final Provenance NONE = new Provenance("", "", "", "", null);
    }

    /** The bytes that are signed: one after the other. */
    static final class Signed {

        private final byte[] head;
        private final byte[] body;

        Signed(byte[] head, byte[] body) {
            this.head = head;
            this.body = body;
        }

        byte[] head() {
            return head;
        }

        byte[] body() {
            return body;
        }
    }

    /** Bytes that are said to be a signature, of which key, and whether a certificate came with them. */
    static final class Signature {

        private final byte[] bytes;
        private final String keyHint;
        private final boolean certificate;

        Signature(byte[] bytes, String keyHint, boolean certificate) {
            this.bytes = bytes;
            this.keyHint = keyHint;
            this.certificate = certificate;
        }

        byte[] bytes() {
            return bytes;
        }

        String keyHint() {
            return keyHint;
        }

        boolean certificate() {
            return certificate;
        }
    }
}
