package io.exhibit.estate;

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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Ends of support, loaded by machines, one product at a time. As they are, gzip or zstd. */
@RestController
class SupportEndsController {

    /** Bytes; the product with the most releases has some hundred thousand. */
    static final long LARGEST = 4L * 1024 * 1024;

    private static final int LOADS = 100;

    private final SupportEnds ends;
    private final DiskGuard disk;

    SupportEndsController(SupportEnds ends, DiskGuard disk) {
        this.ends = ends;
        this.disk = disk;
    }

    /** Takes a product as endoflife.date publishes it; the answer says what it changed. Refused with 422 when part of it is missing. */
    @PostMapping("/api/v1/reference/endoflife")
    ReferenceLoads.Load load(@RequestParam(defaultValue = "") String product, HttpServletRequest request)
            throws IOException {
        disk.check();
        try (Spool bytes = Spool.read(request.getInputStream(), LARGEST)) {
            return ends.load(product, bytes, ReferenceOrigin.posted(Callers.current()));
        }
    }

    /** The latest loads of all products, the newest first. */
    @GetMapping("/api/v1/reference/endoflife")
    List<ReferenceLoads.Load> loads() {
        return ends.loads(LOADS);
    }
}
