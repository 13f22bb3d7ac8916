package io.exhibit.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Desk;
import io.exhibit.access.Role;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The timeline from further away counts what the timeline of each group lists. */
@AutoConfigureMockMvc
@SpringBootTest
class TimelineGroupTests {

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @Autowired
    private JdbcClient jdbc;

    private Desk desk;
    private StoredFinding late;
    private StoredFinding soon;
    private StoredFinding later;

    @BeforeEach
    void sitDown(@Autowired BeanFactory beans) {
        desk = new Desk(beans);
        late = finding(null, -40, null);
        soon = finding(late, 5, null);
        later = finding(late, 50, null);
        finding(late, -60, -50);
        finding(late, null, null);
    }

    @Test
    void countsWhatIsOpenByEachOfThem() {
        assertThat(groups("system", "")).containsExactly(late.code + ",Payments,3,1,1");
        assertThat(groups("owner", "")).containsExactly("Payments team,Payments team,3,1,1");
        assertThat(groups("vendor", "")).containsExactly("NOT_SAID,not said who makes it,3,1,1");
        assertThat(groups("vulnerability", ""))
                .containsExactlyInAnyOrder(
                        late.vulnerability + "," + late.vulnerability + ",1,1,0",
                        soon.vulnerability + "," + soon.vulnerability + ",1,0,1",
                        later.vulnerability + "," + later.vulnerability + ",1,0,0")
                .first()
                .isEqualTo(late.vulnerability + "," + late.vulnerability + ",1,1,0");
        assertThat(groups("image", "")).hasSize(3).allMatch(line -> line.contains("payments/"));
    }

    @Test
    void asOfAnEarlierDayTheyAreWhatWasOpenThen() {
        String day = "&asOf=" + now.minus(Duration.ofDays(55)).toString().substring(0, 10);
        assertThat(groups("system", day)).containsExactly(late.code + ",Payments,4,1,0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"system", "owner", "vendor", "vulnerability", "image"})
    void eachLeadsToItsFindings(String by) {
        for (String[] group : lines(by, "")) {
            String of = URLEncoder.encode(by + ":" + group[0], StandardCharsets.UTF_8)
                    .replace("+", "%20");
            long listed = desk.get(Role.AUDITOR, "/timeline.csv?profile=PCI&of=" + of + "&scope=" + late.scope())
                    .text()
                    .lines()
                    .skip(1)
                    .filter(line -> !line.contains("no clock"))
                    .count();
            assertThat(listed).as(by).isEqualTo(Long.parseLong(group[2]));
        }
        String page = desk.get(Role.AUDITOR, "/timeline/groups?profile=PCI&by=" + by + "&scope=" + late.scope())
                .text();
        assertThat(page).contains("past the deadline", "/timeline/groups.csv");
    }

    @Test
    void showsTheBlocksOfEachMonthAndEscapesNames() {
        jdbc.sql("UPDATE estate.system SET name = '<b>Payments</b>' WHERE id = :id")
                .param("id", late.target)
                .update();
        String page = desk.get(Role.AUDITOR, "/timeline/groups?profile=PCI&scope=" + late.scope())
                .text();
        assertThat(page)
                .contains(
                        "&lt;b&gt;Payments&lt;/b&gt;",
                        "1 open finding past the deadline",
                        "1 open finding due",
                        "1 late")
                .doesNotContain("<b>Payments");
        assertThat(desk.get(Role.AUDITOR, "/timeline?of=owner%3APayments%20team&scope=" + late.scope())
                        .text())
                .contains("Only of one", "Payments team");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "by=x",
                "by=system&of=x",
                "of=owner%3A",
                "of=%3Ax",
                "of=odd%3Ax",
                "of=image%3Ax",
                "rank=x",
                "asOf=x"
            })
    void refusesWhatItCannotRead(String asked) {
        assertThat(desk.get(Role.AUDITOR, "/timeline/groups?" + asked).status()).isEqualTo(400);
        assertThat(desk.get(Role.AUDITOR, "/timeline/groups.csv?" + asked).status())
                .isEqualTo(400);
    }

    private StoredFinding finding(@Nullable StoredFinding beside, @Nullable Integer dueIn, @Nullable Integer closedIn) {
        StoredFinding finding = StoredFinding.in(jdbc, "openssl", in(-90));
        finding.due(Profile.PCI, dueIn == null ? null : in(-90), dueIn == null ? null : in(dueIn));
        if (closedIn != null) {
            finding.closed(in(closedIn));
        }
        if (beside != null) {
            jdbc.sql("UPDATE estate.target SET system_id = :system WHERE id = :target")
                    .param("system", beside.target)
                    .param("target", finding.target)
                    .update();
        }
        return finding;
    }

    private Instant in(int days) {
        return now.plus(Duration.ofDays(days));
    }

    private List<String> groups(String by, String asked) {
        return lines(by, asked).stream()
                .map(line -> String.join(",", line[0], line[1], line[2], line[3], line[4]))
                .toList();
    }

    /** Key, name, open, late, due in 14 days. */
    private List<String[]> lines(String by, String asked) {
        return desk.get(Role.AUDITOR, "/timeline/groups.csv?profile=PCI&by=" + by + "&scope=" + late.scope() + asked)
                .text()
                .lines()
                .skip(1)
                .map(line -> Arrays.stream(line.split(",", -1))
                        .map(cell -> cell.replace("\"", ""))
                        .toArray(String[]::new))
                .map(cells -> new String[] {cells[1], cells[2], cells[4], cells[5], cells[6]})
                .toList();
    }
}
