package io.exhibit.estate;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Desk;
import io.exhibit.access.Role;
import io.exhibit.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The register of systems as of a day. A system was entered 500 days ago, in the cardholder data environment, and confirmed again 60 days
 * ago, when it was only connected to it.
 */
@AutoConfigureMockMvc
@SpringBootTest
class SystemsAsOfTests {

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Targets targets;

    @Autowired
    private Images images;

    @Autowired
    private Deployments deployments;

    @Autowired
    private Clock clock;

    private final UUID id = UUID.randomUUID();
    private final String code = "day" + System.nanoTime();
    private Desk desk;

    @BeforeEach
    void sitDown(@Autowired BeanFactory beans) {
        desk = new Desk(beans);
        system(id, code, 500);
        confirmed(500, "Old name", "First team", true, "keeps card numbers", "Entity A " + code, "2027-01-31");
        confirmed(60, "New name", "Second team", false, "moved to the vault", "Entity B " + code, null);
    }

    @ParameterizedTest
    @CsvSource({
        "499, Old name, First team, true, false, keeps card numbers, Entity A, 2027-01-31, INTERNET, confirmed",
        "135, Old name, First team, true, false, keeps card numbers, Entity A, 2027-01-31, INTERNET, confirm within",
        "100, Old name, First team, true, false, keeps card numbers, Entity A, 2027-01-31, INTERNET, expired 34 days ago",
        "59, New name, Second team, false, true, moved to the vault, Entity B, '', INTERNET, confirmed"
    })
    void aSystemIsToldAsItsLastConfirmationByThenSaysIt(
            int days,
            String name,
            String owner,
            String cardholderData,
            String connected,
            String reason,
            String entity,
            String supported,
            String exposure,
            String standing) {
        String then = "/systems.csv?asOf=" + ago(days);

        assertThat(List.of(
                        cell(then, "name"),
                        cell(then, "owner"),
                        cell(then, "cardholder_data"),
                        cell(then, "connected_to_cde"),
                        cell(then, "cardholder_data_reason"),
                        cell(then, "legal_entity"),
                        cell(then, "supported_until"),
                        cell(then, "exposure"),
                        cell(then, "as_of"),
                        cell(then, "known_on")))
                .containsExactly(
                        name,
                        owner,
                        cardholderData,
                        connected,
                        reason,
                        entity + " " + code,
                        supported,
                        exposure,
                        ago(days).toString(),
                        ago(days).toString());
        assertThat(cell(then, "scope_standing")).startsWith(standing);
        assertThat(cell(then, "scope_confirmed_at"))
                .isEqualTo(ago(days > 60 ? 500 : 60).toString());
        assertThat(cell(then, "scope_confirmed_by"))
                .isEqualTo(desk.officer(Role.COMPLIANCE_OFFICER).name());
    }

    @Test
    void aSystemIsThereFromTheDayOnThatItWasEntered() {
        assertThat(line("/systems.csv?asOf=" + ago(501))).isEmpty();
        assertThat(line("/systems.csv?asOf=" + ago(501) + "&known=now")).isEmpty();
        assertThat(line("/systems.csv?asOf=" + ago(500))).isPresent();
        assertThat(desk.get(Role.AUDITOR, "/systems?asOf=1999-12-31").text())
                .as("other tests may have a system as old")
                .doesNotContain(code);
    }

    /** As checks and packs count it: what was said later counts where it puts more in scope, and name and owner stay those of the day. */
    @Test
    void whatWasSaidLaterCountsAsKnownLaterWhereItPutsMoreInScope() {
        String later = "/systems.csv?asOf=" + ago(100) + "&known=now";

        assertThat(List.of(
                        cell(later, "cardholder_data"),
                        cell(later, "connected_to_cde"),
                        cell(later, "owner"),
                        cell(later, "as_of")))
                .containsExactly("true", "true", "First team", ago(100).toString());
        assertThat(cell(later, "known_on")).isGreaterThan(ago(1).toString());
        assertThat(cell("/systems.csv?asOf=" + ago(100) + "&known=" + ago(61), "connected_to_cde"))
                .isEqualTo("false");
        assertThat(cell(later, "scope_standing"))
                .as("a confirmation given later was not there on the day")
                .startsWith("expired");
    }

    @Test
    void theListIsAskedForOneEntityAndForWhatNobodyStandsForAsOfTheDay() {
        String entity = "/systems.csv?entity=Entity%20A%20" + code;
        assertThat(line(entity)).isEmpty();
        assertThat(line(entity + "&asOf=" + ago(100))).isPresent();
        assertThat(line("/systems.csv?show=unconfirmed&asOf=" + ago(100))).isPresent();
        assertThat(line("/systems.csv?show=unconfirmed&asOf=" + ago(200))).isEmpty();
        assertThat(line("/systems.csv?show=unconfirmed&asOf=" + ago(59))).isEmpty();
        assertThat(desk.get(Role.AUDITOR, "/systems?asOf=" + ago(100)).text())
                .contains("Entity A " + code)
                .doesNotContain("Entity B " + code);
    }

    @Test
    void aProposalCountsFromItsEntryToItsDecision() {
        jdbc.sql("""
                INSERT INTO estate.narrowing (entry_index, system_id, cardholder_data, connected_to_cde, security_impacting, critical_function,
                       customer_data, third_party, service_provider, cde_reason, connected_reason, impacting_reason, reason, proposed_at,
                       proposed_by, lapses_at, decided_at, decided_by, decided_entry, approved, comment)
                VALUES (:entry, :system, true, false, false, false, false, false, false, '', '', '', 'moved', :proposed, :by, :lapses, :decided, :other,
                        1, true, 'so it is')
                """)
                .param("entry", System.nanoTime())
                .param("system", id)
                .param("proposed", ago(70).atOffset(ZoneOffset.UTC))
                .param("by", UUID.randomUUID())
                .param("lapses", ago(40).atOffset(ZoneOffset.UTC))
                .param("decided", ago(60).atOffset(ZoneOffset.UTC))
                .param("other", UUID.randomUUID())
                .update();

        assertThat(cell("/systems.csv?asOf=" + ago(71), "narrowing_proposed")).isEqualTo("false");
        assertThat(cell("/systems.csv?asOf=" + ago(69), "narrowing_proposed")).isEqualTo("true");
        assertThat(cell("/systems.csv?asOf=" + ago(59), "narrowing_proposed")).isEqualTo("false");
        assertThat(desk.get(Role.AUDITOR, "/systems?show=proposed&asOf=" + ago(65))
                        .text())
                .contains(code);
        assertThat(desk.get(Role.AUDITOR, "/systems?show=proposed").text()).doesNotContain(code);
    }

    @Test
    void whatBelongedToItIsCountedAsOfTheDay() {
        UUID other = UUID.randomUUID();
        system(other, code + "-other", 500);
        UUID target = image(300);
        belonged(target, id, ago(300), ago(50));
        belongs(target, other);

        assertThat(counts(code, ago(301), "")).containsExactly("0", "0", "0", "0");
        assertThat(counts(code, ago(51), "")).containsExactly("1", "1", "1", "0");
        assertThat(counts(code, ago(49), "")).containsExactly("0", "0", "1", "0");
        assertThat(counts(code + "-other", ago(49), "")).containsExactly("1", "1", "0", "0");
        assertThat(counts(code + "-other", ago(51), "&known=now"))
                .as("as packs count it, whose a target is is what is known")
                .containsExactly("1", "1", "0", "0");
        assertThat(cell("/systems.csv", "rules")).isEqualTo("0");
    }

    @Test
    void thePageOfADayKeepsTheDayInItsLinksItsFormAndItsFile() {
        String asOf = ago(100).toString();
        String page = desk.get(Role.AUDITOR, "/systems?entity=Entity%20A%20" + code + "&asOf=" + asOf + "&known=now")
                .text();

        assertThat(page)
                .contains(
                        "name=\"asOf\" value=\"" + asOf + "\"",
                        "name=\"known\" value=\"now\"",
                        "expired 34 days ago",
                        "Running then",
                        "Old name")
                .containsPattern("/systems\\.csv\\?entity=[^\"]*asOf=" + asOf.replace(":", "%3A") + "&amp;known=now")
                .containsPattern("/images\\?scope=system%3A" + code + "&amp;asOf=")
                .doesNotContain("This page shows what", "New name");
    }

    @Test
    void thePageOfASystemIsThatOfTheDay() {
        UUID other = UUID.randomUUID();
        system(other, code + "-other", 500);
        UUID target = image(300);
        belonged(target, id, ago(300), ago(50));
        belongs(target, other);
        rule("registry.example/gone-" + code, 400, 80);
        String page = "/systems/" + code + "?asOf=";

        assertThat(desk.get(Role.COMPLIANCE_OFFICER, page + ago(100)).text())
                .contains("Old name", "First team", "Entity A " + code, "expired 34 days ago", "keeps card numbers")
                .contains("registry.example/" + code, "registry.example/gone-" + code)
                .contains("As it stood then", "/timeline?scope=system%3A" + code + "&amp;asOf=")
                .doesNotContain(
                        "New name", "moved to the vault", "method=\"post\" action=\"/systems", "calls the vault");
        assertThat(desk.get(Role.AUDITOR, page + ago(49)).text())
                .contains("New name", "moved to the vault", "Nothing belonged to it then", "No rule then.")
                .doesNotContain("gone-" + code);
        assertThat(desk.get(Role.AUDITOR, "/systems/" + code + "-other?asOf=" + ago(49))
                        .text())
                .contains("registry.example/" + code);
        assertThat(desk.get(Role.AUDITOR, page + ago(501)).status()).isEqualTo(404);
        assertThat(counts(code, ago(100), "")).endsWith("1");
        assertThat(counts(code, ago(79), "")).endsWith("0");
    }

    @Test
    void thePageOfASystemAsKnownLaterHasWhatWasSaidLaterWhereThatPutsMoreInScope() {
        String page = "/systems/" + code + "?asOf=" + ago(100);
        assertThat(desk.get(Role.AUDITOR, page).text())
                .contains("cardholder data")
                .doesNotContain("connected to the CDE");
        assertThat(desk.get(Role.AUDITOR, page + "&known=now").text())
                .contains("connected to the CDE", "First team", "as known today")
                .doesNotContain("Second team");
    }

    /** A rule that a person removes is kept as it was. */
    @Test
    void aRemovedRuleIsToldOfTheTimeForWhichItHeld() {
        desk.post(Role.COMPLIANCE_OFFICER, "/systems/" + code + "/rules", "kind", "NAMESPACE", "pattern", "ns-" + code);
        Instant between = clock.instant();
        UUID rule = jdbc.sql("SELECT id FROM estate.attribution_rule WHERE pattern = :pattern")
                .param("pattern", "ns-" + code)
                .query(UUID.class)
                .single();
        assertThat(desk.post(Role.COMPLIANCE_OFFICER, "/rules/" + rule + "/remove")
                        .status())
                .isEqualTo(302);

        assertThat(desk.get(Role.AUDITOR, "/systems/" + code).text()).doesNotContain("ns-" + code);
        assertThat(desk.get(Role.AUDITOR, "/systems/" + code + "?asOf=" + between)
                        .text())
                .contains("ns-" + code, desk.officer(Role.COMPLIANCE_OFFICER).name());
    }

    private void rule(String pattern, int made, int removed) {
        jdbc.sql("""
                INSERT INTO estate.removed_rule (entry_index, rule_id, system_id, kind, pattern, created_at, removed_at)
                VALUES (:entry, gen_random_uuid(), :system, 'IMAGE', :pattern, :made, :removed)
                """)
                .param("entry", System.nanoTime())
                .param("system", id)
                .param("pattern", pattern)
                .param("made", ago(made).atOffset(ZoneOffset.UTC))
                .param("removed", ago(removed).atOffset(ZoneOffset.UTC))
                .update();
    }

    /** What a person saves is in its confirmation, and counts from then on: not only what stands in the tables. */
    @Test
    void eachSavingIsKept() {
        save("Saved first", "owner", "Third team", "legalEntity", "Entity C", "cdeReason", "why not");
        String between = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
        save("Saved again", "owner", "Fourth team", "legalEntity", "Entity D", "cdeReason", "still not");
        String then = "/systems.csv?asOf=" + between;

        assertThat(List.of(cell(then, "name"), cell(then, "owner"), cell(then, "legal_entity")))
                .containsExactly("Saved first", "Third team", "Entity C");
        assertThat(cell(then, "cardholder_data_reason")).isEqualTo("why not");
        assertThat(cell("/systems.csv", "cardholder_data_reason")).isEqualTo("still not");
    }

    private void save(String name, String... more) {
        List<String> fields = new ArrayList<>(List.of(
                "name", name, "connectedToCde", "true", "connectedReason", "calls the vault", "exposure", "INTERNET"));
        fields.addAll(List.of(more));
        assertThat(desk.post(Role.COMPLIANCE_OFFICER, "/systems/" + code, fields.toArray(String[]::new))
                        .status())
                .isEqualTo(302);
    }

    private List<String> counts(String system, Instant at, String more) {
        String path = "/systems.csv?asOf=" + at + more;
        return List.of("targets", "images", "running", "rules").stream()
                .map(column -> cell(path, column, system))
                .toList();
    }

    private Optional<String> line(String path) {
        return line(path, code);
    }

    private Optional<String> line(String path, String system) {
        return desk.get(Role.AUDITOR, path)
                .text()
                .lines()
                .filter(line -> line.startsWith("\"" + system + "\","))
                .findFirst();
    }

    private String cell(String path, String column) {
        return cell(path, column, code);
    }

    private String cell(String path, String column, String system) {
        String line = line(path, system).orElseThrow();
        return line.substring(1, line.length() - 1).split("\",\"", -1)[SystemCsv.HEAD.indexOf(column)];
    }

    private void system(UUID system, String named, int days) {
        jdbc.sql("""
                INSERT INTO estate.system (id, code, name, owner, owner_email, description, cardholder_data, critical_function, customer_data,
                       third_party, connected_to_cde, connected_reason, exposure, created_at, version)
                VALUES (:id, :code, 'Name of now', 'Team of now', '', '', false, false, false, false, true, 'calls the vault', 'INTERNET',
                        :at, 0)
                """)
                .param("id", system)
                .param("code", named)
                .param("at", ago(days).atOffset(ZoneOffset.UTC))
                .update();
    }

    private void confirmed(
            int days,
            String name,
            String owner,
            boolean data,
            String reason,
            String entity,
            @Nullable String supported) {
        jdbc.sql("""
                INSERT INTO estate.scope_confirmation (system_id, confirmed_at, confirmed_by, cardholder_data, connected_to_cde,
                       security_impacting, critical_function, customer_data, third_party, pci_asked, name, owner, owner_email, exposure,
                       cde_reason, connected_reason, impacting_reason, legal_entity, supported_until, support_source)
                VALUES (:id, :at, :by, :data, NOT :data, false, false, false, false, true, :name, :owner, '', 'INTERNET', :reason, '', '',
                        :entity, :supported::date, '')
                """)
                .param("id", id)
                .param("at", ago(days).atOffset(ZoneOffset.UTC))
                .param("by", desk.officer(Role.COMPLIANCE_OFFICER).id())
                .param("data", data)
                .param("name", name)
                .param("owner", owner)
                .param("reason", reason)
                .param("entity", entity)
                .param("supported", supported)
                .update();
    }

    /** An image that was scanned so long ago, and has run since then for the system. */
    private UUID image(int days) {
        ImageReference reference = new ImageReference(
                "registry.example/" + code,
                "1",
                "sha256:" + Sha256.of(code.getBytes(StandardCharsets.UTF_8)).hex());
        ImageFacts facts = new ImageFacts(reference, null, "debian", "9", true, null);
        Place place = new Place("production", "", "pay", code);
        targets.known(new TargetFacts(TargetFacts.Kind.IMAGE, reference.lineage(), place, "", ""), ago(days));
        UUID image = images.known(facts, ago(days), 0);
        deployments.state(image, place, new Deployments.Statement(UUID.randomUUID(), ago(days), ago(days), 0, ""));
        jdbc.sql("UPDATE estate.deployment SET system_id = :system WHERE image_id = :image")
                .param("system", id)
                .param("image", image)
                .update();
        return jdbc.sql("SELECT id FROM estate.target WHERE name = :name")
                .param("name", reference.lineage())
                .query(UUID.class)
                .single();
    }

    private void belonged(UUID target, UUID system, Instant since, Instant until) {
        jdbc.sql("""
                INSERT INTO estate.earlier_system (target_id, superseded_at, since, system_id) VALUES (:target, :until, :since, :system)
                """)
                .param("target", target)
                .param("until", until.atOffset(ZoneOffset.UTC))
                .param("since", since.atOffset(ZoneOffset.UTC))
                .param("system", system)
                .update();
    }

    private void belongs(UUID target, UUID system) {
        jdbc.sql("UPDATE estate.target SET system_id = :system, attributed_by = 'RULE' WHERE id = :target")
                .param("target", target)
                .param("system", system)
                .update();
    }

    /** Whole days before today's midnight: the same however long the test takes. */
    private Instant ago(long days) {
        return clock.instant().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(days));
    }
}
