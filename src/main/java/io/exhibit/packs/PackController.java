package io.exhibit.packs;

import io.exhibit.access.Callers;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Visible;
import io.exhibit.ledger.TooLarge;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** Packs for machines: ask for one, see how far it is, take its files. */
@RestController
@RequestMapping("/api/v1/packs")
class PackController {

    private static final int LARGEST = 16 * 1024;
    private static final String NO_REQUEST =
            "The body is an object of texts: framework, scope or system, from, to, asOf, supersedes and reason.";

    private final PackOrders orders;
    private final PackRequests requests;
    private final PackFiles files;
    private final SignOffs signOffs;
    private final PackWorker worker;
    private final JsonMapper json;

    PackController(
            PackOrders orders,
            PackRequests requests,
            PackFiles files,
            SignOffs signOffs,
            PackWorker worker,
            JsonMapper json) {
        this.signOffs = signOffs;
        this.orders = orders;
        this.requests = requests;
        this.files = files;
        this.worker = worker;
        this.json = json;
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
            @Nullable Supersedes supersedes,
            @Nullable UUID supersededBy,
            List<Blocker> blockers,
            List<Said> people,
            @Nullable Drafted draft,
            @Nullable Sealed sealed) {

        static Status of(PackView pack, Optional<UUID> successor, List<Blocker> blockers, List<SignOff> people) {
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
                    pack.superseding()
                            .map(old -> new Supersedes(old.pack(), old.archive().hex(), old.why()))
                            .orElse(null),
                    successor.orElse(null),
                    blockers,
                    people.stream().map(Said::of).toList(),
                    pack.draft().map(draft -> Drafted.of(pack.id(), draft)).orElse(null),
                    pack.isSealed() ? Sealed.of(pack) : null);
        }
    }

    /** The sealed pack whose place it takes, and why. */
    record Supersedes(UUID pack, String archiveSha256, String reason) {}

    /** What a person said of it, as which part; statement or reason is empty. */
    record Said(String part, String name, String role, Instant at, String statement, String reason, long ledgerIndex) {
        static Said of(SignOff said) {
            return new Said(
                    said.kind().name(),
                    said.name(),
                    said.role().name(),
                    said.at(),
                    said.statement(),
                    said.reason(),
                    said.entry());
        }
    }

    /** The draft, as its reviewer and its approver have it. */
    record Drafted(
            String report, String reportSha256, String archive, String archiveSha256, long ledgerIndex, Instant at) {
        static Drafted of(UUID pack, DraftFiles draft) {
            String here = "/api/v1/packs/" + pack;
            return new Drafted(
                    here + "/draft.pdf",
                    draft.pdf().hex(),
                    here + "/draft.zip",
                    draft.zip().hex(),
                    draft.entry(),
                    draft.at());
        }
    }

    /** What is known of a pack once it is sealed. */
    record Sealed(
            String report,
            String reportSha256,
            String archive,
            String archiveSha256,
            long ledgerIndex,
            Instant at,
            @Nullable Signature signature) {

        static Sealed of(PackView pack) {
            String here = "/api/v1/packs/" + pack.id();
            return new Sealed(
                    here + "/report.pdf",
                    pack.pdf().orElseThrow().hex(),
                    here + "/pack.zip",
                    pack.zip().orElseThrow().hex(),
                    pack.entryIndex().orElseThrow(),
                    pack.sealedAt().orElseThrow(),
                    pack.signature().map(Signature::of).orElse(null));
        }
    }

    /** Who signed the report; without a time of an authority both of its fields are null. */
    record Signature(
            String signer,
            String certificateSha256,
            Instant certificateUntil,
            Instant at,
            @Nullable String stampedBy,
            @Nullable Instant stampedAt) {

        static Signature of(ReportSignature signature) {
            return new Signature(
                    signature.signer(),
                    signature.certificate().hex(),
                    signature.until(),
                    signature.at(),
                    signature.stampedBy(),
                    signature.stampedAt());
        }
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Status> request(InputStream body) throws IOException {
        UUID id = requests.accept(orders.read(read(body)), Callers.current());
        worker.wake();
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/packs/" + id))
                .body(seen(id));
    }

    /** A field that is not known is refused: a typing error in asOf must not make the pack of another day. */
    private PackParameters read(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw new TooLarge(LARGEST);
        }
        try {
            PackParameters asked = json.readerFor(PackParameters.class)
                    .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .readValue(bytes);
            if (asked == null) {
                throw new InvalidRequest(NO_REQUEST);
            }
            return asked;
        } catch (UnrecognizedPropertyException unknown) {
            throw new InvalidRequest("There is no field " + Visible.line(unknown.getPropertyName())
                    + "; known are framework, scope, system, from, to, asOf, supersedes and reason.");
        } catch (JacksonException unreadable) {
            throw new InvalidRequest(NO_REQUEST);
        }
    }

    @GetMapping("/{id}")
    Status status(@PathVariable UUID id) {
        return seen(id);
    }

    private Status seen(UUID id) {
        return Status.of(files.view(id), files.successor(id), signOffs.blockers(id), signOffs.of(id));
    }

    @GetMapping("/{id}/draft.pdf")
    ResponseEntity<Resource> draftReport(@PathVariable UUID id) {
        return files.draftReport(id);
    }

    @GetMapping("/{id}/draft.zip")
    ResponseEntity<Resource> draftArchive(@PathVariable UUID id) {
        return files.draftArchive(id);
    }

    @GetMapping("/{id}/report.pdf")
    ResponseEntity<Resource> report(@PathVariable UUID id) {
        return files.report(id);
    }

    @GetMapping("/{id}/pack.zip")
    ResponseEntity<Resource> archive(@PathVariable UUID id) {
        return files.archive(id);
    }

    @GetMapping("/{id}/seal.txt")
    ResponseEntity<byte[]> seal(@PathVariable UUID id) {
        return files.seal(id);
    }
}
