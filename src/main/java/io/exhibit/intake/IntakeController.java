package io.exhibit.intake;

import io.exhibit.access.Callers;
import io.exhibit.access.Machine;
import io.exhibit.access.Permission;
import io.exhibit.kernel.NotFound;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The doors for machines: bytes in, a receipt out once they are durable; and what became of them. */
@RestController
class IntakeController {

    private final Bodies bodies;
    private final IntakeWriter writer;
    private final SubmissionStatus status;
    private final Rates rates;
    private final KeysInFlight keys;

    IntakeController(Bodies bodies, IntakeWriter writer, SubmissionStatus status, Rates rates, KeysInFlight keys) {
        this.bodies = bodies;
        this.writer = writer;
        this.status = status;
        this.rates = rates;
        this.keys = keys;
    }

    @PostMapping("/api/v1/scans")
    ResponseEntity<Map<String, Object>> scans(HttpServletRequest request) throws IOException {
        return accept(Kind.SCAN, request);
    }

    @PostMapping("/api/v1/events")
    ResponseEntity<Map<String, Object>> events(HttpServletRequest request) throws IOException {
        return accept(Kind.EVENTS, request);
    }

    @PostMapping("/api/v1/deployments")
    ResponseEntity<Map<String, Object>> deployments(HttpServletRequest request) throws IOException {
        return accept(Kind.DEPLOYMENTS, request);
    }

    @PostMapping("/api/v1/vex")
    ResponseEntity<Map<String, Object>> vex(HttpServletRequest request) throws IOException {
        return accept(Kind.VEX, request);
    }

    @PostMapping("/api/v1/attestations")
    ResponseEntity<Map<String, Object>> attestations(HttpServletRequest request) throws IOException {
        return accept(Kind.ATTESTATIONS, request);
    }

    @GetMapping("/api/v1/submissions/{id}")
    Map<String, Object> submission(@PathVariable UUID id, @RequestParam(defaultValue = "0s") String wait) {
        Machine machine = Callers.machine().orElseThrow();
        return status.of(id, Waiting.read(wait))
                .filter(found -> found.tokenId().equals(machine.tokenId()) || machine.may(Permission.READ))
                .orElseThrow(() -> new NotFound("submission"))
                .body();
    }

    private ResponseEntity<Map<String, Object>> accept(Kind kind, HttpServletRequest request) throws IOException {
        Machine machine = Callers.machine().orElseThrow();
        rates.take(machine.tokenId(), kind);
        Waiting wait = Waiting.of(request);
        RequestHeaders headers = RequestHeaders.of(request);
        Delivery delivery;
        Accepted accepted;
        try (KeysInFlight.Hold _ = keys.hold(machine.tokenId(), headers.idempotencyKey());
                Body body = bodies.read(kind, request, headers)) {
            delivery = body.delivery(machine.tokenId(), Callers.current());
            accepted = writer.accept(delivery);
        }
        // What it took is free again: whoever waits for the outcome holds nobody up.
        Map<String, Object> answer = accepted.replayed() || wait.isLong()
                ? status.of(accepted.id(), wait).orElseThrow().body()
                : status.of(delivery, accepted);
        return ResponseEntity.status(accepted.replayed() ? 200 : 202)
                .location(URI.create("/api/v1/submissions/" + accepted.id()))
                .header("Idempotency-Replayed", String.valueOf(accepted.replayed()))
                .body(answer);
    }
}
