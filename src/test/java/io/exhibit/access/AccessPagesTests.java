package io.exhibit.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Desk;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest
@AutoConfigureMockMvc
class AccessPagesTests {

    private static final String HOSTILE = "<script>alert(1)</script>'\"";

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Persons persons;

    @Autowired
    private PresentedTokens presented;

    private Desk desk;

    @BeforeEach
    void sitDown(@Autowired BeanFactory beans) {
        desk = new Desk(beans);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/people", "/tokens", "/activity", "/password"})
    void anAdministratorSeesIt(String path) {
        assertThat(desk.get(Role.ADMINISTRATOR, path).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "ADMINISTRATOR")
    void nobodyElseSeesPeopleAndTokens(Role role) {
        assertThat(desk.get(role, "/people").status()).isEqualTo(403);
        assertThat(desk.get(role, "/tokens").status()).isEqualTo(403);
        assertThat(desk.post(role, "/people", "name", "x", "email", "x@y", "role", "EXAMINER")
                        .status())
                .isEqualTo(403);
        assertThat(desk.post(role, "/tokens", "name", "x", "scopes", "read", "days", "1")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aFormWithoutItsTokenIsRefused() {
        assertThat(desk.postWithoutToken(Role.ADMINISTRATOR, "/people", "name", "x")
                        .status())
                .isEqualTo(403);
        assertThat(desk.postWithoutToken(Role.ADMINISTRATOR, "/tokens", "name", "x")
                        .status())
                .isEqualTo(403);
        assertThat(desk.postWithoutToken(Role.EXAMINER, "/password", "old", "x").status())
                .isEqualTo(403);
    }

    @Test
    void letsSomebodyInAndKeepsTheirNameInert() {
        String email = "new" + System.nanoTime() + "@bank.example";
        Desk.Page page = desk.post(
                Role.ADMINISTRATOR, "/people", "name", HOSTILE, "email", email, "role", "EXAMINER", "password", "");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("First password, shown once")
                .contains(email)
                .doesNotContain("<script>alert");
        assertThat(persons.findByEmail(email)).get().extracting(Person::role).isEqualTo(Role.EXAMINER);
        assertThat(trail("person.added", email)).isEqualTo(1);
    }

    @Test
    void saysBesideTheFormWhatIsWrongAndKeepsWhatWasEntered() {
        Desk.Page page = desk.post(
                Role.ADMINISTRATOR,
                "/people",
                "name",
                "Ada",
                "email",
                "no address",
                "role",
                "EXAMINER",
                "password",
                "short");
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.text())
                .contains("A person has an e-mail address and a name.")
                .contains("value=\"Ada\"");
        assertThat(desk.post(Role.ADMINISTRATOR, "/people", "name", "Ada", "email", "a@b", "role", "GOD")
                        .status())
                .isEqualTo(400);
        assertThat(desk.post(Role.ADMINISTRATOR, "/people", "name", "\0", "email", "a@b\0", "role", "EXAMINER")
                        .status())
                .isLessThan(500);
    }

    @Test
    void closesAndOpensAnAccount() {
        Officer engineer = desk.officer(Role.SECURITY_ENGINEER);
        String path = "/people/" + engineer.id();
        assertThat(desk.get(Role.SECURITY_ENGINEER, "/password").status()).isEqualTo(200);
        assertThat(desk.post(Role.ADMINISTRATOR, path + "/disable").status()).isEqualTo(302);
        assertThat(desk.get(Role.SECURITY_ENGINEER, "/password").status()).isNotEqualTo(200);
        assertThat(desk.post(Role.ADMINISTRATOR, path + "/enable").status()).isEqualTo(302);
        assertThat(desk.get(Role.SECURITY_ENGINEER, "/password").status()).isEqualTo(200);
    }

    @Test
    void nobodyClosesTheirOwnAccount() {
        Officer self = desk.officer(Role.ADMINISTRATOR);
        Desk.Page page = desk.post(Role.ADMINISTRATOR, "/people/" + self.id() + "/disable");
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.text()).contains("Nobody can disable themselves.");
        assertThat(desk.post(Role.ADMINISTRATOR, "/people/" + self.id() + "/password")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void showsATokenOnceWithTheCallForThisHost() {
        String name = HOSTILE + System.nanoTime();
        Desk.Page page = desk.post(
                Role.ADMINISTRATOR, "/tokens", "name", name, "scopes", "scans:write", "scopes", "read", "days", "30");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("http://localhost/api/v1/scans").doesNotContain("<script>alert");
        Matcher secret = Pattern.compile("exh_[A-Za-z0-9_-]{43}").matcher(page.text());
        assertThat(secret.find()).isTrue();
        Machine machine = presented.machine(secret.group()).orElseThrow();
        assertThat(machine.permissions()).containsExactlyInAnyOrder(Permission.SCANS_WRITE, Permission.READ);
        assertThat(desk.get(Role.ADMINISTRATOR, "/tokens").text()).doesNotContain(secret.group());
        assertThat(desk.post(Role.ADMINISTRATOR, "/tokens/" + machine.tokenId() + "/revoke")
                        .status())
                .isEqualTo(302);
        assertThat(presented.machine(secret.group())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "367", "", "ten"})
    void refusesATokenWithoutAnEnd(String days) {
        Desk.Page page = desk.post(Role.ADMINISTRATOR, "/tokens", "name", "ci", "scopes", "read", "days", days);
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.text()).contains("1 to 366 days").contains("value=\"ci\"");
    }

    @Test
    void everybodyChangesTheirOwnPasswordKnowingTheOldOne() {
        Desk.Page wrong = desk.post(
                Role.EXAMINER,
                "/password",
                "old",
                "nope",
                "password",
                "another good phrase",
                "again",
                "another good phrase");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text()).contains("The present password is not right.");
        Desk.Page right = desk.post(
                Role.EXAMINER,
                "/password",
                "old",
                "correct horse battery",
                "password",
                "another good phrase",
                "again",
                "another good phrase");
        assertThat(right.status()).isEqualTo(302);
        assertThat(right.response().getRedirectedUrl()).isEqualTo("/sign-in?changed");
        assertThat(desk.get(Role.EXAMINER, "/").response().getRedirectedUrl())
                .as("sessions that began with the old password are over")
                .isEqualTo("/sign-in");
    }

    @Test
    void aPasswordThatSomebodyElseSetOpensOnlyThePageOnWhichItIsChanged() {
        Officer engineer = desk.officer(Role.SECURITY_ENGINEER);
        desk.post(Role.ADMINISTRATOR, "/people/" + engineer.id() + "/password");
        desk.signInAgain(Role.SECURITY_ENGINEER);
        assertThat(desk.get(Role.SECURITY_ENGINEER, "/findings").response().getRedirectedUrl())
                .isEqualTo("/password");
        assertThat(desk.post(Role.SECURITY_ENGINEER, "/alerts/acknowledge")
                        .response()
                        .getRedirectedUrl())
                .isEqualTo("/password");
        assertThat(desk.get(Role.SECURITY_ENGINEER, "/password").text()).contains("Choose a password of your own.");
        assertThat(desk.get(Role.SECURITY_ENGINEER, "/assets/favicon.svg").status())
                .isEqualTo(200);
    }

    @Test
    void readingTheTrailIsALineInIt() {
        String email = desk.officer(Role.COMPLIANCE_OFFICER).getUsername();
        String path = "/activity?actor=" + email;
        assertThat(desk.get(Role.COMPLIANCE_OFFICER, path).status()).isEqualTo(200);
        assertThat(desk.get(Role.COMPLIANCE_OFFICER, path).text()).contains("activity.read");
        assertThat(desk.get(Role.COMPLIANCE_OFFICER, "/activity?action=nothing.such")
                        .text())
                .contains("No line matches");
        assertThat(desk.get(Role.ADMINISTRATOR, "/activity?action=%00&actor=%27%3B--&outcome=x")
                        .status())
                .isEqualTo(200);
        assertThat(desk.get(Role.ADMINISTRATOR, "/activity?cursor=nonsense").status())
                .isEqualTo(400);
        assertThat(desk.get(Role.EXAMINER, "/activity").status()).isEqualTo(403);
        assertThat(desk.get(Role.SECURITY_ENGINEER, "/activity").status()).isEqualTo(403);
    }

    @Test
    void theTrailGoesOnBehindItsFirstPage() {
        for (int i = 0; i < 101; i++) {
            desk.get(Role.COMPLIANCE_OFFICER, "/activity?action=many");
        }
        String email = desk.officer(Role.COMPLIANCE_OFFICER).getUsername();
        Desk.Page page = desk.get(Role.COMPLIANCE_OFFICER, "/activity?actor=" + email);
        Matcher next =
                Pattern.compile("href=\"(/activity\\?[^\"]*cursor=[^\"]*)\"").matcher(page.text());
        assertThat(next.find()).isTrue();
        Desk.Page second = desk.get(Role.COMPLIANCE_OFFICER, next.group(1).replace("&amp;", "&"));
        assertThat(second.text()).contains("Back to the first page");
    }

    private long trail(String action, String object) {
        return jdbc.sql("SELECT count(*) FROM ledger.activity WHERE action = :action AND object = :object")
                .param("action", action)
                .param("object", object)
                .query(Long.class)
                .single();
    }
}
