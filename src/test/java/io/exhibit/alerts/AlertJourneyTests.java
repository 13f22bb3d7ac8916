package io.exhibit.alerts;

import static io.exhibit.alerts.Batches.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Api;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import io.exhibit.kernel.UuidV7;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Events on their way from a sensor to the list, over the real doors. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class AlertJourneyTests {

    @LocalServerPort
    private int port;

    @Autowired
    private MachineTokens tokens;

    @Autowired
    private Clock clock;

    private String cluster = "";
    private Api sensor = new Api(0, "");
    private Api reader = new Api(0, "");

    @BeforeEach
    void signIn() {
        cluster = "c" + UuidV7.next(clock).toString().substring(14);
        sensor = api(Permission.EVENTS_WRITE);
        reader = api(Permission.READ);
    }

    @Test
    void whatFalcoSendsIsKeptReadAndListed() {
        Api.Answer answer = send(Batches.sample("docs-alerts-a.jsonl"));
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text("/state")).isEqualTo("INTERPRETED");
        assertThat(answer.number("/counts/observations/total")).isEqualTo(13);
        assertThat(answer.number("/counts/observations/critical")).isEqualTo(1);
        assertThat(answer.number("/counts/alerts/created")).isEqualTo(13);
        Api.Answer again = send(Batches.sample("docs-alerts-a.jsonl"));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("/id")).isEqualTo(answer.text("/id"));
        assertThat(mine("&limit=200")).hasSize(13);
        JsonNode shell = mine("&limit=200&priority=critical&class=RT-SHELL&state=open&q=alpine")
                .getFirst();
        assertThat(shell.at("/place/pod").asString()).isEqualTo("kubecon");
        assertThat(shell.at("/occurredAt").asString()).isEqualTo("2023-05-25T13:44:05.478446Z");
        assertThat(shell.at("/ledgerEntry").asLong()).isEqualTo(answer.number("/receipt/index"));
    }

    @Test
    void theListGoesOnWhereItStoppedAndRepeatsNothing() {
        for (int i = 0; i < 4; i++) {
            send((event("R" + i) + event("S" + i) + event("T" + i)).getBytes(StandardCharsets.UTF_8));
        }
        List<UUID> seen = new ArrayList<>();
        String cursor = "";
        do {
            Api.Answer page = reader.get("/api/v1/alerts?limit=5" + cursor);
            page.body()
                    .at("/alerts")
                    .forEach(alert -> seen.add(UUID.fromString(alert.at("/id").asString())));
            cursor = page.body().at("/next").isNull() ? "" : "&cursor=" + page.text("/next");
        } while (!cursor.isEmpty() && seen.size() < 500);
        assertThat(seen).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(12);
        assertThat(mine("&limit=200")).hasSize(12);
    }

    @Test
    void unreadableBatchesGoIntoQuarantineWithAReason() throws IOException {
        assertThat(send("<html>".getBytes(StandardCharsets.UTF_8)).text("/reason"))
                .isEqualTo("unknown-format");
        assertThat(send(event("A").getBytes(StandardCharsets.UTF_16)).text("/reason"))
                .isEqualTo("bad-utf8");
        assertThat(send((event("A") + "\n").repeat(5001).getBytes(StandardCharsets.UTF_8))
                        .text("/reason"))
                .isEqualTo("too-many");
        Api.Answer cut = send((event("A") + event("B").substring(0, 50)).getBytes(StandardCharsets.UTF_8));
        assertThat(cut.text("/state")).isEqualTo("INTERPRETED");
        assertThat(cut.number("/counts/unreadable/truncated")).isEqualTo(1);
        assertThat(mine("&limit=200")).hasSize(1);
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(event("Z").getBytes(StandardCharsets.UTF_8));
        }
        Api.Answer answer = sensor.send(sensor.request("/api/v1/events?wait=30s&cluster=" + cluster)
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(zipped.toByteArray())));
        assertThat(answer.number("/counts/alerts/created")).isEqualTo(1);
    }

    @Test
    void onlyATokenThatMayReadSeesTheList() {
        assertThat(sensor.get("/api/v1/alerts").status()).isEqualTo(403);
        assertThat(reader.get("/api/v1/alerts?limit=201").status()).isEqualTo(400);
        assertThat(reader.get("/api/v1/alerts?limit=x").status()).isEqualTo(400);
        assertThat(reader.get("/api/v1/alerts?scope=system:unheard-of").body().at("/alerts"))
                .isEmpty();
    }

    private List<JsonNode> mine(String parameters) {
        List<JsonNode> mine = new ArrayList<>();
        reader.get("/api/v1/alerts?scope=all" + parameters).body().at("/alerts").forEach(alert -> {
            if (alert.at("/place/cluster").asString().equals(cluster)) {
                mine.add(alert);
            }
        });
        return mine;
    }

    private Api.Answer send(byte[] body) {
        return sensor.post("/api/v1/events?wait=30s&cluster=" + cluster, body);
    }

    private Api api(Permission permission) {
        return Api.of(port, tokens, "test", permission);
    }
}
