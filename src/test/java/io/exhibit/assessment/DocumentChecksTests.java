package io.exhibit.assessment;

import static io.exhibit.assessment.Facts.sql;
import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.documents.Topic;
import io.exhibit.estate.Scope;
import io.exhibit.kernel.Period;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * C24, C26 and C28, worked out by hand over January to March 1991. Documents are of the bank and not of a system, so each test is about topics
 * that no other test files.
 */
class DocumentChecksTests {

    private static final Instant JANUARY = Instant.parse("1991-01-01T00:00:00Z");
    private static final Instant APRIL = Instant.parse("1991-04-01T00:00:00Z");

    @Test
    void tellsWhatIsNotOnFileAndWhatNobodyApproved() {
        assertThat(about("C24-c", "PCI")).containsExactly("INSUFFICIENT not on file");

        file(Topic.CONFIGURATION_STANDARD, null, "1990-06-01", "1991-12-31", "1990-06-01", null);

        assertThat(about("C24-c", "PCI")).containsExactly("INSUFFICIENT filed, and approved by nobody yet");
        assertThat(Asking.ask(asked("C24-c", "PCI", APRIL)).result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
    }

    @Test
    void judgesEachAnalysisByItself() {
        file(Topic.RISK_ANALYSIS, null, "1990-06-01", "1991-12-31", "1990-06-01", "1990-06-02");
        file(Topic.RISK_ANALYSIS, null, "1990-06-01", "1991-02-28", "1990-06-01", "1990-06-02");
        // Whatever it says itself, after 366 days an analysis is too old.
        file(Topic.RISK_ANALYSIS, null, "1990-02-28", "1999-12-31", "1990-03-01", "1990-03-02");

        assertThat(about("C24-d", "PCI"))
                .containsExactlyInAnyOrder(
                        "SATISFIED approved, and in date on every day", "VIOLATED overdue", "VIOLATED overdue");
        assertThat(about("C24-d", "PCI", Instant.parse("1991-02-28T23:00:00Z")))
                .containsExactlyInAnyOrder(
                        "SATISFIED approved, and in date on every day",
                        "SATISFIED approved, and in date on every day",
                        "SATISFIED approved, and in date on every day");
    }

    @Test
    void letsNothingThatIsApprovedLaterCloseAGap() {
        long first = file(Topic.PATCH_PROCEDURE, null, "1990-02-01", "1991-01-31", "1990-02-01", "1990-02-02");
        file(Topic.PATCH_PROCEDURE, first, "1991-02-01", "1991-12-31", "1991-02-20", "1991-02-21");

        assertThat(about("C24-b", "DORA")).containsExactly("VIOLATED renewed only after it was overdue");
        assertThat(about("C24-b", "DORA", Instant.parse("1991-02-15T00:00:00Z")))
                .containsExactly("VIOLATED overdue");
    }

    @Test
    void takesAVersionThatFollowsInTimeForTheSameDocument() {
        long first = file(Topic.DISCLOSURE_PROCEDURE, null, "1990-02-01", "1991-01-31", "1990-02-01", "1990-02-02");
        file(Topic.DISCLOSURE_PROCEDURE, first, "1991-02-01", "1991-12-31", "1991-01-20", "1991-01-21");

        assertThat(about("C24-f", "DORA")).containsExactly("SATISFIED approved, and in date on every day");
    }

    @Test
    void saysWhatWasApprovedHereLaterAndWhatIsNotThereForTheFirstPart() {
        file(Topic.THIRD_PARTY_POLICY, null, "1990-06-01", "1991-12-31", "1991-03-01", "1991-03-02");
        assertThat(about("C24-e", "FFIEC_OCC"))
                .containsExactly("SATISFIED in date by its own dates, and approved here later");

        file(Topic.VULNERABILITY_PROCEDURE, null, "1991-02-01", "1991-12-31", "1991-02-01", "1991-02-02");
        assertThat(about("C24-a", "FFIEC_OCC"))
                .containsExactly("INSUFFICIENT not there for the first part of the period");
    }

    @Test
    void asksOfTestersForAnAttestationThatIsInDateUntilItIsWithdrawn() {
        long entry = file(Topic.TESTERS, null, "1990-06-01", "1991-02-15", "1990-06-01", "1990-06-02");
        assertThat(about("C26", "PCI")).containsExactly("VIOLATED overdue");

        sql("""
                UPDATE documents.document
                   SET withdrawn_at = '1991-02-10T00:00:00Z', withdrawn_entry = -1, withdrawn_why = 'The team is gone'
                 WHERE entry_index = :entry
                """).param("entry", entry).update();
        assertThat(about("C26", "PCI")).containsExactly("SATISFIED approved, and in date on every day");
        assertThat(Asking.items(new Question(
                        "C26", "PCI", Scope.ALL, new Period(Instant.parse("1991-02-10T00:00:00Z"), APRIL), APRIL)))
                .extracting(Item::reason)
                .containsExactly("not on file");
    }

    @Test
    void takesEachReportForTheOneAfterTheOther() {
        file(Topic.FIGURES, null, "1990-12-20", "1991-12-31", "1990-12-20", "1990-12-21");
        assertThat(about("C28", "FFIEC_OCC", Instant.parse("1991-03-22T00:00:00Z")))
                .containsExactly("SATISFIED approved, and in date on every day");
        assertThat(about("C28", "FFIEC_OCC")).containsExactly("VIOLATED overdue");

        file(Topic.FIGURES, null, "1991-03-01", "1991-12-31", "1991-03-02", "1991-03-03");
        assertThat(about("C28", "FFIEC_OCC")).containsExactly("SATISFIED approved, and in date on every day");
    }

    @Test
    void leadsToTheDocumentsAndNamesThem() {
        Item item = Asking.items(asked("C28-b", "FFIEC_OCC", APRIL)).getFirst();

        assertThat(item.link()).isEqualTo("/documents");
        assertThat(item.label()).isEqualTo("report to the board");
        assertThat(item.about()).isEqualTo("none on file");
    }

    private static List<String> about(String check, String profile) {
        return about(check, profile, APRIL);
    }

    private static List<String> about(String check, String profile, Instant until) {
        return Asking.items(asked(check, profile, until)).stream()
                .map(item -> item.verdict() + " " + item.reason())
                .toList();
    }

    private static Question asked(String check, String profile, Instant until) {
        return new Question(check, profile, Scope.ALL, new Period(JANUARY, until), until);
    }

    private static long file(
            Topic topic, @Nullable Long replaces, String from, String review, String filed, @Nullable String approved) {
        return sql("""
                INSERT INTO documents.document (entry_index, line, topic, title, owner, file_name, valid_from, review_on, sha256, size,
                       filed_at, filed_by, replaces, approved_at, approved_by, approved_entry)
                SELECT n.entry, coalesce(:replaces::bigint, n.entry), :topic, 'A document', 'An owner', 'a.pdf', :from, :review, sha256('a'), 1,
                       :filed, gen_random_uuid(), :replaces::bigint, :approved::timestamptz,
                       CASE WHEN :approved::timestamptz IS NOT NULL THEN gen_random_uuid() END,
                       CASE WHEN :approved::timestamptz IS NOT NULL THEN n.entry END
                  FROM (SELECT coalesce(max(d.entry_index), -1000000000) + 1 AS entry FROM documents.document d WHERE d.entry_index < 0) n
                RETURNING entry_index
                """)
                .param("topic", topic.name())
                .param("replaces", replaces)
                .param("from", LocalDate.parse(from))
                .param("review", LocalDate.parse(review))
                .param("filed", midnight(filed))
                .param("approved", approved == null ? null : midnight(approved))
                .query(Long.class)
                .single();
    }

    private static OffsetDateTime midnight(String day) {
        return LocalDate.parse(day).atStartOfDay().atOffset(ZoneOffset.UTC);
    }
}
