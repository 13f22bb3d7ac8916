package io.exhibit.ledger;

import io.exhibit.kernel.NotFound;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Earlier checkpoints and what others outside said of them, for whoever checks them. */
@RestController
@ConditionalOnWebApplication
class AnchorController {

    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);
    private static final MediaType REPLY = new MediaType("application", "timestamp-reply");

    private final Anchors anchors;
    private final Checkpoints checkpoints;
    private final Timestamps timestamps;
    private final Cosignatures cosignatures;

    AnchorController(Anchors anchors, Checkpoints checkpoints, Timestamps timestamps, Cosignatures cosignatures) {
        this.anchors = anchors;
        this.checkpoints = checkpoints;
        this.timestamps = timestamps;
        this.cosignatures = cosignatures;
    }

    @GetMapping("/api/v1/anchors")
    List<Anchors.Standing> anchors() {
        return anchors.standings();
    }

    /** The note as it was signed, and as it was stamped: nothing is added to it. */
    @GetMapping("/api/v1/checkpoints/{size:\\d{1,18}}")
    ResponseEntity<String> checkpoint(@PathVariable long size) {
        return note(signed(size));
    }

    /** The same with the lines of the witnesses who signed it. */
    @GetMapping("/api/v1/checkpoints/{size:\\d{1,18}}/cosigned")
    ResponseEntity<String> cosigned(@PathVariable long size) {
        Checkpoint signed = signed(size);
        Checkpoint cosigned = cosignatures.added(signed);
        if (cosigned.equals(signed)) {
            throw new NotFound("cosignature");
        }
        return note(cosigned);
    }

    private Checkpoint signed(long size) {
        return checkpoints.of(size).orElseThrow(() -> new NotFound("checkpoint"));
    }

    private static ResponseEntity<String> note(Checkpoint checkpoint) {
        return ResponseEntity.ok().contentType(TEXT).body(checkpoint.note());
    }

    /** The authority's answer over the bytes of that note (RFC 3161, TimeStampResp), as {@code openssl ts} reads it. */
    @GetMapping("/api/v1/checkpoints/{size:\\d{1,18}}/timestamp")
    ResponseEntity<byte[]> timestamp(@PathVariable long size) {
        byte[] answer = timestamps.answer(size).orElseThrow(() -> new NotFound("timestamp"));
        return ResponseEntity.ok().contentType(REPLY).body(answer);
    }
}
