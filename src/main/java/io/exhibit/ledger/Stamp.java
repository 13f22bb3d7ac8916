package io.exhibit.ledger;

import java.io.IOException;
import java.time.Instant;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampResponse;

/** A time, who says it, and the answer that proves it, byte for byte (RFC 3161, TimeStampResp). */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Stamp(Instant at, String authority, byte[] answer) {

    /** The part of the answer that proves it by itself, as it lies in signatures. */
    public byte[] token() {
        try {
            return new TimeStampResponse(answer).getTimeStampToken().getEncoded();
        } catch (TSPException | IOException changed) {
            throw new IllegalStateException("An answer is only kept when it has been read", changed);
        }
    }
}
