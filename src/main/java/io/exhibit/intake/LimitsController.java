package io.exhibit.intake;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What may be sent: the limits as they are applied, not as somebody once wrote them down. */
@RestController
class LimitsController {

    private final List<Interpreter> interpreters;

    LimitsController(List<Interpreter> interpreters) {
        this.interpreters = interpreters;
    }

    /** Bytes are those on the wire and after unpacking; ratio is how many times of its weight a body may unpack to, beyond a first free part. */
    record Door(long bytes, long unpackedBytes, long ratio, long ratioFreeBytes, Json json) {}

    /** As {@link Interpreter.Limits}; items are the events of a batch. */
    record Json(
            int depth,
            int text,
            int name,
            int number,
            long tokens,
            @Nullable Integer items) {

        static Json of(Interpreter.Limits limits) {
            return new Json(
                    limits.depth(), limits.text(), limits.name(), limits.number(), limits.tokens(), limits.items());
        }
    }

    @GetMapping("/api/v1/limits")
    Map<String, Object> limits() {
        Map<String, Object> limits = new LinkedHashMap<>();
        for (Interpreter interpreter : interpreters) {
            Kind kind = interpreter.kind();
            limits.put(
                    kind == Kind.SCAN ? "scans" : kind.name().toLowerCase(Locale.ROOT),
                    new Door(
                            kind.limit(), Decoded.LARGEST, Decoded.RATIO, Decoded.FREE, Json.of(interpreter.limits())));
        }
        limits.put("waitSeconds", Waiting.MOST);
        limits.put("requestsWaiting", IntakeWriter.WAITING);
        return limits;
    }
}
