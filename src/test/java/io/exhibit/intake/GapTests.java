package io.exhibit.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.exhibit.Api;
import io.exhibit.Desk;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import io.exhibit.access.Role;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Ledger;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** H20: senders that number what they deliver, over HTTP; what did not come is known to people, to the sender and to the ledger. */
@Tag("alone")
@AutoConfigureMockMvc
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class GapTests {

    private static final String HOSTILE = "<img src=x onerror=alert(1)>";

    @LocalServerPort
    private int port;

    @Autowired
    private MachineTokens tokens;

    @Autowired
    private Gaps gaps;

    @Autowired
    private Ledger ledger;

    @Autowired
    private TransactionOperations transactions;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private BeanFactory beans;

    private final String stream = "node-" + System.nanoTime();
    private Api api;

    @BeforeEach
    void signIn() {
        api = sender("sensor " + HOSTILE, Permission.EVENTS_WRITE);
    }

    @Test
    void aNumberThatIsSkippedIsAGapUntilItComes() {
        send(1);
        send(5);
        assertThat(open()).containsExactly("2-4 misses 3: 2-4");
        send(3);
        assertThat(open()).containsExactly("2-4 misses 2: 2-2 4-4");
        send(9);
        send(2);
        assertThat(open()).containsExactly("2-4 misses 1: 4-4", "6-8 misses 3: 6-8");
        send(4);
        assertThat(open()).containsExactly("6-8 misses 3: 6-8");
    }

    @Test
    void theSameNumberAgainChangesNothingAndNoOtherContentHasIt() {
        Api.Answer first = send(2);
        Api.Answer again = send(2);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.response().headers().firstValue("Idempotency-Replayed"))
                .contains("true");
        assertThat(again.text("/receipt/leaf")).isEqualTo(first.text("/receipt/leaf"));
        assertThat(first.text("/receipt/item"))
                .contains("\"stream\":\"" + stream + "\"", "\"streamEpoch\":\"7\"", "\"streamSequence\":\"2\"");
        Api.Answer other = api.send(numbered("7", "2", "{\"rule\":\"another\"}"));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.text("/type")).isEqualTo("/problems/key-reused");
        assertThat(other.text("/detail")).contains("same number");
        assertThat(open()).containsExactly("1-1 misses 1: 1-1");
    }

    @Test
    void theSameBytesUnderAnotherNumberAreAnotherDelivery() {
        assertThat(api.send(numbered("7", "1", "{\"rule\":\"unchanged\"}")).status())
                .isEqualTo(202);
        assertThat(api.send(numbered("7", "2", "{\"rule\":\"unchanged\"}")).status())
                .isEqualTo(202);
        assertThat(open()).isEmpty();
    }

    @Test
    void eachEpochCountsFromOneAndGapsOfOthersStay() {
        send(3);
        assertThat(api.send(numbered("8", "1", "{\"rule\":\"a\"}")).status()).isEqualTo(202);
        assertThat(api.send(numbered("8", "2", "{\"rule\":\"b\"}")).status()).isEqualTo(202);
        assertThat(open()).containsExactly("1-2 misses 2: 1-2");
        // Late from before it began again.
        send(1);
        assertThat(open()).containsExactly("1-2 misses 1: 2-2");
    }

    @Test
    void oneStreamMayGoThroughAllDoorsAndWhatCannotBeReadHasComeToo() {
        Api both = sender("both", Permission.EVENTS_WRITE, Permission.SCANS_WRITE, Permission.READ);
        assertThat(both.send(to(both, "/api/v1/events", "1", "1", "{broken")).status())
                .isEqualTo(202);
        assertThat(both.send(to(both, "/api/v1/scans", "1", "2", "{broken")).status())
                .isEqualTo(202);
        assertThat(both.send(to(both, "/api/v1/events", "1", "4", "{\"rule\":\"x\"}"))
                        .status())
                .isEqualTo(202);
        follow();
        assertThat(mine(both)).containsExactly("3-3 misses 1: 3-3");
    }

    @Test
    void whoOnlyWritesSeesOnlyItsOwn() {
        send(4);
        Api another = sender("another", Permission.SCANS_WRITE);
        follow();
        assertThat(another.get("/api/v1/gaps").body().at("/gaps").isEmpty()).isTrue();
        assertThat(sender("reader", Permission.READ)
                        .get("/api/v1/gaps?limit=200")
                        .body()
                        .toString())
                .contains(stream);
        assertThat(new Api(port, "nobody").get("/api/v1/gaps").status()).isEqualTo(401);
        for (String bad : List.of("limit=0", "limit=201", "limit=x", "cursor=%00", "asOf=yesterday")) {
            assertThat(api.get("/api/v1/gaps?" + bad).status()).as(bad).isEqualTo(400);
        }
    }

    @Test
    void aLongListGoesOnByItsCursor() {
        for (int n = 2; n <= 14; n += 2) {
            send(n);
        }
        follow();
        List<Long> firsts = new ArrayList<>();
        String next = "/api/v1/gaps?limit=3";
        while (next != null) {
            Api.Answer page = api.get(next);
            page.body().at("/gaps").forEach(gap -> firsts.add(gap.at("/first").asLong()));
            next = page.body().at("/next").isNull() ? null : "/api/v1/gaps?limit=3&cursor=" + page.text("/next");
        }
        assertThat(firsts).containsExactly(1L, 3L, 5L, 7L, 9L, 11L, 13L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            nullValues = "-",
            value = {
                "-|1|1",
                "a|-|1",
                "a|1|-",
                "-|-|1",
                "a b|1|1",
                "<b>|1|1",
                ".a|1|1",
                "é|1|1",
                "a|0|1",
                "a|1|0",
                "a|-1|1",
                "a|1|+1",
                "a|1|01",
                "a|1|1.0",
                "a|1|1e3",
                "a|0x1|1",
                "a|1|9007199254740992",
                "a|99999999999999999999|1"
            })
    void aNumberInAnotherFormIsRefusedAndNothingKept(String id, String epoch, String sequence) {
        long before = ledger.size();
        HttpRequest.Builder request = api.request("/api/v1/events").POST(body("{\"rule\":\"x\"}"));
        header(request, "Stream-Id", id);
        header(request, "Stream-Epoch", epoch);
        header(request, "Stream-Sequence", sequence);
        Api.Answer refused = api.send(request);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/type")).isEqualTo("/problems/invalid-request");
        assertThat(ledger.size()).isEqualTo(before);
    }

    @Test
    void aHeaderThatComesTwiceAndAParameterOfThatNameAreRefused() {
        assertThat(api.send(numbered("1", "1", "{}").header("Stream-Sequence", "2"))
                        .status())
                .isEqualTo(400);
        assertThat(api.send(numbered("1", "1", "{}").header("Stream-Id", "b")).status())
                .isEqualTo(400);
        assertThat(api.post("/api/v1/events?stream=a&streamEpoch=1&streamSequence=1", new byte[] {'{', '}'})
                        .status())
                .isEqualTo(400);
        assertThat(api.send(api.request("/api/v1/events")
                                .header("Stream-Id", "x".repeat(129))
                                .header("Stream-Epoch", "1")
                                .header("Stream-Sequence", "1")
                                .POST(body("{}")))
                        .status())
                .isEqualTo(400);
    }

    /** Each number three times at once, in any order. */
    @Test
    void manyAtOnceLeaveNoGap() throws Exception {
        List<Callable<Integer>> requests = new ArrayList<>();
        for (int n = 0; n < 180; n++) {
            int number = 1 + (n * 37) % 60;
            requests.add(() -> send(number).status());
        }
        Set<Integer> statuses = new HashSet<>();
        try (ExecutorService many = Executors.newFixedThreadPool(16)) {
            for (Future<Integer> answer : many.invokeAll(requests)) {
                statuses.add(answer.get());
            }
        }
        assertThat(statuses).containsExactlyInAnyOrder(200, 202);
        assertThat(open()).isEmpty();
        assertThat(jdbc.sql("SELECT arrived FROM intake.stream WHERE stream = :stream AND highest = 60")
                        .param("stream", stream)
                        .query(Long.class)
                        .single())
                .isEqualTo(60);
    }

    @Test
    void theLedgerSaysWhatStaysOpenOnceAndNotWhatIsFilledAtOnce() {
        send(2);
        send(4);
        send(1);
        follow();
        entries(Duration.ZERO).catchUp();
        assertThat(entered()).isZero();
        entries(GapEntries.PATIENCE.plusMinutes(1)).catchUp();
        entries(GapEntries.PATIENCE.plusMinutes(1)).catchUp();
        assertThat(entered()).isEqualTo(1);
        assertThat(jdbc.sql("""
                        SELECT convert_from(e.detail, 'UTF8') FROM ledger.entry e
                          JOIN intake.gap_entry g ON g.entry_index = e.index
                          JOIN intake.gap o USING (submission_id)
                         WHERE o.stream = :stream AND e.kind = 'source.gap'
                        """).param("stream", stream).query(String.class).single())
                .contains("\"stream\":\"" + stream + "\"", "\"first\":3", "\"last\":3", "\"missing\":1");
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "EXAMINER")
    void everybodySeesWhatDidNotCome(Role role) {
        Desk desk = new Desk(beans);
        send(1);
        send(4);
        follow();
        Desk.Page page = desk.get(role, "/submissions/gaps");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains(stream, "2–3", "not yet").doesNotContain(HOSTILE);
        assertThat(desk.get(role, "/submissions").text()).contains("/submissions/gaps");
        assertThat(desk.get(role, "/submissions/gaps?asOf=2020-01-01").text()).contains("No gap was open");
        assertThat(desk.post(role, "/submissions/gaps").status()).isEqualTo(403);
    }

    private Api sender(String name, Permission... permissions) {
        return new Api(
                port, tokens.issue(name, EnumSet.copyOf(List.of(permissions)), Duration.ofDays(1), Actor.SYSTEM));
    }

    private GapEntries entries(Duration ahead) {
        return new GapEntries(jdbc, ledger, transactions, Clock.offset(Clock.systemUTC(), ahead));
    }

    private long entered() {
        return jdbc.sql(
                        "SELECT count(*) FROM intake.gap_entry JOIN intake.gap USING (submission_id) WHERE stream = :stream")
                .param("stream", stream)
                .query(Long.class)
                .single();
    }

    private Api.Answer send(long number) {
        Api.Answer answer = api.send(numbered("7", String.valueOf(number), "{\"rule\":\"n" + number + "\"}"));
        assertThat(answer.status()).isIn(200, 202);
        return answer;
    }

    private HttpRequest.Builder numbered(String epoch, String sequence, String body) {
        return to(api, "/api/v1/events", epoch, sequence, body);
    }

    private HttpRequest.Builder to(Api sender, String door, String epoch, String sequence, String body) {
        return sender.request(door)
                .header("Stream-Id", stream)
                .header("Stream-Epoch", epoch)
                .header("Stream-Sequence", sequence)
                .header("Content-Type", "application/json")
                .POST(body(body));
    }

    private static void header(HttpRequest.Builder request, String name, String value) {
        if (value != null) {
            request.header(name, value);
        }
    }

    private static HttpRequest.BodyPublisher body(String text) {
        return HttpRequest.BodyPublishers.ofByteArray(text.getBytes(StandardCharsets.UTF_8));
    }

    private void follow() {
        await().atMost(Duration.ofSeconds(10)).until(() -> !gaps.isBehind());
    }

    private List<String> open() {
        follow();
        return mine(api);
    }

    private List<String> mine(Api sender) {
        List<String> open = new ArrayList<>();
        sender.get("/api/v1/gaps?limit=200").body().at("/gaps").forEach(gap -> {
            if (gap.at("/stream").asString().equals(stream)) {
                List<String> runs = new ArrayList<>();
                gap.at("/runs")
                        .forEach(run -> runs.add(run.at("/first").asLong() + "-"
                                + run.at("/last").asLong()));
                open.add("%d-%d misses %d: %s"
                        .formatted(
                                gap.at("/first").asLong(),
                                gap.at("/last").asLong(),
                                gap.at("/missing").asLong(),
                                String.join(" ", runs)));
            }
        });
        return open;
    }
}
