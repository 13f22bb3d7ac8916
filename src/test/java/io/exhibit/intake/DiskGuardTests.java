package io.exhibit.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Api;
import io.exhibit.Desk;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import io.exhibit.access.Role;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;

/** A disk that is nearly full: here every disk is, because all of it is to be kept free. */
@AutoConfigureMockMvc
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"exhibit.intake.free-percent=101", "exhibit.intake.free=1000000TB"})
class DiskGuardTests {

    @LocalServerPort
    private int port;

    @Autowired
    private MachineTokens tokens;

    @Autowired
    private BeanFactory beans;

    @Test
    void takesNothingInAndGoesOnShowing() {
        Api api = Api.of(port, tokens, "full", Permission.SCANS_WRITE, Permission.READ);
        Api.Answer refused = api.post("/api/v1/scans", "{}".getBytes(StandardCharsets.UTF_8));
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.text("/type")).isEqualTo("/problems/disk-full");
        assertThat(refused.text("/detail")).doesNotContain("/tmp");
        assertThat(refused.response().headers().firstValue("Retry-After")).contains("60");
        assertThat(api.get("/api/v1/alerts").status()).isEqualTo(200);
        Desk.Page page = new Desk(beans).get(Role.AUDITOR, "/submissions");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("Nothing is taken in", "MiB are kept free");
    }
}
