package io.exhibit.intake;

import io.exhibit.access.Callers;
import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.ActivityTrail;
import io.exhibit.ledger.Originals;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;
import org.springframework.stereotype.Component;

/** Originals as people download them: bytes that no browser opens here, and who read them stands in the trail. */
@Component
public class HandedOut {

    private final Originals originals;
    private final ActivityTrail trail;

    HandedOut(Originals originals, ActivityTrail trail) {
        this.originals = originals;
        this.trail = trail;
    }

    /** As its sender called it, without what would mean a folder or a device to whoever saves it. */
    public static ContentDisposition named(String fileName, String digest) {
        String name = fileName.replaceAll(".*[/\\\\]", "").replaceAll("[\\p{Cntrl}\\p{Cf}<>:\"|?*]", "_");
        return ContentDisposition.attachment()
                .filename(name.isBlank() ? digest + ".bin" : name, StandardCharsets.UTF_8)
                .build();
    }

    /** Answers with the original under that name; refused with 404 when there is none. */
    public void write(Sha256 original, ContentDisposition name, HttpServletResponse response) throws IOException {
        long size = originals.size(original);
        // Before the first byte: what could not be recorded is not handed out.
        trail.record(Callers.current(), "original.read", original.hex());
        response.setContentType("application/octet-stream");
        response.setContentLengthLong(size);
        response.setHeader("Content-Disposition", name.toString());
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        try (InputStream in = originals.open(original)) {
            in.transferTo(response.getOutputStream());
        }
    }
}
