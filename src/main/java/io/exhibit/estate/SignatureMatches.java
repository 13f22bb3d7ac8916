package io.exhibit.estate;

import io.exhibit.intake.KeptDocuments;
import io.exhibit.intake.Unreadable;
import io.exhibit.kernel.Columns;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which signatures verify with which of the keys that were entered. That is found once for each pair, when the later of the two comes:
 * whichever that is, the pairs are the same in the end. Trust is asked elsewhere, when somebody looks.
 */
@Component
class SignatureMatches {

    private static final int TOGETHER = 500;

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

    /** Compares a key with everything that was read before; others may go on meanwhile. What is in seen is left out, and added to. */
    void compare(VerifyingKey key, Set<UUID> seen) {
        List<Match> found = new ArrayList<>();
        for (Document document : signed()) {
            if (seen.add(document.submission())) {
                found.addAll(matches(key, document));
                if (found.size() >= TOGETHER) {
                    write(found);
                    found.clear();
                }
            }
        }
        write(found);
    }

    /** The same in the transaction in which the key is entered, from when on every reader knows it. */
    void compareRest(VerifyingKey key, Set<UUID> seen) {
        jdbc.sql("SELECT count(*) FROM (SELECT pg_advisory_xact_lock(hashtext('estate.trusted-keys'))) AS held")
                .query(Long.class)
                .single();
        compare(key, seen);
    }

    /** A set that is empty, to begin with. */
    static Set<UUID> nothing() {
        return new HashSet<>();
    }

    /** Documents with a signature that a key could verify: one by certificate is of a key that nobody has. */
    private List<Document> signed() {
        return jdbc.sql("""
                SELECT DISTINCT a.submission_id, a.recorded_at
                  FROM estate.attestation a
                  JOIN estate.attestation_signature s ON s.attestation_id = a.id AND NOT s.certificate
                 ORDER BY a.recorded_at, a.submission_id
                """)
                .query((row, n) -> new Document(Columns.id(row, "submission_id"), Columns.at(row, "recorded_at")))
                .list();
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
