package io.exhibit.estate;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.exhibit.intake.Unreadable;
import io.exhibit.kernel.InvalidRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;

/** Whatever bytes come as attestations, their payloads or keys: statements about digests, a key, or a refusal. */
@Tag("fuzz")
class AttestationReaderFuzzTests {

    private static final Signer SIGNER = Signer.of("P-256");
    private static final VerifyingKey KEY = VerifyingKey.of(SIGNER.pem());

    @FuzzTest(maxDuration = "60s")
    void reads(byte[] bytes) throws IOException {
        try {
            AttestationReader.read(new ByteArrayInputStream(bytes), one -> {
                if (one.statement().subjects().isEmpty()
                        || one.statement().predicateType().isEmpty()
                        || one.signatures().stream().anyMatch(signed -> KEY.verifies(signed.bytes(), one.signed()))) {
                    throw new IllegalStateException(one.toString());
                }
            });
        } catch (Unreadable said) {
            // That is the other answer.
        }
    }

    @FuzzTest(maxDuration = "60s")
    void statements(byte[] bytes) {
        try {
            StatementReader.statement(bytes);
        } catch (Unreadable said) {
            // That is the other answer.
        }
        try {
            StatementReader.simpleSigning(bytes);
        } catch (Unreadable said) {
            // That is the other answer.
        }
    }

    @FuzzTest(maxDuration = "60s")
    void keys(byte[] bytes) {
        try {
            VerifyingKey.of(new String(bytes, StandardCharsets.ISO_8859_1));
        } catch (InvalidRequest said) {
            // That is the other answer.
        }
        try {
            VerifyingKey.of("-----BEGIN PUBLIC KEY-----"
                    + java.util.Base64.getEncoder().encodeToString(bytes) + "-----END PUBLIC KEY-----");
        } catch (InvalidRequest said) {
            // That is the other answer.
        }
    }
}
