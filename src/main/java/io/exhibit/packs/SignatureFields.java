package io.exhibit.packs;

import io.exhibit.kernel.Sha256;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A report's signature as the row of its pack has it. */
@Embeddable
class SignatureFields {

    private String signedBy;
    private Instant signedAt;
    private byte[] certificateSha256;
    private Instant certificateUntil;
    private @Nullable String stampedBy;
    private @Nullable Instant stampedAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected SignatureFields() {}

    SignatureFields(ReportSignature signature) {
        this.signedBy = signature.signer();
        this.signedAt = signature.at();
        this.certificateSha256 = signature.certificate().bytes();
        this.certificateUntil = signature.until();
        this.stampedBy = signature.stampedBy();
        this.stampedAt = signature.stampedAt();
    }

    ReportSignature signature() {
        return new ReportSignature(
                signedBy, Sha256.ofBytes(certificateSha256), certificateUntil, signedAt, stampedBy, stampedAt);
    }
}
