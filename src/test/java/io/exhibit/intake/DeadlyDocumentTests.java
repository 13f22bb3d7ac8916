package io.exhibit.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Api;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A document over which the process ends again and again does not stop those behind it for ever. */
@Tag("alone")
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class DeadlyDocumentTests {

    @LocalServerPort
    private int port;

    @Autowired
    private MachineTokens tokens;

    @Autowired
    private InterpretationLoops loops;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void isPutAsideAfterSomeDeathsAndTheNextIsRead() {
        Api api = Api.of(port, tokens, "ci", Permission.SCANS_WRITE);
        loops.stop();
        String deadly = api.post("/api/v1/scans", report("deadly")).text("/statusUrl");
        String next = api.post("/api/v1/scans", report("next")).text("/statusUrl");
        // What so many killed processes have left behind.
        jdbc.sql("UPDATE intake.cursor SET attempts = 6 WHERE kind = 'SCAN'").update();
        loops.start();
        assertThat(api.get(deadly + "?wait=20s").text("/reason")).isEqualTo("internal-error");
        assertThat(api.get(next + "?wait=20s").text("/state")).isEqualTo("INTERPRETED");
        assertThat(jdbc.sql("SELECT attempts FROM intake.cursor WHERE kind = 'SCAN'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private static byte[] report(String name) {
        return ("{\"SchemaVersion\":2,\"ArtifactName\":\"" + name
                        + "\",\"ArtifactType\":\"repository\",\"Results\":[]}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
