package io.exhibit.assessment;

import static io.exhibit.assessment.Asking.ask;
import static io.exhibit.assessment.Asking.items;
import static io.exhibit.assessment.Facts.sql;
import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.kernel.UuidV7;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** C14, worked out by hand: an image that the bank builds and that starts on 11 January 1996 (day 10). */
class VerifiedOriginTests {

    private final Facts facts = Facts.in(1996);
    private final String repository = "own.example/" + facts.system;
    private final String fingerprint = facts.system.toString().replace("-", "").repeat(2);
    private final RunFacts run = started(facts);

    /** Whoever compares keys with what came in would look for documents that never did. */
    @AfterEach
    void takeAwayWhatNobodySent() {
        sql("""
                WITH sent AS (
                    SELECT g.attestation_id AS id FROM estate.attestation_signature g WHERE g.key_hint = :hint
                ), matched AS (
                    DELETE FROM estate.signature_match m USING sent WHERE m.attestation_id = sent.id
                ), signed AS (
                    DELETE FROM estate.attestation_signature g USING sent WHERE g.attestation_id = sent.id
                ), about AS (
                    DELETE FROM estate.attestation_subject b USING sent WHERE b.attestation_id = sent.id
                ), stated AS (
                    DELETE FROM estate.attestation a USING sent WHERE a.id = sent.id
                )
                DELETE FROM estate.trusted_key k WHERE k.fingerprint = :fingerprint
                """)
                .param("hint", "hint " + facts.system)
                .param("fingerprint", fingerprint)
                .update();
    }

    @Test
    void satisfiesASignatureThatWasVerifiedBeforeTheStart() {
        own();
        trusted(facts.begin, null);
        stated("SIGNATURE", facts.day(5), true);

        CheckResult result = asked(0, 30);

        assertThat(result.result()).isEqualTo(Result.SATISFIED);
        assertThat(result.reason()).contains("1 signed by its maker, verified before the start");
        Item item = items(facts.ask("C14", "DORA", facts.days(0, 30))).getFirst();
        assertThat(item.link()).isEqualTo("/images/" + run.id);
        assertThat(item.dueAt()).isEqualTo(facts.day(10));
        assertThat(item.doneAt()).isEqualTo(facts.day(5));
        assertThat(asked(11, 30).counts()).isEqualTo(Counts.NONE);
    }

    @Test
    void saysWhereTheMakerAlsoStatesHowItWasBuilt() {
        own();
        trusted(facts.begin, null);
        stated("PROVENANCE", facts.day(5), true);

        assertThat(asked(0, 30).reason())
                .contains("1 signed by its maker, who also states how it was built, verified before the start");
    }

    @Test
    void violatesASignatureThatNamesAKeyOfTheMakerAndDoesNotVerify() {
        own();
        trusted(facts.begin, null);
        stated("SIGNATURE", facts.day(5), false);

        assertThat(asked(0, 30).reason())
                .contains("not satisfied: 1 started with a signature that does not verify with the key of its maker");
    }

    @Test
    void violatesAStartAfterTheKeyWasTakenBack() {
        own();
        trusted(facts.begin, facts.day(8));
        stated("SIGNATURE", facts.day(5), true);

        assertThat(asked(0, 30).reason())
                .contains("not satisfied: 1 started after the key of its signature had been taken back");
    }

    @Test
    void cannotTellOfAKeyThatWasTakenBackAfterTheStart() {
        own();
        trusted(facts.begin, facts.day(20));
        stated("SIGNATURE", facts.day(5), true);

        assertThat(asked(0, 20).result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
        assertThat(asked(0, 19).result()).isEqualTo(Result.SATISFIED);
        assertThat(asked(0, 30).reason())
                .contains("1 verified before the start, by a key that does not count any more");
    }

    @Test
    void cannotTellOfWhatCameOnlyAfterTheStart() {
        own();
        trusted(facts.begin, null);
        stated("SIGNATURE", facts.day(12), true);

        assertThat(asked(0, 11).reason()).contains("1 without a signature on record");
        assertThat(asked(0, 30).reason()).contains("1 with a signature that could be verified only after the start");
    }

    @Test
    void cannotTellOfAKeyThatNobodyTrustsAndOfACertificate() {
        own();
        UUID statement = stated("SIGNATURE", facts.day(5), false);
        assertThat(asked(0, 30).reason()).contains("1 signed with a key that is not trusted for its maker");

        sql("UPDATE estate.attestation_signature SET certificate = true WHERE attestation_id = :id")
                .param("id", statement)
                .update();
        assertThat(asked(0, 30).reason()).contains("1 signed by certificate, which is not checked here");
    }

    @Test
    void cannotTellWithoutAMakerOrWithoutASignature() {
        assertThat(asked(0, 30).reason()).contains("1 by a maker who is not known");
        own();
        assertThat(asked(0, 30).reason()).contains("1 without a signature on record");
        sql("UPDATE estate.deployment SET digest = NULL WHERE cluster = :cluster")
                .param("cluster", run.cluster)
                .update();
        assertThat(asked(0, 30).reason()).contains("1 by its tag alone: what a tag means can change");
    }

    @Test
    void cannotTellWhereTheScopeIsNotConfirmedAndSetsAsideWhatIsOutsidePciDss() {
        Facts unconfirmed = Facts.withoutConfirmedScopeIn(1996);
        RunFacts.of(unconfirmed, repository).statedDaily(30).from(unconfirmed.day(10));
        own();

        assertThat(ask(unconfirmed.ask("C14", "DORA", unconfirmed.days(0, 30))).reason())
                .contains("1 in a system whose scope was not confirmed in time");

        Facts outside = Facts.outsideTheCardholderDataEnvironmentIn(1996);
        RunFacts.of(outside, repository).statedDaily(30).from(outside.day(10));
        assertThat(ask(outside.ask("C14", "PCI", outside.days(0, 30))).counts()).isEqualTo(new Counts(1, 0, 0, 0, 1));
    }

    private RunFacts started(Facts of) {
        RunFacts started = RunFacts.of(of, repository)
                .scanned("debian", "12")
                .statedDaily(30)
                .from(of.day(10));
        for (String table : new String[] {"estate.deployment", "estate.image"}) {
            sql("UPDATE " + table + " SET digest = :digest WHERE identity = :identity")
                    .param("digest", digest())
                    .param("identity", repository + "@sha256:" + started.id)
                    .update();
        }
        return started;
    }

    private String digest() {
        return "sha256:" + fingerprint;
    }

    private void own() {
        sql("""
                INSERT INTO estate.origin_rule (id, pattern, created_at, version) VALUES (gen_random_uuid(), :pattern, :begin, 0)
                """)
                .param("pattern", repository)
                .param("begin", facts.begin.atOffset(ZoneOffset.UTC))
                .update();
    }

    private void trusted(Instant approved, @Nullable Instant ended) {
        sql("""
                INSERT INTO estate.trusted_key (entry_index, fingerprint, algorithm, pem, key_hint, origin, valid_from, entered_at, approved_at,
                       ended_at, end_reason)
                SELECT coalesce(max(k.entry_index), -1000000000) + 1, :fingerprint, 'ECDSA P-256', 'a key', :hint, 'The vault', :from, :approved,
                       :approved, :ended::timestamptz, CASE WHEN :ended::timestamptz IS NOT NULL THEN 'It was stolen' END
                  FROM estate.trusted_key k
                 WHERE k.entry_index < 0
                """)
                .param("fingerprint", fingerprint)
                .param("hint", "hint " + facts.system)
                .param("from", LocalDate.of(1995, 1, 1))
                .param("approved", approved.atOffset(ZoneOffset.UTC))
                .param("ended", ended == null ? null : ended.atOffset(ZoneOffset.UTC))
                .update();
    }

    private UUID stated(String kind, Instant at, boolean verifies) {
        UUID id = UuidV7.at(at);
        sql("""
                WITH made AS (
                    INSERT INTO estate.attestation (id, submission_id, n, entry_index, recorded_at, form, kind, predicate_type, builder,
                           build_type, source, revision)
                    VALUES (:id, :id, 0, 0, :at, 'ENVELOPE', :kind, 'a type', 'a builder', '', 'a source', '')
                ), about AS (
                    INSERT INTO estate.attestation_subject (attestation_id, n, digest, name) VALUES (:id, 0, :digest, '')
                ), signed AS (
                    INSERT INTO estate.attestation_signature (attestation_id, n, key_hint, certificate) VALUES (:id, 0, :hint, false)
                )
                INSERT INTO estate.signature_match (fingerprint, attestation_id, n) SELECT :fingerprint, :id, 0 WHERE :verifies
                """)
                .param("id", id)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("kind", kind)
                .param("digest", digest())
                .param("hint", "hint " + facts.system)
                .param("fingerprint", fingerprint)
                .param("verifies", verifies)
                .update();
        return id;
    }

    private CheckResult asked(long from, long to) {
        return ask(facts.ask("C14", "DORA", facts.days(from, to)));
    }
}
