package io.exhibit.packs;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Desk;
import io.exhibit.access.Role;
import io.exhibit.assessment.CompensatedPatch;
import io.exhibit.examinations.Letters;
import io.exhibit.examinations.Mandates;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Originals;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Alone, because a pack waits until all that came in has been read, and other tests leave what never is. */
@Tag("alone")
@SpringBootTest
@AutoConfigureMockMvc
class SamplePagesTests {

    private static final String NONCE = "closing of the index: 4,711.08";

    private static @Nullable UUID made;

    @Autowired
    private Packs packs;

    @Autowired
    private PackOrders orders;

    @Autowired
    private PackRequests requests;

    @Autowired
    private Originals originals;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Mandates mandates;

    private Desk desk;

    private UUID sealed;

    @BeforeEach
    void sitDown(@Autowired BeanFactory beans) {
        desk = new Desk(beans);
        if (made == null) {
            UUID asked = requested();
            ThreePeople people = new ThreePeople(beans);
            people.drafted(asked);
            assertThat(desk.get(Role.COMPLIANCE_OFFICER, "/packs/" + asked).text())
                    .contains("/packs/" + asked + "/draft.pdf", "Preparation and approval");
            people.seal(asked);
            assertThat(view(asked).isSealed()).as(view(asked).toString()).isTrue();
            made = asked;
        }
        sealed = made;
    }

    @Test
    void leadsAnExaminerFromTheNonceToItemsThatAnybodyDrawsAgain(@TempDir Path directory) throws Exception {
        handOver();
        assertThat(desk.get(Role.EXAMINER, "/packs/" + sealed).text()).contains("/packs/" + sealed + "/samples");
        Desk.Page drawn = draw(Role.EXAMINER, "C07", NONCE, "R. Marsh <OCC>", "system", "25");
        assertThat(drawn.status()).isEqualTo(302);
        String address = String.valueOf(drawn.response().getRedirectedUrl());

        String page = desk.get(Role.EXAMINER, address).text();
        assertThat(page).contains("1 item of 1.", "R. Marsh &lt;OCC&gt;", NONCE, "compensated");
        assertThat(desk.get(Role.EXAMINER, "/packs/" + sealed + "/samples").text())
                .contains(address, "R. Marsh &lt;OCC&gt;");
        assertThat(desk.get(Role.EXAMINER, address + "/sample.csv").text()).contains("COMPENSATED");

        Path archive = directory.resolve("pack.zip");
        Files.copy(originals.open(view(sealed).zip().orElseThrow()), archive);
        String said = desk.get(Role.EXAMINER, address + "/sample.json").text();
        assertThat(again(archive, said)).isZero();
        assertThat(again(archive, said.replace(NONCE, NONCE + " "))).isZero();
        assertThat(again(archive, said.replace("\"keys\" : [ \"", "\"keys\" : [ \"x")))
                .isOne();
        assertThat(again(archive, said.replaceAll("(population_sha256\" : \").", "$1x")))
                .isOne();
    }

    @Test
    void entersEachDrawInTheLedgerAndKeepsThemAll() {
        int before = count();
        draw(Role.COMPLIANCE_OFFICER, "C07", NONCE, "R. Marsh", "", "3");
        draw(Role.COMPLIANCE_OFFICER, "C07", NONCE, "R. Marsh", "", "3");
        assertThat(count()).isEqualTo(before + 2);
        assertThat(jdbc.sql("SELECT count(*) FROM ledger.activity WHERE action = 'pack.sample' AND object LIKE :pack")
                        .param("pack", "pack " + sealed + "%")
                        .query(Integer.class)
                        .single())
                .isEqualTo(before + 2);
    }

    @ParameterizedTest
    @CsvSource({
        "C07, short, R. Marsh, '', 25, from 8 to 200 characters",
        "C07, ' a nonce with a space', R. Marsh, '', 25, no space at its ends",
        "C07, long enough, '', '', 25, who chose the nonce",
        "C07, long enough, R. Marsh, owner, 25, 'system, verdict or about'",
        "C07, long enough, R. Marsh, '', 0, from 1 to 5000",
        "C07, long enough, R. Marsh, '', many, from 1 to 5000",
        "C99, long enough, R. Marsh, '', 25, no population",
        "../report, long enough, R. Marsh, '', 25, no population"
    })
    void saysWhatIsWrongAndDrawsNothing(
            String check, String nonce, String from, String stratum, String size, String words) {
        int before = count();
        Desk.Page page = draw(Role.AUDITOR, check, nonce, from, stratum, size);
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.text()).contains("Not drawn.", words);
        assertThat(count()).isEqualTo(before);
    }

    @Test
    void isNotForThoseWhoMend() {
        assertThat(draw(Role.SECURITY_ENGINEER, "C07", NONCE, "R. Marsh", "", "25")
                        .status())
                .isEqualTo(403);
        assertThat(desk.get(Role.SECURITY_ENGINEER, "/packs/" + sealed + "/samples")
                        .text())
                .doesNotContain("Draw it");
    }

    @Test
    void drawsNothingOfAPackThatIsNotSealed() {
        UUID waiting = requested();
        String page = "/packs/" + waiting + "/samples";
        if (!view(waiting).isSealed()) {
            assertThat(desk.get(Role.AUDITOR, page + "/1").status()).isEqualTo(404);
        }
        assertThat(desk.get(Role.AUDITOR, "/packs/" + UUID.randomUUID() + "/samples")
                        .status())
                .isEqualTo(404);
    }

    private UUID requested() {
        String system = CompensatedPatch.inSystem(2026);
        return requests.accept(
                orders.read(new PackParameters("pci", null, system, "2026-01-01", "2026-03-31", null)), Actor.SYSTEM);
    }

    private Desk.Page draw(Role role, String check, String nonce, String from, String stratum, String size) {
        return desk.post(
                role,
                "/packs/" + sealed + "/samples",
                "check",
                check,
                "nonce",
                nonce,
                "nonceFrom",
                from,
                "stratum",
                stratum,
                "size",
                size);
    }

    /** To the examiner, under a mandate for just this pack. */
    private void handOver() {
        PackView pack = view(sealed);
        LocalDate from = LocalDate.ofInstant(pack.periodFrom(), ZoneOffset.UTC);
        LocalDate to = LocalDate.ofInstant(pack.periodTo(), ZoneOffset.UTC).minusDays(1);
        LocalDate today = LocalDate.ofInstant(pack.sealedAt().orElseThrow(), ZoneOffset.UTC);
        long mandate = Letters.grant(
                mandates, desk, Letters.terms(desk, List.of(pack.framework()), List.of(pack.scope()), from, to, today));
        mandates.handOver(mandate, sealed, Letters.ANOTHER);
    }

    private int count() {
        return jdbc.sql("SELECT count(*) FROM packs.sample WHERE pack_id = :pack")
                .param("pack", sealed)
                .query(Integer.class)
                .single();
    }

    private PackView view(UUID pack) {
        return packs.findById(pack).map(EvidencePack::view).orElseThrow();
    }

    private static int again(Path archive, String sample) throws Exception {
        Path script = archive.resolveSibling("draw-sample.py");
        Files.write(script, PackVerification.script(PackVerification.DRAW));
        Process process = new ProcessBuilder("python3", script.toString(), archive.toString(), sample)
                .redirectErrorStream(true)
                .start();
        process.getInputStream().transferTo(OutputStream.nullOutputStream());
        return process.waitFor();
    }
}
