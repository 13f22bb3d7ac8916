package io.exhibit.packs;

import io.exhibit.access.Callers;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Packs for machines: ask for one, see how far it is, take its files. */
@RestController
@RequestMapping("/api/v1/packs")
class PackController {

    private final PackOrders orders;
    private final PackRequests requests;
    private final PackFiles files;
    private final PackWorker worker;

    PackController(PackOrders orders, PackRequests requests, PackFiles files, PackWorker worker) {
        this.orders = orders;
        this.requests = requests;
        this.files = files;
        this.worker = worker;
    }

    /** A pack as its address answers; what is not there yet is null. */
    record Status(
            UUID id,
            String state,
            String step,
            int progress,
            String framework,
            String scope,
            Instant from,
            Instant to,
            Instant asOf,
            long ledgerSize,
            boolean demonstration,
            @Nullable String error,
            @Nullable Sealed sealed) {

        static Status of(PackView pack) {
            return new Status(
                    pack.id(),
                    pack.state().name(),
                    pack.step(),
                    pack.progress(),
                    pack.framework(),
                    pack.scope(),
                    pack.periodFrom(),
                    pack.periodTo(),
                    pack.asOf(),
                    pack.ledgerSize(),
                    pack.demo(),
                    pack.error().orElse(null),
                    pack.isSealed() ? Sealed.of(pack) : null);
        }
    }

    /** What is known of a pack once it is sealed. */
    record Sealed(
            String report, String reportSha256, String archive, String archiveSha256, long ledgerIndex, Instant at) {

        static Sealed of(PackView pack) {
            String here = "/api/v1/packs/" + pack.id();
            return new Sealed(
                    here + "/report.pdf",
                    pack.pdf().orElseThrow().hex(),
                    here + "/pack.zip",
                    pack.zip().orElseThrow().hex(),
                    pack.entryIndex().orElseThrow(),
                    pack.sealedAt().orElseThrow());
        }
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Status> request(@RequestBody PackParameters asked) {
        UUID id = requests.accept(orders.read(asked), Callers.current());
        worker.wake();
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/packs/" + id))
                .body(Status.of(files.view(id)));
    }

    @GetMapping("/{id}")
    Status status(@PathVariable UUID id) {
        return Status.of(files.view(id));
    }

    @GetMapping("/{id}/report.pdf")
    ResponseEntity<Resource> report(@PathVariable UUID id) {
        return files.report(id);
    }

    @GetMapping("/{id}/pack.zip")
    ResponseEntity<Resource> archive(@PathVariable UUID id) {
        return files.archive(id);
    }
}
