package io.exhibit.controls;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Desk;
import io.exhibit.access.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A value of a parameter is proposed by one officer, approved or refused by another; each is an entry of the ledger. */
@SpringBootTest
@AutoConfigureMockMvc
class ParameterJourneyTests {

    /** It says which end of support is near, and makes no verdict: other tests do not mind what it is. */
    private static final String NAME = "support_ends_within_days";

    @Autowired
    private ParameterStore store;

    @Autowired
    private Parameters parameters;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private Desk desk;
    private Desk other;
    private LocalDate today = LocalDate.EPOCH;

    @BeforeEach
    void sitDown(@Autowired BeanFactory beans) {
        desk = new Desk(beans);
        other = new Desk(beans);
        today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        store.all().stream()
                .filter(one -> one.waits(clock.instant()))
                .forEach(one -> desk.post(
                        Role.COMPLIANCE_OFFICER,
                        "/parameters/" + one.entry() + "/refuse",
                        "comment",
                        "Of another test"));
    }

    @Test
    void appliesForwardOnceAnotherOfficerHasApprovedIt() {
        long before = parameters.at("DORA", clock.instant()).value(NAME);
        long value = before == 500 ? 501 : 500;
        String why = "Plans take <b>longer</b> " + System.nanoTime();
        Instant earlier = clock.instant();

        assertThat(propose("DORA/" + NAME, String.valueOf(value), today.toString(), why))
                .contains("is proposed");
        ParameterChange change = store.all().getFirst();
        assertThat(change.before()).isEqualTo(before);
        assertThat(parameters.at("DORA", clock.instant()).value(NAME)).isEqualTo(before);
        assertThat(desk.get(Role.AUDITOR, "/parameters").text())
                .contains("Waiting for another person", why.replace("<", "&lt;").replace(">", "&gt;"))
                .doesNotContain("Approve it", "Propose another value");
        assertThat(desk.get(Role.COMPLIANCE_OFFICER, "/").text()).doesNotContain("Parameters that wait");
        assertThat(other.get(Role.COMPLIANCE_OFFICER, "/").text()).contains("Parameters that wait", NAME);
        assertThat(propose("DORA/" + NAME, "700", today.toString(), why)).contains("proposed already");

        assertThat(approve(desk, change)).contains("Somebody else than the one who proposed it");
        assertThat(approve(other, change)).contains("goes by the new value");
        assertThat(approve(other, change)).contains("approved already");
        assertThat(parameters.at("DORA", clock.instant()).value(NAME)).isEqualTo(value);
        assertThat(parameters.at("DORA", earlier).value(NAME)).isEqualTo(before);
        assertThat(desk.get(Role.AUDITOR, "/parameters.csv").text())
                .contains("\"DORA\",\"" + NAME + "\",\"" + value + "\",\"365\",\"POLICY\"");
        assertThat(jdbc.sql("""
                        SELECT e.kind FROM controls.parameter_change c JOIN ledger.entry e ON e.index IN (c.entry_index, c.decided_entry)
                         WHERE c.entry_index = :entry ORDER BY e.index
                        """)
                        .param("entry", change.entry())
                        .query(String.class)
                        .list())
                .containsExactly("parameter.proposed", "parameter.approved");
    }

    @Test
    void isRefusedByOnePersonWithAReasonAndStaysToBeRead() {
        propose("DORA/" + NAME, "400", today.plusDays(3).toString(), "Because");
        ParameterChange change = store.all().getFirst();

        assertThat(post(other, change, "refuse", " ")).contains("Say why");
        assertThat(post(other, change, "refuse", "No need")).contains("stays as it is");
        assertThat(desk.get(Role.AUDITOR, "/parameters").text()).contains("refused", "No need");
        assertThat(approve(other, change)).contains("refused already");
    }

    @Test
    void lapsesWhenNobodyApprovesIt() {
        propose("DORA/" + NAME, "401", today.plusDays(3).toString(), "Because");
        ParameterChange change = store.all().getFirst();
        assertThat(change.lapsesAt()).isEqualTo(change.proposed().at().plus(Duration.ofDays(30)));
        jdbc.sql("UPDATE controls.parameter_change SET lapses_at = proposed_at WHERE entry_index = :entry")
                .param("entry", change.entry())
                .update();

        assertThat(approve(other, change)).contains("It lapsed on");
        assertThat(parameters.waiting(clock.instant(), UUID.randomUUID()))
                .extracting(ParameterChange::entry)
                .doesNotContain(change.entry());
        assertThat(propose("DORA/" + NAME, "401", today.plusDays(3).toString(), "Again"))
                .contains("is proposed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DORA/scan_max_gap_hours_critical | 169     | 1   | Because | stricter than 168, not laxer
            PCI/scan_max_gap_hours           | 2209    | 1   | Because | stricter than 2208, not laxer
            PCI/scope_confirm_days           | 10      | 1   | Because | not changed here
            PCI/alert_ack_minutes_critical   | 61      | 1   | Because | never above alert_ack_minutes_error
            PCI/scanner_db_hard_age_hours    | 23      | 1   | Because | never above scanner_db_hard_age_hours
            PCI/rank_within_hours            | 72      | 1   | Because | has that value already
            PCI/rank_within_hours            | 0       | 1   | Because | between 1 and 87600
            PCI/rank_within_hours            | many    | 1   | Because | a whole number
            PCI/rank_within_hours            | 48      | -1  | Because | applies forward
            PCI/rank_within_hours            | 48      | 400 | Because | at most 366 days ahead
            PCI/rank_within_hours            | 48      | 1   | ''      | Say why
            PCI/no_such_thing                | 48      | 1   | Because | Choose a parameter
            NOBODY/rank_within_hours         | 48      | 1   | Because | Choose a parameter
            PCI                              | 48      | 1   | Because | Choose a parameter
            """)
    void refusesWhatATextOrOrderOrTimeDoesNotAllow(String name, String value, long days, String why, String told) {
        assertThat(propose(name, value, today.plusDays(days).toString(), why)).contains(told);
    }

    @Test
    void isForOfficersAlone() {
        for (Role role : new Role[] {Role.EXAMINER, Role.SECURITY_ENGINEER, Role.ADMINISTRATOR}) {
            assertThat(desk.post(role, "/parameters", "parameter", "PCI/rank_within_hours", "value", "1")
                            .status())
                    .isEqualTo(403);
        }
        assertThat(desk.postWithoutToken(Role.COMPLIANCE_OFFICER, "/parameters", "parameter", "PCI/rank_within_hours")
                        .status())
                .isEqualTo(403);
        assertThat(desk.post(Role.COMPLIANCE_OFFICER, "/parameters/999999999/approve")
                        .status())
                .isEqualTo(404);
    }

    private String propose(String name, String value, String from, String why) {
        return told(desk.post(
                Role.COMPLIANCE_OFFICER,
                "/parameters",
                "parameter",
                name,
                "value",
                value,
                "from",
                from,
                "reason",
                why));
    }

    private static String approve(Desk by, ParameterChange change) {
        return post(by, change, "approve", "Seen");
    }

    private static String post(Desk by, ParameterChange change, String what, String comment) {
        return told(by.post(Role.COMPLIANCE_OFFICER, "/parameters/" + change.entry() + "/" + what, "comment", comment));
    }

    private static String told(Desk.Page page) {
        return page.flash("done") + page.flash("refused");
    }
}
