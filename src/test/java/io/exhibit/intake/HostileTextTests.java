package io.exhibit.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Api;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Characters that no database takes, in every text there is; bytes that are no text; and XML, which nobody reads. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class HostileTextTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String MARK = "@mark@";

    @LocalServerPort
    private int port;

    @Autowired
    private MachineTokens tokens;

    private Api api;
    private final String world = "text" + System.nanoTime();

    @BeforeEach
    void signIn() {
        api = Api.of(port, tokens, "text", Permission.SCANS_WRITE, Permission.EVENTS_WRITE);
    }

    /** H5: U+0000 and half a pair, in each text field of a report in turn; where a word of a few is expected it is not that word. */
    @Test
    void noTextOfAReportStopsTheReading() throws IOException {
        Map<String, String> documents = marked(sample("/scans/alpine-39.json"));
        assertThat(documents).hasSizeGreaterThan(40);
        documents.forEach((field, document) -> assertThat(outcome("/api/v1/scans", document))
                .as(field)
                .matches("INTERPRETED|QUARANTINED (schema|unknown-format)"));
    }

    @Test
    void noTextOfAnEventStopsTheReading() throws IOException {
        String first = sample("/alerts/docs-alerts-a.jsonl").lines().findFirst().orElseThrow();
        Map<String, String> documents = marked(first);
        assertThat(documents).hasSizeGreaterThan(10);
        documents.forEach((field, document) ->
                assertThat(outcome("/api/v1/events", document)).as(field).isEqualTo("INTERPRETED"));
    }

    /** H6: each sequence that is not UTF-8, and each way to write UTF-8 that is not JSON's. */
    @Test
    void bytesThatAreNotTextAreKeptAndReadByNobodyOrRepaired() {
        List<String> sequences = new ArrayList<>(List.of(
                "\u00FF",
                "\u00FE",
                "\u0080",
                "\u00BF",
                "\u00C0\u0080",
                "\u00C0\u00AF",
                "\u00C1\u00BF",
                "\u00C3",
                "\u00E0\u0080\u00AF",
                "\u00E2\u0082",
                "\u00ED\u00A0\u0080",
                "\u00ED\u00BF\u00BF",
                "\u00F0\u0080\u0080\u00AF",
                "\u00F0\u009F",
                "\u00F4\u0090\u0080\u0080",
                "\u00F5\u0080\u0080\u0080",
                "\u00F8\u0088\u0080\u0080\u0080",
                "\u00FC\u0084\u0080\u0080\u0080\u0080",
                "\u00ED\u00A0\u00BD\u00ED\u00B8\u0080",
                "\u00E2\u0082x"));
        for (String sequence : sequences) {
            byte[] report = report("bad " + sequence).getBytes(StandardCharsets.ISO_8859_1);
            assertThat(outcome("/api/v1/scans", report)).as(sequence).matches("QUARANTINED (bad-utf8|not-json)");
            byte[] event = event("bad " + sequence).getBytes(StandardCharsets.ISO_8859_1);
            assertThat(outcome("/api/v1/events", event))
                    .as(sequence)
                    .matches("INTERPRETED|QUARANTINED (bad-utf8|not-json)");
        }
        assertThat(sequences).hasSizeGreaterThanOrEqualTo(20);
        assertThat(outcome("/api/v1/events", "\uFEFF" + event("marked"))).isEqualTo("INTERPRETED");
        assertThat(outcome("/api/v1/scans", "\uFEFF" + report("marked"))).isIn("INTERPRETED", "QUARANTINED not-json");
    }

    /** H15: refused where it says what it is, put aside where it does not, and it makes nobody call anywhere. */
    @Test
    void xmlIsReadByNobodyAndCallsNowhere() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            List<String> documents = xml("http://127.0.0.1:" + listener.getLocalPort() + "/");
            assertThat(documents).hasSizeGreaterThanOrEqualTo(25);
            for (String document : documents) {
                for (String door : new String[] {"/api/v1/scans", "/api/v1/events"}) {
                    assertThat(api.send(api.request(door)
                                            .header("Content-Type", "application/xml")
                                            .POST(HttpRequest.BodyPublishers.ofString(document)))
                                    .status())
                            .isEqualTo(415);
                    assertThat(outcome(door, document)).as(document).startsWith("QUARANTINED");
                }
            }
            listener.setSoTimeout(500);
            String caller = "";
            try {
                caller = listener.accept().toString();
            } catch (SocketTimeoutException nobody) {
                assertThat(nobody).isNotNull();
            }
            assertThat(caller).as("who called").isEmpty();
        }
    }

    private static List<String> xml(String url) {
        List<String> documents = new ArrayList<>();
        String lol =
                "<!ENTITY a \"lol\"><!ENTITY b \"" + "&a;".repeat(100) + "\"><!ENTITY c \"" + "&b;".repeat(100) + "\">";
        for (String inner : List.of(
                "<!ENTITY x SYSTEM \"file:///etc/passwd\">",
                "<!ENTITY x SYSTEM \"" + url + "\">",
                "<!ENTITY x PUBLIC \"p\" \"" + url + "\">",
                "<!ENTITY % x SYSTEM \"" + url + "\"> %x;",
                "<!ENTITY x SYSTEM \"jar:" + url + "!/x\">",
                "<!ENTITY x SYSTEM \"netdoc:" + url + "\">",
                "<!ENTITY x SYSTEM \"ftp://127.0.0.1:1/\">",
                "<!ENTITY x \"" + "y".repeat(100_000) + "\">",
                lol,
                "<!NOTATION n SYSTEM \"" + url + "\">",
                "<!ATTLIST bom x CDATA \"y\">",
                "<!ELEMENT bom ANY>")) {
            documents.add("<?xml version=\"1.0\"?><!DOCTYPE bom [" + inner + "]><bom>&x;</bom>");
        }
        documents.addAll(List.of(
                "<!DOCTYPE bom SYSTEM \"" + url + "\"><bom/>",
                "<!doctype bom PUBLIC \"p\" \"" + url + "\"><bom/>",
                "<?xml version=\"1.0\" encoding=\"UTF-7\"?>+ADwAIQ-DOCTYPE bom+AD4-",
                "<?xml version=\"1.1\"?><bom>&#1;</bom>",
                "<?xml-stylesheet href=\"" + url + "\" type=\"text/xsl\"?><bom/>",
                "<bom xmlns:xi=\"http://www.w3.org/2001/XInclude\"><xi:include href=\"" + url + "\"/></bom>",
                "<bom xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"a " + url + "\"/>",
                "<bom xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:noNamespaceSchemaLocation=\"" + url
                        + "\"/>",
                "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\" version=\"1\"><components/></bom>",
                "<bom a=\"" + "x".repeat(1_000_000) + "\"/>",
                "<a>".repeat(100_000),
                "<bom><![CDATA[" + "x".repeat(100_000) + "]]></bom>",
                "<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"" + url + "\"/></svg>",
                "\uFEFF<?xml version=\"1.0\"?><bom/>"));
        return documents;
    }

    /** The document once for each text field in it, with the mark in the first of that name. */
    private static Map<String, String> marked(String document) {
        Map<String, String> found = new LinkedHashMap<>();
        JsonNode root = JSON.readTree(document);
        mark(root, root, "", found);
        return found;
    }

    private static void mark(JsonNode root, JsonNode node, String field, Map<String, String> found) {
        if (node instanceof ObjectNode object) {
            for (String name : List.copyOf(object.propertyNames())) {
                JsonNode value = object.get(name);
                if (value.isString()) {
                    found.computeIfAbsent(field + "/" + name, missing -> {
                        object.put(name, MARK + value.asString());
                        String marked = root.toString().replace(MARK, "a\\u0000b\\ud800");
                        object.set(name, value);
                        return marked;
                    });
                } else {
                    mark(root, value, field + "/" + name, found);
                }
            }
        } else if (node instanceof ArrayNode array) {
            for (int n = 0; n < array.size(); n++) {
                mark(root, array.get(n), field, found);
            }
        }
    }

    private String outcome(String door, String document) {
        return outcome(door, document.getBytes(StandardCharsets.UTF_8));
    }

    private String outcome(String door, byte[] document) {
        Api.Answer answer = api.post(door + "?wait=30s&environment=" + world, document);
        assertThat(answer.status()).isIn(200, 202);
        return (answer.text("/state") + " " + answer.text("/reason")).strip();
    }

    private static String report(String name) {
        return "{\"SchemaVersion\":2,\"ArtifactName\":\"" + name + "\",\"ArtifactType\":\"repository\",\"Results\":[]}";
    }

    private static String event(String output) {
        return "{\"rule\":\"Text\",\"priority\":\"Notice\",\"time\":\"2026-11-22T00:00:00Z\",\"output\":\"" + output
                + "\"}";
    }

    private static String sample(String path) throws IOException {
        try (InputStream in = HostileTextTests.class.getResourceAsStream(path)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
