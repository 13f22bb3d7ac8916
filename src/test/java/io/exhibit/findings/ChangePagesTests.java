package io.exhibit.findings;

import static io.exhibit.findings.Somebody.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Desk;
import io.exhibit.access.Role;
import io.exhibit.kernel.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
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

@AutoConfigureMockMvc
@SpringBootTest
class ChangePagesTests {

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @Autowired
    private JdbcClient jdbc;

    private Desk desk;

    @BeforeEach
    void sitDown(@Autowired BeanFactory beans) {
        desk = new Desk(beans);
    }

    @Test
    void tellsWhatHappenedSinceThenAndTheBalanceCloses() {
        StoredFinding finding = StoredFinding.in(jdbc, "openssl", ago(20))
                .due(Profile.DORA, ago(20), ago(12))
                .due(Profile.PCI, ago(20), ago(3));
        finding.closed(ago(10));

        assertThat(changes(finding, "&since=" + ago(15)))
                .containsExactly(ago(10) + ",closed,", ago(12) + ",deadline passed,DORA");
        assertThat(changes(finding, "&since=" + ago(30)))
                .containsExactly(ago(10) + ",closed,", ago(12) + ",deadline passed,DORA", ago(20) + ",found,");
        assertThat(changes(finding, "&since=" + ago(30) + "&asOf=" + ago(11)))
                .containsExactly(ago(12) + ",deadline passed,DORA", ago(20) + ",found,");
        assertThat(changes(finding, "&since=" + ago(30) + "&kind=CLOSED")).containsExactly(ago(10) + ",closed,");
        assertThat(page(finding, "&since=" + ago(15)))
                .contains("1 open on", "0 found and 0 come back since, 1 closed: 0 open now");
        assertThat(page(finding, "&since=" + ago(30)))
                .contains("0 open on", "1 found and 0 come back since, 1 closed: 0 open now");
    }

    @Test
    void whatIsClosedWithoutProofSaysSo() {
        StoredFinding finding = StoredFinding.in(jdbc, "openssl", ago(20)).closed(ago(2), "SAME_IMAGE");

        assertThat(changes(finding, "")).containsExactly(ago(2) + ",closed,not proven");
    }

    @Test
    void aDeadlineThatPassedWhileAnOldImageRanIsAChangeAndSoIsItsEnd() {
        StoredFinding finding = StoredFinding.in(jdbc, "openssl", ago(20)).due(Profile.DORA, ago(20), ago(4));
        finding.closed(ago(10));
        jdbc.sql("UPDATE findings.episode SET left_at = :at::timestamptz WHERE finding_id = :id")
                .param("at", ago(2).toString())
                .param("id", finding.id)
                .update();
        jdbc.sql("UPDATE findings.deadline SET ended_at = :at::timestamptz WHERE finding_id = :id")
                .param("at", ago(2).toString())
                .param("id", finding.id)
                .update();

        assertThat(changes(finding, ""))
                .containsExactly(ago(2) + ",last place left,", ago(4) + ",deadline passed,DORA");
        assertThat(page(finding, "")).contains("1 finding passed a deadline meanwhile", "1 ran on somewhere");
    }

    @Test
    void becomingKnownToBeExploitedIsAChangeOfWhatWasFoundBefore() {
        StoredFinding before = StoredFinding.in(jdbc, "openssl", ago(20)).due(Profile.KEV, ago(5), ago(-9));
        StoredFinding after = StoredFinding.in(jdbc, "openssl", ago(5)).due(Profile.KEV, ago(5), ago(-9));

        assertThat(changes(before, "")).containsExactly(ago(5) + ",became known to be exploited,");
        assertThat(changes(before, "&kind=EXPLOITED&asOf=" + ago(6))).isEmpty();
        assertThat(changes(after, "")).containsExactly(ago(5) + ",found,");
    }

    @Test
    void anExceptionIsAChangeOfWhatItCoversWhenItBeginsAndWhenItEnds(@Autowired ExceptionRegister register) {
        StoredFinding finding = StoredFinding.in(jdbc, "openssl", ago(20));
        UUID asked = register.request(
                new ExceptionRequest(
                        "RISK_ACCEPTANCE",
                        "",
                        List.of(finding.vulnerability),
                        List.of(new ExceptionPlace(ExceptionPlace.Kind.SYSTEM, "", "", finding.code)),
                        new ExceptionTerms(
                                "The fix breaks the scheme's interface.",
                                "Head of card payments",
                                "",
                                "Analysis of 3 November",
                                Severity.MEDIUM,
                                "",
                                LocalDate.ofInstant(ago(-20), ZoneOffset.UTC)
                                        .atStartOfDay(ZoneOffset.UTC)
                                        .toInstant())),
                person(Role.SECURITY_ENGINEER));
        register.approve(asked, 1, "", person(Role.COMPLIANCE_OFFICER));
        assertThat(words(finding)).isEmpty();
        register.approve(asked, 1, "", person(Role.COMPLIANCE_OFFICER));
        assertThat(words(finding)).containsExactly("exception began,risk acceptance");
        register.withdraw(asked, "The fix works.", person(Role.COMPLIANCE_OFFICER));
        assertThat(words(finding))
                .containsExactly("exception ended,it was withdrawn", "exception began,risk acceptance");
        assertThat(page(finding, "&kind=EXCEPTION_ENDED")).contains("exception ended it was withdrawn");
    }

    @Test
    void aRankThatWasRaisedOrLoweredIsAChangeWithItsReasonAndOneThatStayedIsNone() {
        StoredFinding finding = StoredFinding.in(jdbc, "openssl", ago(20));
        ranked(finding, null, "MEDIUM", ago(8));
        ranked(finding, "MEDIUM", null, ago(6));
        ranked(finding, "MEDIUM", "CRITICAL", ago(5));
        ranked(finding, "CRITICAL", "HIGH", ago(3));

        assertThat(words(finding))
                .containsExactly(
                        "rank lowered,from critical to high: scanner severity HIGH, by version 2",
                        "rank raised,from medium to critical: ranked CRITICAL before, by version 2");
        assertThat(changes(finding, "&since=" + ago(10)))
                .last()
                .isEqualTo(ago(8) + ",rank raised,from not ranked to medium: ranked MEDIUM before, by version 2");
        assertThat(changes(finding, "&kind=RAISED&since=" + ago(7) + "&asOf=" + ago(4)))
                .containsExactly(ago(5) + ",rank raised,from medium to critical: ranked CRITICAL before, by version 2");
        assertThat(page(finding, "")).contains("1 rank was raised, 1 lowered", "Policies are of the whole bank");
    }

    /** Each change of the pages on one another: none twice, none left out, though all happened in the same moments. */
    @Test
    void goesFromPageToPageThroughRanksOfOneMoment() {
        List<StoredFinding> found = IntStream.range(0, 60)
                .mapToObj(n -> StoredFinding.in(jdbc, "openssl", ago(20)))
                .toList();
        found.forEach(one -> ranked(one, "MEDIUM", "HIGH", ago(3)));
        List<String> seen = new ArrayList<>();
        String next = "/changes?kind=RAISED&since=" + ago(4) + "&asOf=" + ago(2);
        while (next != null) {
            String text = desk.get(Role.AUDITOR, next).text();
            Matcher rows = Pattern.compile("href=\"/findings/([0-9a-f-]{36})").matcher(text);
            rows.results().map(row -> row.group(1)).forEach(seen::add);
            Matcher link =
                    Pattern.compile("href=\"(/changes[^\"]*cursor=[^\"]*)\"").matcher(text);
            next = link.find() ? link.group(1).replace("&amp;", "&") : null;
        }
        assertThat(seen)
                .doesNotHaveDuplicates()
                .containsAll(found.stream().map(one -> one.id.toString()).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "since=tomorrow",
                "since=2020-01-01",
                "since=2199-01-01",
                "kind=ODD",
                "cursor=x",
                "scope=x",
                "asOf=x"
            })
    void refusesWhatItCannotRead(String asked) {
        assertThat(desk.get(Role.AUDITOR, "/changes?" + asked).status()).isEqualTo(400);
        assertThat(desk.get(Role.AUDITOR, "/changes.csv?" + asked).status()).isEqualTo(400);
    }

    @Test
    void beginsWithTheEndOfTheDayThatItsFormShows() {
        StoredFinding finding = StoredFinding.in(jdbc, "openssl", ago(20)).closed(ago(2));
        String usual = LocalDate.ofInstant(ago(7), ZoneOffset.UTC).toString();

        assertThat(page(finding, "")).contains("1 open on " + usual + " 23:59 UTC");
        assertThat(page(finding, "&since=" + usual)).contains("1 open on " + usual + " 23:59 UTC");
        assertThat(desk.get(Role.AUDITOR, "/changes?since=tomorrow").text()).contains("since is a day");
    }

    /** Until then it was ranked so; became null: the rank stayed, by another method. */
    private void ranked(StoredFinding finding, @Nullable String was, @Nullable String became, Instant until) {
        jdbc.sql("""
                INSERT INTO findings.earlier_rank (finding_id, superseded_at, rank, rank_reason, rank_method, became)
                VALUES (:id, :until::timestamptz, :was, 'ranked ' || coalesce(:was, 'NONE') || ' before', 2, :became)
                """)
                .param("id", finding.id)
                .param("until", until.toString())
                .param("was", was)
                .param("became", became)
                .update();
    }

    private List<String> changes(StoredFinding finding, String asked) {
        return desk.get(Role.AUDITOR, "/changes.csv?scope=" + finding.scope() + asked)
                .text()
                .lines()
                .skip(1)
                .map(line -> line.replace("\"", ""))
                .map(line -> line.substring(0, line.indexOf(',' + finding.id.toString())))
                .toList();
    }

    /** Without when. */
    private List<String> words(StoredFinding finding) {
        return changes(finding, "").stream()
                .map(line -> line.substring(line.indexOf(',') + 1))
                .toList();
    }

    private String page(StoredFinding finding, String asked) {
        return desk.get(Role.AUDITOR, "/changes?scope=" + finding.scope() + asked)
                .text()
                .replaceAll("<[^>]*>", "")
                .replaceAll("\\s+", " ");
    }

    private Instant ago(int days) {
        return now.minus(Duration.ofDays(days));
    }
}
