package io.exhibit.estate;

import io.exhibit.intake.KeptDocuments;
import io.exhibit.intake.Unreadable;
import io.exhibit.kernel.Columns;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which signatures verify with which of the keys that were entered. That is found once for each pair, when the later of the two comes, or
 * some time after a key came: whichever that is, the pairs are the same in the end. Trust is asked elsewhere, when somebody looks.
 */
@Component
class SignatureMatches {

    private static final int TOGETHER = 500;

    /** Documents with a signature that a key could verify: one by certificate is of a key that nobody has. */
    private static final String SIGNED = """

              FROM estate.attestation a
              JOIN estate.attestation_signature s ON s.attestation_id = a.id AND NOT s.certificate
            """;

    private final JdbcClient jdbc;
    private final KeptDocuments documents;

    SignatureMatches(JdbcClient jdbc, KeptDocuments documents) {
        this.jdbc = jdbc;
        this.documents = documents;
    }

    private record Match(String fingerprint, UUID attestation, int n) {}

    private record Document(UUID submission, Instant recordedAt) {}

    /** A document that is being read, compared with every key; no key is entered meanwhile. */
    Comparing begin(Instant receivedAt, UUID submission) {
        jdbc.sql("SELECT count(*) FROM (SELECT pg_advisory_xact_lock_shared(hashtext('estate.trusted-keys'))) AS held")
                .query(Long.class)
                .single();
        List<VerifyingKey> keys = jdbc
                .sql("SELECT min(k.pem) AS pem FROM estate.trusted_key k GROUP BY k.fingerprint ORDER BY k.fingerprint")
                .query(String.class)
                .list()
                .stream()
                .map(VerifyingKey::of)
                .toList();
        return new Comparing(keys, receivedAt, submission);
    }

    /** What is compared while it is read. */
    final class Comparing {

        private final List<VerifyingKey> keys;
        private final Instant receivedAt;
        private final UUID submission;
        private final List<Match> found = new ArrayList<>();
        private int attestations;

        private Comparing(List<VerifyingKey> keys, Instant receivedAt, UUID submission) {
            this.keys = keys;
            this.receivedAt = receivedAt;
            this.submission = submission;
        }

        void add(Attestation attestation) {
            UUID id = AttestationStore.id(receivedAt, submission, attestations++);
            for (VerifyingKey key : keys) {
                found.addAll(matches(key, attestation, id));
            }
        }

        void end() {
            write(found);
        }
    }

    /** From when the transaction ends on every reader knows the key that is entered in it; what was read before is there to be compared. */
    void awaitReaders() {
        jdbc.sql("SELECT count(*) FROM (SELECT pg_advisory_xact_lock(hashtext('estate.trusted-keys'))) AS held")
                .query(Long.class)
                .single();
    }

    /** Compares a key with everything that was read before, in the transaction in which it is entered. */
    void compareAll(VerifyingKey key) {
        awaitReaders();
        compare(
                key,
                jdbc.sql("SELECT DISTINCT a.recorded_at, a.submission_id" + SIGNED + "ORDER BY 1, 2")
                        .query(SignatureMatches::document)
                        .list());
    }

    /** Notes that a key is to be compared with everything that was read before, unless another entry of it has been. */
    void compareLater(String fingerprint, long entry) {
        jdbc.sql(
                        "INSERT INTO estate.key_comparison (fingerprint, documents) SELECT :fingerprint, count(DISTINCT a.submission_id)"
                                + SIGNED
                                + "HAVING NOT EXISTS (SELECT 1 FROM estate.trusted_key k WHERE k.fingerprint = :fingerprint AND k.entry_index <> :entry)")
                .param("fingerprint", fingerprint)
                .param("entry", entry)
                .update();
    }

    /** Whether a key is still to be compared with anything. */
    boolean isAnyWaiting() {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM estate.key_comparison)")
                .query(Boolean.class)
                .single();
    }

    /** Compares one of the keys that wait with so many of the documents that come next, in the caller's transaction. */
    void compareNext(int most) {
        Waiting waiting =
                jdbc.sql("""
                SELECT c.fingerprint,
                       (SELECT min(k.pem) FROM estate.trusted_key k WHERE k.fingerprint = c.fingerprint) AS pem
                  FROM estate.key_comparison c
                 ORDER BY c.fingerprint
                 LIMIT 1
                   FOR UPDATE
                """).query(Waiting.class).list().stream().findFirst().orElse(null);
        // Another replica may have been quicker.
        if (waiting == null) {
            return;
        }
        List<Document> next = next(waiting.fingerprint(), most);
        compare(VerifyingKey.of(waiting.pem()), next);
        if (next.size() < most) {
            jdbc.sql("DELETE FROM estate.key_comparison WHERE fingerprint = :fingerprint")
                    .param("fingerprint", waiting.fingerprint())
                    .update();
        } else {
            goOnBehind(next.getLast(), waiting.fingerprint(), next.size());
        }
    }

    private record Waiting(String fingerprint, String pem) {}

    private List<Document> next(String fingerprint, int most) {
        return jdbc.sql("""
                SELECT DISTINCT a.recorded_at, a.submission_id
                  FROM estate.key_comparison c
                  JOIN estate.attestation a ON (a.recorded_at, a.submission_id) > (c.through_at, c.through)
                 WHERE c.fingerprint = :fingerprint
                   AND EXISTS (SELECT 1 FROM estate.attestation_signature s WHERE s.attestation_id = a.id AND NOT s.certificate)
                 ORDER BY a.recorded_at, a.submission_id
                 LIMIT :most
                """)
                .param("fingerprint", fingerprint)
                .param("most", most)
                .query(SignatureMatches::document)
                .list();
    }

    private void goOnBehind(Document last, String fingerprint, int compared) {
        jdbc.sql("""
                UPDATE estate.key_comparison SET through_at = :at, through = :submission, compared = compared + :compared
                 WHERE fingerprint = :fingerprint
                """)
                .param("at", last.recordedAt().atOffset(ZoneOffset.UTC))
                .param("submission", last.submission())
                .param("compared", compared)
                .param("fingerprint", fingerprint)
                .update();
    }

    private void compare(VerifyingKey key, List<Document> those) {
        List<Match> found = new ArrayList<>();
        for (Document document : those) {
            found.addAll(matches(key, document));
            if (found.size() >= TOGETHER) {
                write(found);
                found.clear();
            }
        }
        write(found);
    }

    private static Document document(ResultSet row, int n) throws SQLException {
        return new Document(Columns.id(row, "submission_id"), Columns.at(row, "recorded_at"));
    }

    private List<Match> matches(VerifyingKey key, Document document) {
        List<Match> found = new ArrayList<>();
        int[] n = {0};
        try (InputStream in = documents.open(document.submission())) {
            AttestationReader.read(
                    in,
                    one -> found.addAll(matches(
                            key, one, AttestationStore.id(document.recordedAt(), document.submission(), n[0]++))));
        } catch (Unreadable changed) {
            throw new IllegalStateException("What was read once is not read any more", changed);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return found;
    }

    private static List<Match> matches(VerifyingKey key, Attestation attestation, UUID id) {
        List<Match> found = new ArrayList<>();
        for (int n = 0; n < attestation.signatures().size(); n++) {
            Attestation.Signature signature = attestation.signatures().get(n);
            if (!signature.certificate() && key.verifies(signature.bytes(), attestation.signed())) {
                found.add(new Match(key.fingerprint(), id, n));
            }
        }
        return found;
    }

    private void write(List<Match> found) {
        jdbc.sql("""
                INSERT INTO estate.signature_match (fingerprint, attestation_id, n)
                SELECT * FROM unnest(:fingerprints::text[], :ids::uuid[], :ns::int[])
                ON CONFLICT DO NOTHING
                """)
                .param("fingerprints", found.stream().map(Match::fingerprint).toArray(String[]::new))
                .param(
                        "ids",
                        found.stream().map(one -> one.attestation().toString()).toArray(String[]::new))
                .param("ns", found.stream().map(Match::n).toArray(Integer[]::new))
                .update();
    }
}
