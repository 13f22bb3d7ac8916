package io.exhibit.intake;

import io.exhibit.access.Callers;
import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.ActivityTrail;
import io.exhibit.ledger.Originals;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Hands out originals, byte for byte, as files that no browser opens by itself; who took which is a line in the trail. */
@Controller
class EvidencePages {

    private final Originals originals;
    private final ActivityTrail trail;

    EvidencePages(Originals originals, ActivityTrail trail) {
        this.originals = originals;
        this.trail = trail;
    }

    @GetMapping("/evidence/{sha256}")
    void original(@PathVariable String sha256, HttpServletResponse response) throws IOException {
        Sha256 wanted = read(sha256);
        long size = originals.size(wanted);
        // Before the first byte: what could not be recorded is not handed out.
        trail.record(Callers.current(), "original.read", wanted.hex());
        response.setContentType("application/octet-stream");
        response.setContentLengthLong(size);
        response.setHeader("Content-Disposition", "attachment; filename=\"" + wanted.hex() + ".bin\"");
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        try (InputStream in = originals.open(wanted)) {
            in.transferTo(response.getOutputStream());
        }
    }

    private static Sha256 read(String hex) {
        try {
            return new Sha256(hex);
        } catch (IllegalArgumentException malformed) {
            throw new NotFound("original");
        }
    }
}
