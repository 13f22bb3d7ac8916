package io.exhibit.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Desk;
import io.exhibit.access.Role;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest
@AutoConfigureMockMvc
class PolicyPagesTests {

    @Autowired
    private JdbcClient jdbc;

    private Desk desk;

    @BeforeEach
    void sitDown(@Autowired BeanFactory beans) {
        desk = new Desk(beans);
    }

    @Test
    void showsEachClockWithItsDaysAndWhoSaysSo() {
        assertThat(desk.get(Role.EXAMINER, "/policies").text())
                .contains("PCI DSS 6.3.3", "30 days", "14 days", "the release of the fix")
                .contains("CVSS v3 base score from 9.0")
                .doesNotContain("<button class=\"button\" data-kind=\"primary\"");
    }

    @Test
    void anOfficerApprovesOnceAndItIsEnteredInTheLedger() {
        int version = proposal();
        long before = approvals();

        assertThat(desk.post(Role.COMPLIANCE_OFFICER, approve(version)).status())
                .isEqualTo(302);
        assertThat(desk.post(Role.COMPLIANCE_OFFICER, approve(version)).status())
                .isEqualTo(400);

        assertThat(approvals()).isEqualTo(before + 1);
        assertThat(desk.get(Role.EXAMINER, "/policies").text()).contains("Version " + version + ": A proposal");
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "COMPLIANCE_OFFICER")
    void nobodyElseApproves(Role role) {
        assertThat(desk.post(role, approve(proposal())).status()).isEqualTo(403);
    }

    @Test
    void thereIsNothingToApproveThatDoesNotExist() {
        assertThat(desk.post(Role.COMPLIANCE_OFFICER, approve(999_999_999)).status())
                .isEqualTo(404);
    }

    private static String approve(int version) {
        return "/policies/" + version + "/approve";
    }

    private long approvals() {
        return jdbc.sql("SELECT count(*) FROM ledger.entry WHERE kind = 'policy.approved'")
                .query(Long.class)
                .single();
    }

    /** A copy of the default ranking method, older than the others by its time: it changes nothing for other tests. */
    private int proposal() {
        int version = ThreadLocalRandom.current().nextInt(1000, 900_000_000);
        jdbc.sql("""
                INSERT INTO findings.policy (version, kind, name, definition, created_at, created_by, row_version)
                SELECT :version, kind, 'A proposal', definition, created_at, 'a test', 0 FROM findings.policy WHERE version = 2
                """).param("version", version).update();
        return version;
    }
}
