package io.exhibit.findings;

import io.exhibit.access.Callers;
import io.exhibit.intake.DiskGuard;
import io.exhibit.intake.ReferenceLoads;
import io.exhibit.intake.ReferenceOrigin;
import io.exhibit.ledger.Spool;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Reference data, loaded by machines: what is known to be exploited, and how likely the rest is to be. As they are, gzip or zstd. */
@RestController
class ReferenceController {

    /** Bytes; the catalogue has grown to 1.3 million in four years. */
    static final long LARGEST_CATALOGUE = 16L * 1024 * 1024;

    /** Bytes; the scores of 300,000 vulnerabilities are 9 million. */
    static final long LARGEST_SCORES = 64L * 1024 * 1024;

    private static final int LOADS = 100;

    private final KnownExploited exploited;
    private final ExploitScores scores;
    private final DiskGuard disk;

    ReferenceController(KnownExploited exploited, ExploitScores scores, DiskGuard disk) {
        this.exploited = exploited;
        this.scores = scores;
        this.disk = disk;
    }

    /** Takes the JSON feed as CISA publishes it, whole; the answer says what it changed. Refused with 422 when part of it is missing. */
    @PostMapping("/api/v1/reference/kev")
    ReferenceLoads.Load kev(HttpServletRequest request) throws IOException {
        disk.check();
        try (Spool bytes = Spool.read(request.getInputStream(), LARGEST_CATALOGUE)) {
            return exploited.load(bytes, ReferenceOrigin.posted(Callers.current()));
        }
    }

    /** The latest loads, the newest first. */
    @GetMapping("/api/v1/reference/kev")
    List<ReferenceLoads.Load> kevLoads() {
        return exploited.loads(LOADS);
    }

    /** Takes the daily file of scores as FIRST publishes it, whole; the answer says what it changed. */
    @PostMapping("/api/v1/reference/epss")
    ReferenceLoads.Load epss(HttpServletRequest request) throws IOException {
        disk.check();
        try (Spool bytes = Spool.read(request.getInputStream(), LARGEST_SCORES)) {
            return scores.load(bytes, ReferenceOrigin.posted(Callers.current()));
        }
    }

    /** The latest loads, the newest first. */
    @GetMapping("/api/v1/reference/epss")
    List<ReferenceLoads.Load> epssLoads() {
        return scores.loads(LOADS);
    }
}
