package io.exhibit.scans;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Api;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Three real scans after each other of an application that moves its base from Debian 9 to Debian 10 and on to a distroless image. What
 * each changes was counted by hand from the files. Recorded with one and the same date, they are given days of their own here.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class SuccessiveScansTests {

    private static final String BASH = "bash CVE-2019-18276";

    @LocalServerPort
    private int port;

    @Autowired
    private MachineTokens tokens;

    @Autowired
    private JdbcClient jdbc;

    private final String world = "moved-" + UUID.randomUUID();
    private Api api;

    @BeforeEach
    void signIn() {
        api = Api.of(port, tokens, "moved", Permission.SCANS_WRITE);
    }

    @Test
    void giveTheDifferencesThatAPersonCounts() throws IOException {
        assertThat(counts(post("debian-stretch", "2026-08-03")))
                .isEqualTo("5 created, 0 unchanged, 0 closed, 0 reopened");
        assertThat(findings("OPEN"))
                .containsExactly(
                        BASH + " in 4.4-5",
                        "e2fslibs CVE-2019-5094 in 1.43.4-2",
                        "e2fsprogs CVE-2019-5094 in 1.43.4-2",
                        "libcomerr2 CVE-2019-5094 in 1.43.4-2",
                        "libss2 CVE-2019-5094 in 1.43.4-2");

        assertThat(counts(post("debian-buster", "2026-08-10")))
                .isEqualTo("1 created, 1 unchanged, 4 closed, 0 reopened");
        assertThat(findings("OPEN")).containsExactly(BASH + " in 5.0-4", "libidn2-0 CVE-2019-18224 in 2.0.5-1");

        assertThat(counts(post("distroless-base", "2026-08-17")))
                .isEqualTo("4 created, 0 unchanged, 2 closed, 0 reopened");
        assertThat(findings("OPEN"))
                .containsExactly(
                        "libssl1.1 CVE-2019-1551 in 1.1.0k-1~deb9u1",
                        "libssl1.1 CVE-2019-1563 in 1.1.0k-1~deb9u1",
                        "openssl CVE-2019-1551 in 1.1.0k-1~deb9u1",
                        "openssl CVE-2019-1563 in 1.1.0k-1~deb9u1");
        assertThat(findings("CLOSED")).hasSize(6);

        assertThat(counts(post("debian-stretch", "2026-08-24")))
                .isEqualTo("0 created, 0 unchanged, 4 closed, 5 reopened");
        assertThat(findings("OPEN")).hasSize(5).contains(BASH + " in 4.4-5");
    }

    private Api.Answer post(String sample, String day) throws IOException {
        String digest = "sha256:"
                + UUID.nameUUIDFromBytes((world + day).getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .replace("-", "")
                        .repeat(2);
        try (InputStream file = Objects.requireNonNull(getClass().getResourceAsStream("/scans/" + sample + ".json"))) {
            String report = new String(file.readAllBytes(), StandardCharsets.UTF_8).replace("2021-08-25", day);
            return api.post(
                    "/api/v1/scans?wait=60s&environment=" + world + "&image=registry.bank.example/moved:" + day
                            + "&digest=" + digest,
                    report.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String counts(Api.Answer answer) {
        return answer.number("/counts/findings/created") + " created, "
                + answer.number("/counts/findings/unchanged") + " unchanged, "
                + answer.number("/counts/findings/closed") + " closed, "
                + answer.number("/counts/findings/reopened") + " reopened";
    }

    private List<String> findings(String state) {
        return jdbc.sql("""
                        SELECT f.package || ' ' || f.vulnerability || ' in ' || f.installed_version
                          FROM findings.finding f JOIN estate.target t ON t.id = f.target_id
                         WHERE t.environment = :world AND f.state = :state
                         ORDER BY f.package COLLATE "C", f.vulnerability
                        """)
                .param("world", world)
                .param("state", state)
                .query(String.class)
                .list();
    }
}
