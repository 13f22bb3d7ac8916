package io.exhibit.intake;

import io.exhibit.kernel.Sha256;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which key each sender has used for which request. Asked under the ledger's lock, so that two requests cannot pass each other. */
@Component
class IdempotencyKeys {

    private final JdbcClient jdbc;

    IdempotencyKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Named(UUID tokenId, String key) {

        static Named of(Delivery delivery) {
            return new Named(delivery.tokenId(), String.valueOf(delivery.idempotencyKey()));
        }
    }

    /** Those of the batch whose key does not stand for something else, before it or in it. */
    List<Delivery> withoutConflict(List<Delivery> batch) {
        List<Delivery> named = batch.stream()
                .filter(delivery -> delivery.idempotencyKey() != null)
                .toList();
        if (named.isEmpty()) {
            return batch;
        }
        Map<Named, SubmissionKey> meanings = known(named);
        return batch.stream()
                .filter(delivery -> delivery.idempotencyKey() == null
                        || meanings.computeIfAbsent(Named.of(delivery), _ -> SubmissionKey.of(delivery))
                                .equals(SubmissionKey.of(delivery)))
                .toList();
    }

    void remember(Map<Delivery, Accepted> accepted) {
        List<Map.Entry<Delivery, Accepted>> named = accepted.entrySet().stream()
                .filter(entry -> entry.getKey().idempotencyKey() != null)
                .toList();
        if (named.isEmpty()) {
            return;
        }
        jdbc.sql("""
                INSERT INTO intake.idempotency_key (token_id, key, submission_id)
                SELECT DISTINCT * FROM unnest(:tokens::uuid[], :keys::text[], :submissions::uuid[])
                ON CONFLICT DO NOTHING
                """)
                .param(
                        "tokens",
                        named.stream().map(entry -> entry.getKey().tokenId()).toArray(UUID[]::new))
                .param(
                        "keys",
                        named.stream()
                                .map(entry -> entry.getKey().idempotencyKey())
                                .toArray(String[]::new))
                .param(
                        "submissions",
                        named.stream().map(entry -> entry.getValue().id()).toArray(UUID[]::new))
                .update();
    }

    private Map<Named, SubmissionKey> known(List<Delivery> named) {
        Map<Named, SubmissionKey> known = new HashMap<>();
        jdbc.sql("""
                SELECT k.token_id, k.key, s.kind, s.sha256, s.context_hash
                  FROM unnest(:tokens::uuid[], :keys::text[]) AS t (token_id, key)
                  JOIN intake.idempotency_key k USING (token_id, key)
                  JOIN intake.submission s ON s.id = k.submission_id
                """)
                .param("tokens", named.stream().map(Delivery::tokenId).toArray(UUID[]::new))
                .param("keys", named.stream().map(Delivery::idempotencyKey).toArray(String[]::new))
                .query(row -> {
                    UUID token = row.getObject("token_id", UUID.class);
                    known.put(
                            new Named(token, row.getString("key")),
                            new SubmissionKey(
                                    token,
                                    Kind.valueOf(row.getString("kind")),
                                    Sha256.ofBytes(row.getBytes("sha256")),
                                    Sha256.ofBytes(row.getBytes("context_hash"))));
                });
        return known;
    }
}
