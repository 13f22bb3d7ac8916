package io.exhibit.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Desk;
import io.exhibit.access.Role;
import io.exhibit.findings.Profile;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;

@SpringBootTest
@AutoConfigureMockMvc
class HomePagesTests {

    private Desk desk;

    @BeforeEach
    void sitDown(@Autowired BeanFactory beans) {
        desk = new Desk(beans);
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "EXAMINER")
    void everybodyOfTheBankBeginsHere(Role role) {
        Desk.Page page = desk.get(role, "/");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("Skip to the page", "aria-current=\"page\"", "Sign out", role.title());
    }

    @Test
    void showsPeopleAndTokensOnlyToThoseWhoAdministerThem() {
        assertThat(desk.get(Role.ADMINISTRATOR, "/").text()).contains("href=\"/people\"", "href=\"/tokens\"");
        assertThat(desk.get(Role.AUDITOR, "/").text()).doesNotContain("href=\"/people\"");
    }

    @Test
    void teachesTheFirstStepWhereNothingHadBeenReceived() {
        assertThat(desk.get(Role.COMPLIANCE_OFFICER, "/?asOf=1970-06-01").text())
                .contains("Nothing has been received yet", "/api/v1/scans?environment=production", "http://localhost");
    }

    @Test
    void refusesAScopeOrATimeThatItCannotRead() {
        assertThat(desk.get(Role.AUDITOR, "/?scope=everything").status()).isEqualTo(400);
        assertThat(desk.get(Role.AUDITOR, "/?asOf=now").status()).isEqualTo(400);
    }

    @Test
    void saysWhatIsLateFirst() {
        var clocks = new HomeFigures.Clocks(3, 1, 1, 1, 3, 0, 0, 0);
        var figures = new HomeFigures(
                clocks,
                List.of(),
                new HomeFigures.Received(0, 0, true),
                new HomeFigures.Targets(0, 0, new HomeStore.Since(0, null), 0, null, 0),
                List.of());

        assertThat(figures.sentence())
                .isEqualTo("3 open findings are past a deadline. 1 more falls due in the next 14 days."
                        + " Everything received is kept and interpreted.");
        assertThat(clocks.lateBy())
                .containsExactly(
                        new HomeFigures.LateBy(Profile.PCI, "PCI DSS", 1),
                        new HomeFigures.LateBy(Profile.DORA, "DORA", 3));
        assertThat(clocks.uncovered()).isEqualTo(2);
    }
}
