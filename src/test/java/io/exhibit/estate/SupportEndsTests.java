package io.exhibit.estate;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Api;
import io.exhibit.Desk;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import io.exhibit.access.Role;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;

@AutoConfigureMockMvc
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class SupportEndsTests {

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Images images;

    @Autowired
    private Clock clock;

    private Api api;
    private Desk desk;
    private final String code = "e" + System.nanoTime();

    @BeforeEach
    void connect(@Autowired MachineTokens tokens, @Autowired BeanFactory beans) {
        desk = new Desk(beans);
        api = Api.of(port, tokens, "feed", Permission.REFERENCE_WRITE, Permission.READ);
    }

    @Test
    void loadsAProductAsItIsPublishedAndKeepsItsBytes() throws IOException {
        String product = code + "-published";
        Api.Answer answer = api.post(at(product), published("debian"));
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        assertThat(answer.text("/product")).isEqualTo(product);
        assertThat(answer.number("/items")).isEqualTo(18);
        assertThat(answer.number("/added")).isEqualTo(18);
        assertThat(jdbc.sql("SELECT kind FROM ledger.pub_entry WHERE index = :index")
                        .param("index", answer.number("/entry"))
                        .query(String.class)
                        .single())
                .isEqualTo("reference.loaded");
        assertThat(desk.get(Role.AUDITOR, "/evidence/" + answer.text("/sha256")).status())
                .isEqualTo(200);
        assertThat(desk.get(Role.AUDITOR, "/reference").text()).contains(product, "release data", "not said");
        assertThat(api.post(at(product), published("debian")).number("/entry")).isEqualTo(answer.number("/entry"));
        assertThat(api.get("/api/v1/reference/endoflife").body()).isNotEmpty();
    }

    @Test
    void keepsWhatWasSaidBeforeAndCountsWhatChanged() {
        String product = code + "-history";
        load(product, "{\"releases\":{\"1\":{\"eol\":\"2026-01-01\"},\"2\":{},\"3\":{\"eol\":false}}}");
        Instant then = clock.instant();
        Api.Answer second = load(product, "{\"releases\":{\"1\":{\"eol\":\"2026-02-01\"},\"2\":{},\"4\":{}}}");
        assertThat(second.number("/added")).isEqualTo(1);
        assertThat(second.number("/changed")).isEqualTo(1);
        assertThat(second.number("/removed")).isEqualTo(1);
        assertThat(said(product, clock.instant())).isEqualTo("1 2026-02-01,2 ,4 ");
        assertThat(said(product, then)).isEqualTo("1 2026-01-01,2 ,3 ");
    }

    @Test
    void refusesWhatIsOlderOrOfAnotherProductOrLessThanHalf() {
        String product = code + "-older";
        String three = SupportFileTests.release("1", "") + "," + SupportFileTests.release("2", "") + ","
                + SupportFileTests.release("3", "");
        assertThat(load("", SupportFileTests.ANSWER.formatted(product, three)).text("/product"))
                .isEqualTo(product);
        assertThat(refused(product, SupportFileTests.ANSWER.formatted("another", three)))
                .contains("about another");
        assertThat(refused(
                        "",
                        SupportFileTests.ANSWER
                                .replace("2026-09-14", "2026-09-13")
                                .formatted(product, three)))
                .contains("newer");
        assertThat(refused(
                        "",
                        SupportFileTests.ANSWER
                                .replace("2026-09-14", "2090-09-14")
                                .formatted(product, three)))
                .contains("to come");
        assertThat(refused(product, "{\"releases\":{\"1\":{}}}")).contains("missing");
        assertThat(said(product, clock.instant())).isEqualTo("1 ,2 ,3 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"releases\":{}}", "{\"releases\":{\"1\":{\"eol\":\"x\"}}}", "\u0000"})
    void answersWhateverBytesWithAProblemAndKeepsNothing(String body) {
        String product = code + "-bytes";
        Api.Answer answer = api.post(at(product), body.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("/type")).isEqualTo("/problems/unusable-catalogue");
        assertThat(jdbc.sql("SELECT count(*) FROM intake.reference_load WHERE product = :product")
                        .param("product", product)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"''", "Debian", "..%2F", "%00", "a%20b"})
    void wantsToKnowTheProduct(String product) {
        assertThat(api.post(
                                "/api/v1/reference/endoflife?product=" + product,
                                "{\"releases\":{\"1\":{}}}".getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void takesItOnlyFromATokenThatMayLoadIt(@Autowired MachineTokens tokens) {
        Api reader = Api.of(port, tokens, "reader", Permission.READ);
        assertThat(reader.post(at(code), new byte[] {'{', '}'}).status()).isEqualTo(403);
    }

    @Test
    void saysOfEachImageWhetherItsOperatingSystemIsSupported() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        image("ended", "fedora", "41");
        image("ending", "fedora", "42");
        image("supported", "fedora", "43");
        image("undated", "fedora", "44");
        image("unheard-of", "fedora", "45");
        image("unmatched", "photon", "5.0");
        UUID ended = image("ended-too", "fedora", "41");
        Instant before = clock.instant();
        load("fedora", """
                {"releases":{"41":{"eol":"%s","eoes":"2090-01-01"},"42":{"eol":"%s"},"43":{"eol":"%s"},"44":{"eol":false}}}
                """.formatted(today.minusDays(1), today.plusDays(30), today.plusDays(300)));

        assertThat(shown("support=ended")).contains(code + "/ended").doesNotContain(code + "/ending", code + "/un");
        assertThat(shown("support=ending")).contains(code + "/ending").doesNotContain(code + "/ended", code + "/supp");
        assertThat(shown("support=ending&within=10")).contains("No image matches");
        assertThat(shown("support=supported"))
                .contains(code + "/supported")
                .doesNotContain(code + "/end", code + "/un");
        assertThat(shown("support=supported&within=365")).contains("No image matches");
        assertThat(shown("support=unknown"))
                .contains(code + "/undated", code + "/unheard-of", code + "/unmatched")
                .doesNotContain(code + "/end", code + "/supp");
        assertThat(shown("support=unknown&asOf=" + before)).contains(code + "/ended", code + "/supported");
        assertThat(shown("support=ended&show=running")).contains("No image matches");
        assertThat(desk.get(Role.AUDITOR, "/images/" + ended).text())
                .contains("support ended", "1 Jan 2090", "fedora 41", "endoflife.date", "of the ledger");
        assertThat(desk.get(Role.AUDITOR, "/images.csv?support=ended&q=" + code)
                        .text()
                        .lines())
                .hasSize(3)
                .filteredOn(line -> line.contains(code + "/ended"))
                .hasSize(2)
                .allMatch(line ->
                        line.contains("\"fedora\",\"41\",\"ENDED\",\"" + today.minusDays(1) + "\",\"2090-01-01\""));
        for (String wrong : new String[] {"support=x", "within=-1", "within=99999", "within=x"}) {
            assertThat(desk.get(Role.AUDITOR, "/images?" + wrong).status())
                    .as(wrong)
                    .isEqualTo(400);
            assertThat(desk.get(Role.AUDITOR, "/images.csv?" + wrong).status())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    private String shown(String asked) {
        return desk.get(Role.AUDITOR, "/images?q=" + code + "&" + asked).text();
    }

    private UUID image(String name, String family, @Nullable String version) {
        return images.known(
                new ImageFacts(
                        new ImageReference("registry.example/" + code + "/" + name, "1", null),
                        null,
                        family,
                        version,
                        null,
                        null),
                clock.instant().minus(Duration.ofMinutes(5)),
                0);
    }

    private Api.Answer load(String product, String body) {
        Api.Answer answer = api.post(at(product), body.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer;
    }

    private String refused(String product, String body) {
        Api.Answer answer = api.post(at(product), body.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).isEqualTo(422);
        return answer.text("/detail");
    }

    private static String at(String product) {
        return "/api/v1/reference/endoflife" + (product.isEmpty() ? "" : "?product=" + product);
    }

    private String said(String product, Instant at) {
        return jdbc.sql("""
                        SELECT string_agg(release || ' ' || coalesce(ends_on::text, ''), ',' ORDER BY release)
                          FROM estate.pub_support_ends_at(:at) WHERE product = :product
                        """)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("product", product)
                .query(String.class)
                .single();
    }

    private static byte[] published(String name) throws IOException {
        try (InputStream in = SupportEndsTests.class.getResourceAsStream("/endoflife/" + name + ".json")) {
            return in.readAllBytes();
        }
    }
}
