package io.exhibit.packs;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the manifest of a sealed pack says of its frame and its results; the list of its files, which may be long, is passed over. */
record SealedFacts(Map<String, JsonNode> parts) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static SealedFacts read(SealedArchive archive) throws IOException {
        Map<String, JsonNode> parts = new TreeMap<>();
        try (InputStream in = archive.read(Manifest.FILE);
                JsonParser json = JSON.createParser(in)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (name.equals("content")) {
                    json.skipChildren();
                } else {
                    parts.put(name, json.readValueAsTree());
                }
            }
        }
        return new SealedFacts(parts);
    }

    /** How a control came out, with the checks that it rests on. */
    record Control(String code, String result, Map<String, Check> checks) {

        String words() {
            return Check.words(
                    result,
                    LongStream.range(0, Check.COUNTS.size())
                            .map(i -> checks.values().stream()
                                    .mapToLong(check -> check.counts().get((int) i))
                                    .sum())
                            .boxed()
                            .toList());
        }
    }

    /** How a check came out; the counts are in the order of their names. */
    record Check(String id, String version, String result, List<Long> counts) {

        static final List<String> COUNTS =
                List.of("items", "satisfied", "compensated", "violated", "insufficient", "not_applicable");

        String words() {
            return words(result, counts);
        }

        private static String words(String result, List<Long> counts) {
            return plain(result) + ": "
                    + LongStream.range(0, COUNTS.size())
                            .filter(i -> i == 0 || counts.get((int) i) > 0)
                            .mapToObj(i -> counts.get((int) i) + " " + plain(COUNTS.get((int) i)))
                            .collect(Collectors.joining(", "));
        }
    }

    static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    String text(String part, String name) {
        return Objects.requireNonNull(parts.getOrDefault(part, JSON.missingNode()))
                .path(name)
                .asString("");
    }

    Instant time(String name) {
        return Instant.parse(text("time", name));
    }

    List<String> systems() {
        JsonNode scope = parts.get("scope");
        return scope == null
                ? List.of()
                : scope.path("systems").valueStream().map(JsonNode::asString).toList();
    }

    /** By code. */
    Map<String, Control> controls() {
        Map<String, Control> controls = new TreeMap<>();
        JsonNode results = parts.get("results");
        if (results != null) {
            for (JsonNode line : results) {
                Map<String, Check> checks = new TreeMap<>();
                for (JsonNode check : line.path("checks")) {
                    checks.put(check.path("check").asString(), check(check));
                }
                String code = line.path("control").asString();
                controls.put(code, new Control(code, line.path("result").asString(), checks));
            }
        }
        return controls;
    }

    private static Check check(JsonNode check) {
        return new Check(
                check.path("check").asString(),
                check.path("version").asString(""),
                check.path("result").asString(),
                Check.COUNTS.stream().map(name -> check.path(name).asLong(0)).toList());
    }

    /** By id, each once. */
    Map<String, Check> checks() {
        Map<String, Check> checks = new TreeMap<>();
        controls().values().forEach(control -> checks.putAll(control.checks()));
        return checks;
    }
}
