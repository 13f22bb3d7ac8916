package io.exhibit.intake;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What may be sent: the limits as they are applied, not as somebody once wrote them down. */
@RestController
class LimitsController {

    private static final Map<String, String> UNITS = Map.ofEntries(
            Map.entry("bytes", "bytes on the wire"),
            Map.entry("unpackedBytes", "bytes after unpacking"),
            Map.entry("ratio", "bytes after unpacking for one on the wire, beyond ratioFreeBytes"),
            Map.entry("ratioFreeBytes", "bytes after unpacking"),
            Map.entry("json.depth", "levels"),
            Map.entry("json.text", "characters"),
            Map.entry("json.name", "characters"),
            Map.entry("json.number", "characters"),
            Map.entry("json.tokens", "tokens of a scan report, of a snapshot, or of one event"),
            Map.entry("json.items", "events of a batch, pods or workloads of a snapshot"),
            Map.entry("rate", "requests of one token, on one replica"),
            Map.entry("waitSeconds", "seconds"),
            Map.entry("requestsWaiting", "requests"),
            Map.entry("requestsInFlight", "requests"),
            Map.entry("bytesInFlight", "bytes on the wire"),
            Map.entry("slowestBytesPerSecond", "bytes on the wire per second, after graceSeconds"),
            Map.entry("longestSeconds", "seconds for a body"));

    private final List<Interpreter> interpreters;
    private final IntakeLimits intake;

    LimitsController(List<Interpreter> interpreters, IntakeLimits intake) {
        this.interpreters = interpreters;
        this.intake = intake;
    }

    /** Bytes are those on the wire and after unpacking; ratio is how many times of its weight a body may unpack to, beyond a first free part. */
    record Door(long bytes, long unpackedBytes, long ratio, long ratioFreeBytes, Bounds json, IntakeLimits.Rate rate) {}

    /** As {@link Interpreter.Limits}; items are the events of a batch, the pods or workloads of a snapshot. */
    record Bounds(
            int depth,
            int text,
            int name,
            int number,
            long tokens,
            @Nullable Integer items) {

        static Bounds of(Interpreter.Limits limits) {
            return new Bounds(
                    limits.depth(), limits.text(), limits.name(), limits.number(), limits.tokens(), limits.items());
        }
    }

    @GetMapping("/api/v1/limits")
    Map<String, Object> limits() {
        Map<String, Object> limits = new LinkedHashMap<>();
        for (Interpreter interpreter : interpreters) {
            limits.put(interpreter.kind().door(), door(interpreter));
        }
        limits.put("contentEncodings", Encoding.known());
        limits.put("notTaken", List.of("XML", "archives (ZIP, TAR)"));
        limits.put("waitSeconds", Waiting.MOST);
        limits.put("requestsWaiting", IntakeWriter.WAITING);
        limits.put("requestsInFlight", intake.requestsInFlight());
        limits.put("bytesInFlight", intake.bytesInFlight().toBytes());
        limits.put("slowestBytesPerSecond", intake.slowestPerSecond().toBytes());
        limits.put("graceSeconds", intake.grace().toSeconds());
        limits.put("longestSeconds", intake.longest().toSeconds());
        limits.put("units", UNITS);
        return limits;
    }

    private Door door(Interpreter interpreter) {
        Kind kind = interpreter.kind();
        return new Door(
                kind.limit(),
                Decoded.LARGEST,
                Decoded.RATIO,
                Decoded.FREE,
                Bounds.of(interpreter.limits()),
                intake.rate(kind));
    }
}
