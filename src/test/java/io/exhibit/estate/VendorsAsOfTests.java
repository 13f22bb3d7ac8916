package io.exhibit.estate;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Desk;
import io.exhibit.access.Role;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Spool;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The register of vendors as of a time: what was said of each, whose the images were, and what was in its file. */
@AutoConfigureMockMvc
@SpringBootTest
class VendorsAsOfTests {

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private VendorRegister register;

    @Autowired
    private VendorDocuments documents;

    @Autowired
    private VendorList vendors;

    @Autowired
    private Images images;

    @Autowired
    private Deployments deployments;

    @Autowired
    private Clock clock;

    private final String code = "w" + System.nanoTime();
    private final String repository = code + ".example/proxy";
    private Desk desk;

    @BeforeEach
    void sitDown(@Autowired BeanFactory beans) {
        desk = new Desk(beans);
    }

    @Test
    void aVendorIsToldAsWasLastSaidByThen() {
        Instant before = clock.instant();
        register.add(code, entry("First name", false, 30), Actor.SYSTEM);
        Instant between = clock.instant();
        register.change(code, entry("Second name", true, 14), Actor.SYSTEM);

        assertThat(line("/vendors.csv?asOf=" + before)).isEmpty();
        assertThat(line("/vendors.csv?asOf=" + between).orElseThrow())
                .contains("\"First name\",\"COMMERCIAL\",\"false\"", "\"30\"", "3 missing", between.toString());
        assertThat(line("/vendors.csv").orElseThrow())
                .contains("\"Second name\",\"COMMERCIAL\",\"true\"", "\"14\"", "4 missing");
        assertThat(desk.get(Role.COMPLIANCE_OFFICER, "/vendors?asOf=" + between).text())
                .contains("First name", "as it stood then", "/vendors/" + code + "?asOf=")
                .doesNotContain("Second name", "method=\"post\" action=\"/vendors", "Enter a vendor</a>");
        assertThat(desk.get(Role.COMPLIANCE_OFFICER, "/vendors/" + code + "?asOf=" + between)
                        .text())
                .contains("First name", "critical: 30 days", "3 missing", "As it stood then")
                .doesNotContain("Second name", "method=\"post\" action=\"/vendors", "multipart");
        assertThat(desk.get(Role.AUDITOR, "/vendors/" + code + "?asOf=" + before)
                        .status())
                .isEqualTo(404);
        assertThat(desk.get(Role.AUDITOR, "/vendors/" + code + "/verification?asOf=" + between)
                        .text())
                .contains("First name", "As it was known then");
    }

    @Test
    void anImageIsThatOfWhoeverWasNamedThen() {
        register.add(code, entry("A vendor", false, 30), Actor.SYSTEM);
        UUID image = image("1.0");
        Instant unsaid = clock.instant();
        register.addRule(code, repository, Actor.SYSTEM);
        Instant said = clock.instant();
        image("2.0");
        Instant another = clock.instant();
        UUID rule = vendors.rules().stream()
                .filter(one -> one.pattern().equals(repository))
                .findFirst()
                .orElseThrow()
                .id();
        register.removeRule(Objects.requireNonNull(rule), Actor.SYSTEM);
        register.addRule(null, repository, Actor.SYSTEM);

        assertThat(counts(unsaid)).isEqualTo(new VendorSheet.Counts(0, 0, 0));
        assertThat(counts(said)).isEqualTo(new VendorSheet.Counts(1, 1, 1));
        assertThat(counts(another)).as("the first no longer runs then").isEqualTo(new VendorSheet.Counts(2, 1, 1));
        assertThat(vendors.find(code).orElseThrow().counts()).isEqualTo(new VendorSheet.Counts(0, 0, 0));
        assertThat(vendors.images(code, new AsOf(said, false), 9))
                .extracting(VendorImage::id, VendorImage::running)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(image, 1L));
        assertThat(made(unsaid)).containsExactly("NOT_SAID");
        assertThat(made(another)).containsExactly("COMMERCIAL", "COMMERCIAL");
        assertThat(made(clock.instant())).containsExactly("OWN_BUILD", "OWN_BUILD");
        assertThat(desk.get(Role.COMPLIANCE_OFFICER, "/vendors/" + code + "?asOf=" + said)
                        .text())
                .contains(repository, "proxy:1.0", "Of them ran then")
                .doesNotContain("proxy:2.0", "/remove\"");
    }

    /** As it stood: in date, expired, not there yet; as known later with what was filed later and was valid on the day. */
    @Test
    void theFileIsThatOfTheDay() throws IOException {
        register.add(code, entry("A vendor", false, 30), Actor.SYSTEM);
        jdbc.sql(
                        "UPDATE estate.vendor_statement SET said_at = :at WHERE vendor_id = (SELECT id FROM estate.vendor WHERE code = :code)")
                .param("at", ago(300).atOffset(ZoneOffset.UTC))
                .param("code", code)
                .update();
        long first = file("CONTRACT", day(200), day(20), null);
        filedAgo(first, 190);
        file("CONTRACT", day(19), null, first);
        file("SECURITY_PROGRAMME", day(100), day(-100), null);

        assertThat(standing(ago(195), "")).isEqualTo("3 missing");
        assertThat(standing(ago(195), "&known=now")).isEqualTo("2 missing");
        assertThat(standing(ago(150), "")).isEqualTo("2 missing");
        assertThat(standing(ago(50), "")).isEqualTo("2 missing");
        assertThat(standing(ago(50), "&known=now"))
                .as("the contract of then is not replaced by one that is valid only later")
                .isEqualTo("1 missing");
        assertThat(standing(ago(10), "")).as("it had expired").isEqualTo("1 expired, 2 missing");
        assertThat(standing(ago(10), "&known=now"))
                .as("the contract states no last day")
                .isEqualTo("1 missing, 1 not known to be in date");
        String page = "/vendors/" + code + "?asOf=" + ago(50);
        assertThat(desk.get(Role.AUDITOR, page).text())
                .contains("2 missing", "CONTRACT of ")
                .doesNotContain("SECURITY_PROGRAMME of ");
        assertThat(desk.get(Role.AUDITOR, page + "&known=now").text())
                .contains("1 missing", "SECURITY_PROGRAMME of ", "as known today");
    }

    private static VendorEntry entry(String name, boolean critical, int days) {
        return new VendorEntry(name, Relationship.COMMERCIAL, critical, "Risk", "", "", days, null);
    }

    private Optional<String> line(String path) {
        return desk.get(Role.AUDITOR, path)
                .text()
                .lines()
                .filter(line -> line.startsWith("\"" + code + "\","))
                .findFirst();
    }

    private String standing(Instant at, String more) {
        String[] cells = line("/vendors.csv?asOf=" + at + more).orElseThrow().split("\",\"", -1);
        return cells[cells.length - 3];
    }

    private VendorSheet.Counts counts(Instant at) {
        return vendors.find(code, new AsOf(at, false)).orElseThrow().counts();
    }

    private List<String> made(Instant at) {
        return desk.get(Role.AUDITOR, "/vendors/images.csv?asOf=" + at)
                .text()
                .lines()
                .filter(line -> line.startsWith("\"" + repository + "\","))
                .map(line -> line.split("\",\"", -1)[6])
                .toList();
    }

    /** It runs from now on in the one place in which another ran before. */
    private UUID image(String tag) {
        ImageReference reference = new ImageReference(
                repository,
                tag,
                "sha256:"
                        + Sha256.of((code + tag).getBytes(StandardCharsets.UTF_8))
                                .hex());
        Instant at = clock.instant();
        UUID image = images.known(new ImageFacts(reference, null, null, null, null, null), at, 0);
        deployments.state(
                image,
                new Place("production", "", "pay", code),
                new Deployments.Statement(UUID.randomUUID(), at, at, 0, ""));
        return image;
    }

    private long file(String kind, LocalDate from, @Nullable LocalDate until, @Nullable Long replaces)
            throws IOException {
        DocumentEntry entry = new DocumentEntry(
                DocumentKind.valueOf(kind), kind + " of " + from, "file.pdf", "Risk", from, until, replaces);
        try (Spool bytes =
                Spool.read(new ByteArrayInputStream((code + kind + from).getBytes(StandardCharsets.UTF_8)), 1000)) {
            return documents.file(code, entry, bytes, Actor.SYSTEM);
        }
    }

    private void filedAgo(long entry, int days) {
        jdbc.sql("UPDATE estate.vendor_document SET filed_at = :at WHERE entry_index = :entry")
                .param("at", ago(days).atOffset(ZoneOffset.UTC))
                .param("entry", entry)
                .update();
    }

    private LocalDate day(int ago) {
        return LocalDate.ofInstant(ago(ago), ZoneOffset.UTC);
    }

    /** Whole days before today's midnight: the same however long the test takes. */
    private Instant ago(int days) {
        return clock.instant().truncatedTo(java.time.temporal.ChronoUnit.DAYS).minus(Duration.ofDays(days));
    }
}
