package io.exhibit.assessment;

import static io.exhibit.assessment.Asking.ask;
import static io.exhibit.assessment.Asking.items;
import static io.exhibit.assessment.Facts.sql;
import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.kernel.UuidV7;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** C22-b, worked out by hand: an image of a vendor that runs from 11 January 1995 (day 10) on. */
class VendorDueDiligenceTests {

    private static final List<String> EXPECTED = List.of("CONTRACT", "SECURITY_PROGRAMME", "SBOM_COMMITMENT");
    private static final LocalDate BEFORE = LocalDate.of(1994, 6, 1);
    private static final LocalDate LONG_AFTER = LocalDate.of(1997, 12, 31);

    private final Facts facts = Facts.in(1995);
    private final String code = "v-" + facts.system;
    private final String repository = "vendor.example/" + facts.system;
    private long entry = sql("SELECT coalesce(max(entry_index), 0) + 1 FROM estate.vendor_document")
            .query(Long.class)
            .single();

    @Test
    void satisfiesWhenEveryDocumentIsDatedBeforeTheFirstRunAndInDate() {
        run();
        file(vendor("COMMERCIAL", false), EXPECTED, BEFORE, LONG_AFTER, facts.begin);

        CheckResult result = asked(0, 60);

        assertThat(result.result()).isEqualTo(Result.SATISFIED);
        assertThat(result.reason()).contains("1 with due diligence on file since before the first run");
        Item item = items(facts.ask("C22-b", "DORA", facts.days(0, 60))).getFirst();
        assertThat(item.link()).isEqualTo("/vendors/" + code);
        assertThat(item.startsAt()).isEqualTo(facts.day(10));
    }

    @Test
    void saysWhereWhatIsDatedBeforeWasFiledOnlyLater() {
        run();
        file(vendor("COMMERCIAL", false), EXPECTED, BEFORE, LONG_AFTER, facts.day(20));

        assertThat(asked(0, 60).reason())
                .contains("1 with due diligence dated before the first run, and filed here later");
        assertThat(asked(0, 15).reason()).contains("not satisfied: 1 running without any due diligence on file");
    }

    @Test
    void violatesAFirstRunBeforeAnyDueDiligenceIsDatedAlsoLater() {
        run();
        UUID vendor = vendor("COMMERCIAL", false);
        assertThat(asked(0, 60).result()).isEqualTo(Result.NOT_SATISFIED);

        file(vendor, EXPECTED, LocalDate.of(1995, 1, 12), LONG_AFTER, facts.day(11));

        assertThat(asked(0, 60).reason()).contains("1 run before the first document of due diligence is dated");
        assertThat(asked(50, 60).result()).isEqualTo(Result.NOT_SATISFIED);
    }

    @Test
    void violatesWhatRanAfterADocumentHadExpired() {
        run();
        UUID vendor = vendor("COMMERCIAL", false);
        file(vendor, EXPECTED.subList(0, 2), BEFORE, LONG_AFTER, facts.begin);
        file(vendor, EXPECTED.subList(2, 3), BEFORE, LocalDate.of(1995, 1, 31), facts.begin);

        assertThat(asked(0, 31).result()).isEqualTo(Result.SATISFIED);
        assertThat(asked(0, 32).reason()).contains("1 running after a document of due diligence had expired");
        file(vendor, EXPECTED.subList(2, 3), LocalDate.of(1995, 3, 1), LONG_AFTER, facts.day(58));
        assertThat(asked(0, 80).result()).isEqualTo(Result.NOT_SATISFIED);
        assertThat(asked(60, 80).reason()).doesNotContain("expired");
    }

    @Test
    void takesADocumentThatFollowsWithoutAGapForTheSame() {
        run();
        UUID vendor = vendor("COMMERCIAL", false);
        file(vendor, EXPECTED, BEFORE, LocalDate.of(1995, 1, 31), facts.begin);
        file(vendor, EXPECTED, LocalDate.of(1995, 2, 1), LONG_AFTER, facts.day(40));

        assertThat(asked(0, 30).result()).isEqualTo(Result.SATISFIED);
        assertThat(asked(0, 60).result()).isEqualTo(Result.SATISFIED);
    }

    @Test
    void cannotTellWhenPartOfTheFileIsMissingUndatedOrFiledByNobody() {
        run();
        UUID vendor = vendor("COMMERCIAL", true);
        file(vendor, EXPECTED, BEFORE, LONG_AFTER, facts.begin);
        assertThat(asked(0, 60).reason()).contains("cannot be judged: 1 with part of the expected documents missing");

        file(vendor, List.of("SOC_REPORT"), LocalDate.of(1995, 1, 20), LONG_AFTER, facts.begin);
        assertThat(asked(0, 60).reason()).contains("1 with part of the expected documents dated after the first run");

        file(vendor, List.of("SOC_REPORT"), BEFORE, null, facts.begin);
        assertThat(asked(0, 60).reason()).contains("1 with a document that states no last day");

        sql("UPDATE estate.vendor_document SET expires_on = '1997-12-31' WHERE vendor_id = :vendor AND expires_on IS NULL")
                .param("vendor", vendor)
                .update();
        sql("UPDATE estate.vendor_document SET filed_by = NULL WHERE vendor_id = :vendor AND kind = 'CONTRACT'")
                .param("vendor", vendor)
                .update();
        assertThat(asked(0, 60).reason()).contains("1 with a document that no person who is named filed");
    }

    @Test
    void cannotTellWithoutAMaker() {
        RunFacts run = RunFacts.of(facts, repository).statedDaily(60);
        run.scanned("debian", "12").from(facts.day(10));

        CheckResult result = asked(0, 60);

        assertThat(result.result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
        assertThat(result.reason()).contains("1 by a maker who is not known");
        assertThat(items(facts.ask("C22-b", "DORA", facts.days(0, 60)))
                        .getFirst()
                        .link())
                .isEqualTo("/images/" + run.id);
    }

    @Test
    void cannotTellWherePatternsContradictEachOther() {
        run();
        rule(
                vendor("COMMERCIAL", false),
                "vendor.example/*" + facts.system.toString().substring(1));
        rule(null, "*endor.example/" + facts.system.toString());
        sql("DELETE FROM estate.origin_rule WHERE pattern = :pattern")
                .param("pattern", repository)
                .update();

        assertThat(asked(0, 60).reason()).contains("1 by a maker about whom patterns contradict each other");
    }

    @Test
    void leavesOutWhatTheBankBuildsAndSetsAsideWhatHasNoCounterparty() {
        run();
        UUID vendor = vendor("OPEN_SOURCE_UNSUPPORTED", false);
        assertThat(asked(0, 60).counts()).isEqualTo(new Counts(1, 0, 0, 0, 1));

        sql("UPDATE estate.origin_rule SET vendor_id = NULL WHERE vendor_id = :vendor")
                .param("vendor", vendor)
                .update();
        assertThat(asked(0, 60).counts()).isEqualTo(Counts.NONE);
        assertThat(asked(0, 60).result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
    }

    @Test
    void cannotTellWithoutAConfirmedScope() {
        Facts unconfirmed = Facts.withoutConfirmedScopeIn(1995);
        RunFacts.of(unconfirmed, repository).statedDaily(60).from(unconfirmed.day(10));
        file(vendor("COMMERCIAL", false), EXPECTED, BEFORE, LONG_AFTER, facts.begin);

        assertThat(ask(unconfirmed.ask("C22-b", "DORA", unconfirmed.days(0, 60)))
                        .reason())
                .contains("1 in a system whose scope was not confirmed in time");
    }

    @Test
    void asksOnlyAboutWhatRanInThePeriod() {
        RunFacts.of(facts, repository).statedDaily(60).until(facts.day(20)).from(facts.day(10));
        vendor("COMMERCIAL", false);

        assertThat(asked(20, 60).counts()).isEqualTo(Counts.NONE);
        assertThat(asked(19, 60).result()).isEqualTo(Result.NOT_SATISFIED);
    }

    private CheckResult asked(long from, long to) {
        return ask(facts.ask("C22-b", "DORA", facts.days(from, to)));
    }

    private void run() {
        RunFacts.of(facts, repository).statedDaily(80).from(facts.day(10));
    }

    private UUID vendor(String relationship, boolean critical) {
        UUID id = UuidV7.at(facts.begin);
        sql("""
                INSERT INTO estate.vendor (id, code, name, relationship, critical, owner, owner_email, description, created_at, version)
                VALUES (:id, :code, 'A vendor', :relationship, :critical, 'An owner', 'owner@example.org', '', :begin, 0)
                """)
                .param("id", id)
                .param("code", code)
                .param("relationship", relationship)
                .param("critical", critical)
                .param("begin", facts.begin.atOffset(ZoneOffset.UTC))
                .update();
        VendorFacts.said(id);
        rule(id, repository);
        return id;
    }

    private void rule(@Nullable UUID vendor, String pattern) {
        sql("""
                INSERT INTO estate.origin_rule (id, vendor_id, pattern, created_at, version)
                VALUES (gen_random_uuid(), :vendor, :pattern, :begin, 0)
                """)
                .param("vendor", vendor)
                .param("pattern", pattern)
                .param("begin", facts.begin.atOffset(ZoneOffset.UTC))
                .update();
    }

    private void file(UUID vendor, List<String> kinds, LocalDate from, @Nullable LocalDate last, Instant filed) {
        for (String kind : kinds) {
            sql("""
                    INSERT INTO estate.vendor_document (entry_index, vendor_id, kind, title, file_name, owner, valid_from, expires_on,
                           sha256, size, filed_at, filed_by)
                    VALUES (:entry, :vendor, :kind, 'A document', 'a.pdf', 'An owner', :from, :last, sha256('a'), 1, :filed,
                            gen_random_uuid())
                    """)
                    .param("entry", entry++)
                    .param("vendor", vendor)
                    .param("kind", kind)
                    .param("from", from)
                    .param("last", last)
                    .param("filed", filed.atOffset(ZoneOffset.UTC))
                    .update();
        }
    }
}
