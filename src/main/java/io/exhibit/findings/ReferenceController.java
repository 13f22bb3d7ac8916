package io.exhibit.findings;

import io.exhibit.access.Callers;
import io.exhibit.intake.DiskGuard;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.ledger.Spool;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Reference data, loaded by machines: today the catalogue of known exploited vulnerabilities. */
@RestController
class ReferenceController {

    /** Bytes; the catalogue has grown to 1.3 million in four years. */
    private static final long LARGEST = 16L * 1024 * 1024;

    private static final int LOADS = 100;

    private final KnownExploited exploited;
    private final DiskGuard disk;

    ReferenceController(KnownExploited exploited, DiskGuard disk) {
        this.exploited = exploited;
        this.disk = disk;
    }

    /** Takes the JSON feed as CISA publishes it, whole; the answer says what it changed. Refused with 422 when part of it is missing. */
    @PostMapping("/api/v1/reference/kev")
    KnownExploited.Load kev(HttpServletRequest request) throws IOException {
        if (request.getHeader("Content-Encoding") != null) {
            throw new InvalidRequest("Send the catalogue uncompressed.");
        }
        disk.check();
        try (Spool bytes = Spool.read(request.getInputStream(), LARGEST);
                InputStream in = bytes.open()) {
            return exploited.load(KevCatalogue.read(in), bytes, Callers.current());
        }
    }

    /** The latest loads, the newest first. */
    @GetMapping("/api/v1/reference/kev")
    List<KnownExploited.Load> loads() {
        return exploited.loads(LOADS);
    }
}
