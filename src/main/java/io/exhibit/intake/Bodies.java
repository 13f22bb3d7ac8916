package io.exhibit.intake;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.ledger.Originals;
import io.exhibit.ledger.Spool;
import io.exhibit.ledger.TooLarge;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Reads request bodies, raw or as the part "file" of a form, as they stand: nothing is decompressed or parsed here. */
@Component
class Bodies {

    private static final Logger LOG = LoggerFactory.getLogger(Bodies.class);

    private static final Set<String> TYPES = Set.of(
            "application/json",
            "application/x-ndjson",
            "application/ndjson",
            "application/jsonl",
            "application/octet-stream",
            "application/gzip",
            "application/zstd",
            // What curl says of --data-binary when it is not told better.
            "application/x-www-form-urlencoded",
            "text/plain",
            "text/json");

    private final Originals originals;
    private final Admission admission;
    private final DiskGuard disk;
    private final IntakeLimits limits;

    Bodies(Originals originals, Admission admission, DiskGuard disk, IntakeLimits limits) {
        this.originals = originals;
        this.admission = admission;
        this.disk = disk;
        this.limits = limits;
    }

    /** Reads a body to its end; what it took stays taken until the body is closed. */
    Body read(Kind kind, HttpServletRequest request, RequestHeaders headers) throws IOException {
        long length = request.getContentLengthLong();
        if (length > kind.limit()) {
            throw new TooLarge(kind.limit());
        }
        if (length < 0 && request.getHeader("Transfer-Encoding") == null) {
            throw new LengthRequired();
        }
        String type = mediaType(request.getContentType());
        boolean form = type.equals("multipart/form-data");
        if (!form) {
            checkType(type);
            Collections.list(request.getHeaders("Content-Encoding")).forEach(Encoding::check);
        }
        Map<String, String> parameters = Query.of(request);
        Context.read(kind, parameters);
        disk.check();
        Admission.Pass pass = admission.enter(length);
        try {
            InputStream wire = new PacedStream(request.getInputStream(), limits, pass);
            return form
                    ? form(kind, String.valueOf(request.getContentType()), wire, new Said(parameters, headers), pass)
                    : kept(kind, Spool.read(wire, kind.limit()), type, new Said(parameters, headers), pass);
        } catch (IOException full) {
            pass.close();
            LOG.error("A body could not be put aside; its sender is told to come again", full);
            throw new Busy("The disk does not take what comes.");
        } catch (RuntimeException refused) {
            pass.close();
            throw refused;
        }
    }

    /** What a request says beside its body. */
    private record Said(Map<String, String> parameters, RequestHeaders headers) {}

    private Body form(Kind kind, String contentType, InputStream wire, Said said, Admission.Pass pass)
            throws IOException {
        if (said.headers().digest() != null) {
            throw new InvalidRequest(
                    "Content-Digest is over the whole body; in a form it says nothing of the document. Leave it out.");
        }
        Form form = Form.read(kind.limit(), contentType, wire);
        Map<String, String> parameters = new HashMap<>(form.fields());
        parameters.putAll(said.parameters());
        return kept(kind, form.document(), mediaType(form.type()), new Said(parameters, said.headers()), pass);
    }

    private Body kept(Kind kind, Spool spool, String type, Said said, Admission.Pass pass) throws IOException {
        try {
            if (spool.size() == 0) {
                throw new InvalidRequest("The body is empty.");
            }
            Context context = Context.read(kind, said.parameters())
                    .numbered(said.headers().numbering());
            said.headers().check(spool.sha256());
            Encoding encoding = Encoding.of(spool);
            if (!encoding.isKnown()) {
                throw new UnsupportedMedia(
                        "The body is compressed with " + encoding.word() + ", which is not taken here.");
            }
            if (Originals.hasParts(spool)) {
                store(spool);
            }
            return new Body(
                    kind, spool, type, encoding.word(), context, said.headers().idempotencyKey(), pass);
        } catch (IOException | RuntimeException failed) {
            spool.close();
            throw failed;
        }
    }

    private void store(Spool spool) throws IOException {
        try {
            originals.storeParts(spool);
        } catch (DataAccessException | TransactionException failed) {
            LOG.error("A body could not be stored; its sender is told to come again", failed);
            throw new Busy("The database does not take what comes.");
        }
    }

    private static String mediaType(@Nullable String contentType) {
        if (contentType == null) {
            return "application/octet-stream";
        }
        return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static void checkType(String type) {
        if (!TYPES.contains(type) && !type.endsWith("+json")) {
            throw new UnsupportedMedia("A body of type " + type.replaceAll("[^ -~]", "?")
                    + " is not taken. Send -H 'Content-Type: application/json', or a form with a part \"file\".");
        }
    }
}
