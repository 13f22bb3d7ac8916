package io.exhibit.packs;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Desk;
import io.exhibit.access.Role;
import io.exhibit.assessment.CompensatedPatch;
import io.exhibit.examinations.Letters;
import io.exhibit.examinations.Mandates;
import io.exhibit.ledger.Actor;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Alone, because a pack waits until all that came in has been read, and other tests leave what never is. */
@Tag("alone")
@SpringBootTest
@AutoConfigureMockMvc
class SincePagesTests {

    @Autowired
    private Packs packs;

    @Autowired
    private PackOrders orders;

    @Autowired
    private PackRequests requests;

    @Autowired
    private Mandates mandates;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void leadsFromASealedPackToWhatBecameOfTheOneBefore(@Autowired BeanFactory beans) {
        Desk desk = new Desk(beans);
        ThreePeople people = new ThreePeople(beans);
        String system = CompensatedPatch.inSystem(2026);
        UUID first = sealed(people, "pci", system, "2026-01-01", "2026-03-31");
        UUID other = sealed(people, "dora", system, "2026-01-01", "2026-03-31");
        UUID second = sealed(people, "pci", system, "2026-04-01", "2026-06-30");
        String address = "/packs/" + second + "/since/" + first;

        assertThat(desk.get(Role.COMPLIANCE_OFFICER, "/packs/" + second).text())
                .contains(address)
                .doesNotContain("/since/" + other);
        Desk.Page page = desk.get(Role.COMPLIANCE_OFFICER, address);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("what became of it since", "Findings that are still there and still late")
                .contains(hex(first), hex(second))
                .doesNotContain("Read this first.");
        Desk.Page file = desk.get(Role.AUDITOR, address + "/since.csv");
        assertThat(file.text()).startsWith("\"kind\",\"meaning\",\"key\"").contains("CHECK_CHANGED");
        assertThat(trail(second, first)).isEqualTo(2);

        assertThat(desk.get(Role.COMPLIANCE_OFFICER, "/packs/" + first + "/since/" + second)
                        .status())
                .isEqualTo(404);
        assertThat(desk.get(Role.COMPLIANCE_OFFICER, "/packs/" + second + "/since/" + other)
                        .status())
                .isEqualTo(404);
        assertThat(desk.get(Role.COMPLIANCE_OFFICER, "/packs/" + second + "/since/" + second)
                        .status())
                .isEqualTo(404);
        opensToAnExaminerWhereBothWereHandedOver(desk, first, second, address);
    }

    private void opensToAnExaminerWhereBothWereHandedOver(Desk desk, UUID first, UUID second, String address) {
        assertThat(desk.get(Role.EXAMINER, address).status()).isEqualTo(403);
        PackView pack = view(second);
        long mandate = Letters.grant(
                mandates,
                desk,
                Letters.terms(
                        desk,
                        List.of(pack.framework()),
                        List.of(pack.scope()),
                        LocalDate.parse("2026-01-01"),
                        LocalDate.parse("2026-06-30"),
                        LocalDate.ofInstant(pack.sealedAt().orElseThrow(), ZoneOffset.UTC)));
        mandates.handOver(mandate, second, Letters.ANOTHER);
        assertThat(desk.get(Role.EXAMINER, "/packs/" + second).text()).doesNotContain("/since/");
        assertThat(desk.get(Role.EXAMINER, address).status()).isEqualTo(403);
        assertThat(desk.get(Role.EXAMINER, address + "/since.csv").status()).isEqualTo(403);

        mandates.handOver(mandate, first, Letters.ANOTHER);
        assertThat(desk.get(Role.EXAMINER, "/packs/" + second).text()).contains(address);
        assertThat(desk.get(Role.EXAMINER, address).status()).isEqualTo(200);
        assertThat(desk.get(Role.EXAMINER, address + "/since.csv").status()).isEqualTo(200);
    }

    private UUID sealed(ThreePeople people, String framework, String system, String from, String to) {
        UUID asked =
                requests.accept(orders.read(new PackParameters(framework, null, system, from, to, null)), Actor.SYSTEM);
        PackView sealed = people.seal(asked);
        assertThat(sealed.isSealed()).as(sealed.toString()).isTrue();
        return asked;
    }

    private String hex(UUID pack) {
        return view(pack).zip().orElseThrow().hex();
    }

    private PackView view(UUID pack) {
        return packs.findById(pack).map(EvidencePack::view).orElseThrow();
    }

    private int trail(UUID later, UUID earlier) {
        return jdbc.sql("SELECT count(*) FROM ledger.activity WHERE action = 'pack.read' AND object = :object")
                .param("object", "pack " + later + " since " + earlier)
                .query(Integer.class)
                .single();
    }
}
