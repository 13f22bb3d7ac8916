package io.exhibit.intake;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.ledger.Originals;
import io.exhibit.ledger.Spool;
import io.exhibit.ledger.TooLarge;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads request bodies, raw or as the part "file" of a form, as they stand: nothing is decompressed or parsed here. */
@Component
class Bodies {

    private static final Set<String> TYPES = Set.of(
            "application/json",
            "application/x-ndjson",
            "application/ndjson",
            "application/jsonl",
            "application/octet-stream",
            "application/gzip",
            // What curl says of --data-binary when it is not told better.
            "application/x-www-form-urlencoded",
            "text/plain",
            "text/json");

    private final Originals originals;

    Bodies(Originals originals) {
        this.originals = originals;
    }

    Body read(Kind kind, HttpServletRequest request) throws IOException, ServletException {
        if (request.getContentLengthLong() > kind.limit()) {
            throw new TooLarge(kind.limit());
        }
        String type = mediaType(request.getContentType());
        if (type.equals("multipart/form-data")) {
            return form(kind, request);
        }
        checkType(type);
        Collections.list(request.getHeaders("Content-Encoding")).forEach(Bodies::checkEncoding);
        Context context = Context.read(kind, Query.of(request));
        return body(kind, request.getInputStream(), type, context, RequestHeaders.of(request));
    }

    private Body form(Kind kind, HttpServletRequest request) throws IOException, ServletException {
        List<Part> files = request.getParts().stream()
                .filter(part -> part.getName().equals("file"))
                .toList();
        if (files.size() != 1) {
            throw new InvalidRequest(
                    "A form has one document, in its part \"file\"; this one has " + files.size() + ".");
        }
        Part file = files.getFirst();
        Context context = Context.read(kind, fields(request));
        RequestHeaders headers = RequestHeaders.of(request);
        if (headers.digest() != null) {
            throw new InvalidRequest(
                    "Content-Digest is over the whole body; in a form it says nothing of the document. Leave it out.");
        }
        String type = file.getContentType() == null ? "application/octet-stream" : mediaType(file.getContentType());
        try (InputStream in = file.getInputStream()) {
            return body(kind, in, type, context, headers);
        } finally {
            file.delete();
        }
    }

    private static Map<String, String> fields(HttpServletRequest request) {
        Map<String, String> fields = new HashMap<>();
        request.getParameterMap().forEach((name, values) -> fields.put(name, values[0]));
        // Without a file name the container takes the document for a field as well.
        fields.remove("file");
        return fields;
    }

    private Body body(Kind kind, InputStream in, String type, Context context, RequestHeaders headers)
            throws IOException {
        Spool spool = Spool.read(in, kind.limit());
        try {
            if (spool.size() == 0) {
                throw new InvalidRequest("The body is empty.");
            }
            headers.check(spool.sha256());
            originals.storeParts(spool);
            String encoding = isGzip(spool) ? "gzip" : "identity";
            return new Body(kind, spool, type, encoding, context, headers.idempotencyKey());
        } catch (RuntimeException failed) {
            spool.close();
            throw failed;
        }
    }

    /**
     * By its first bytes alone: some senders compress without saying so, some proxies unpack without saying so, and the same bytes must
     * not be taken for something else because they once came with a wrong header.
     */
    private static boolean isGzip(Spool spool) throws IOException {
        try (InputStream in = spool.open()) {
            return in.read() == 0x1F && in.read() == 0x8B;
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

    private static void checkEncoding(String header) {
        if (!Set.of("identity", "gzip", "x-gzip").contains(header.strip().toLowerCase(Locale.ROOT))) {
            throw new UnsupportedMedia("Content-Encoding may be gzip or left out.");
        }
    }
}
