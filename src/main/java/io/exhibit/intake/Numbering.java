package io.exhibit.intake;

import io.exhibit.kernel.InvalidRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which of its deliveries this is, by the sender's own count: a stream of its, the epoch in which it counts, and the number, from 1. */
record Numbering(String stream, long epoch, long sequence) {

    static final String STREAM = "stream";
    static final String EPOCH = "streamEpoch";
    static final String SEQUENCE = "streamSequence";

    /** The largest number that every reader of JSON holds exactly. */
    private static final long LARGEST = (1L << 53) - 1;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@-]{0,127}");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,15}");

    /** Null when the request has no number; one that is said in part, twice or in another form is refused. */
    static @Nullable Numbering of(HttpServletRequest request) {
        String stream = only(request, "Stream-Id");
        String epoch = only(request, "Stream-Epoch");
        String sequence = only(request, "Stream-Sequence");
        if (stream == null && epoch == null && sequence == null) {
            return null;
        }
        if (stream == null || epoch == null || sequence == null) {
            throw new InvalidRequest("Stream-Id, Stream-Epoch and Stream-Sequence are sent together, or none of them.");
        }
        if (!NAME.matcher(stream).matches()) {
            throw new InvalidRequest(
                    "Stream-Id has 1 to 128 letters, digits and . _ : / @ -, beginning with a letter or digit.");
        }
        return new Numbering(stream, number("Stream-Epoch", epoch), number("Stream-Sequence", sequence));
    }

    /** What a submission's context says of it; null when it has no number. */
    static @Nullable Numbering of(Map<String, String> context) {
        String stream = context.get(STREAM);
        return stream == null
                ? null
                : new Numbering(
                        stream,
                        Long.parseLong(context.getOrDefault(EPOCH, "")),
                        Long.parseLong(context.getOrDefault(SEQUENCE, "")));
    }

    void addTo(Map<String, String> context) {
        context.put(STREAM, stream);
        context.put(EPOCH, Long.toString(epoch));
        context.put(SEQUENCE, Long.toString(sequence));
    }

    private static @Nullable String only(HttpServletRequest request, String name) {
        List<String> values = Collections.list(request.getHeaders(name));
        if (values.size() > 1) {
            throw new InvalidRequest(name + " is sent once.");
        }
        return values.isEmpty() ? null : values.getFirst().strip();
    }

    private static long number(String name, String text) {
        if (!NUMBER.matcher(text).matches() || Long.parseLong(text) > LARGEST) {
            throw new InvalidRequest(name + " is a whole number from 1 to " + LARGEST + ", without leading zeros.");
        }
        return Long.parseLong(text);
    }
}
