package io.exhibit.demo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The scenario and the real documents that it is played with. */
@Component
@OnDemo
class Material {

    private static final JsonMapper JSON = new JsonMapper();
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final Map<String, ObjectNode> scans = new ConcurrentHashMap<>();

    @Bean
    static Scenario scenario() {
        return YAML.readValue(bytes("scenario.yaml"), Scenario.class);
    }

    /** A scanner's report as it was published; not to be changed. */
    ObjectNode scan(String document) {
        return scans.computeIfAbsent(document, name -> (ObjectNode) JSON.readTree(document(name)));
    }

    /** A sensor's rules by name: output, priority, source, tags. */
    Map<String, JsonNode> rules() {
        Map<String, JsonNode> rules = new HashMap<>();
        for (String file : new String[] {"falco-rules.json", "falco-internal.json"}) {
            JSON.readTree(bytes("documents/" + file))
                    .forEach(rule -> rules.put(rule.path("rule").asString(), rule));
        }
        return rules;
    }

    /** An SBOM as it was published; not to be changed. */
    ObjectNode sbom(String document) {
        return scans.computeIfAbsent(document, name -> (ObjectNode) JSON.readTree(document(name + ".gz")));
    }

    /** CISA's catalogue as it was published. */
    byte[] knownExploited() {
        return document("known_exploited_vulnerabilities.json.gz");
    }

    /** What endoflife.date's release data says of a product. */
    byte[] endOfLife(String product) {
        return bytes("documents/endoflife-" + product + ".json");
    }

    /** Large ones are packed. */
    private static byte[] document(String name) {
        byte[] bytes = bytes("documents/" + name);
        if (!name.endsWith(".gz")) {
            return bytes;
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static byte[] bytes(JsonNode document) {
        return JSON.writeValueAsBytes(document);
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    private static byte[] bytes(String path) {
        try (InputStream in = new ClassPathResource("demo/" + path).getInputStream()) {
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
