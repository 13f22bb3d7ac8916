package io.exhibit.intake;

import io.exhibit.ledger.Ledger;
import io.exhibit.ledger.Receipt;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What a submission's sender is told of it, at once or after waiting for its interpretation. */
@Component
class SubmissionStatus {

    private static final TypeReference<Map<String, Object>> COUNTS = new TypeReference<>() {};
    private static final long BETWEEN_LOOKS = 25;

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final JsonMapper json;

    SubmissionStatus(JdbcClient jdbc, Ledger ledger, JsonMapper json) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.json = json;
    }

    /** A submission as its sender sees it. */
    record Found(UUID tokenId, boolean settled, Map<String, Object> body) {}

    private record Row(
            UUID id,
            String kind,
            UUID tokenId,
            String sha256,
            long size,
            long entryIndex,
            int position,
            String state,
            @Nullable String reason,
            @Nullable String detail,
            @Nullable String reader,
            @Nullable String counts) {}

    /** What a sender is told at once: everything that was just kept is at hand. */
    Map<String, Object> of(Delivery delivery, Accepted accepted) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", accepted.id());
        body.put("kind", delivery.kind().name());
        body.put("state", "RECEIVED");
        kept(body, delivery.body().sha256().hex(), delivery.body().size(), accepted.receipt(), accepted.position());
        return body;
    }

    Optional<Found> of(UUID id, Waiting wait) {
        long patience = System.nanoTime() + wait.longest().toNanos();
        Optional<Found> found = look(id);
        while (found.isPresent() && !found.get().settled() && System.nanoTime() < patience) {
            try {
                TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return found;
            }
            found = look(id);
        }
        return found;
    }

    private Optional<Found> look(UUID id) {
        return jdbc.sql("""
                SELECT s.id, s.kind, s.token_id, encode(s.sha256, 'hex') AS sha256, s.size, s.entry_index, s.position,
                       CASE WHEN i.state = 'QUARANTINED' AND d.submission_id IS NOT NULL THEN 'DISMISSED'
                            ELSE coalesce(i.state, 'RECEIVED') END AS state, i.reason, i.detail, i.reader, i.counts
                  FROM intake.submission s
                  LEFT JOIN intake.interpretation i ON i.submission_id = s.id
                  LEFT JOIN intake.dismissal d ON d.submission_id = s.id AND d.confirmed_at IS NOT NULL
                 WHERE s.id = :id
                """).param("id", id).query(Row.class).optional().map(this::found);
    }

    private Found found(Row row) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", row.id());
        body.put("kind", row.kind());
        body.put("state", row.state());
        if (row.reason() != null) {
            body.put("reason", row.reason());
            body.put("detail", row.detail());
        }
        kept(body, row.sha256(), row.size(), ledger.receipt(row.entryIndex()).orElseThrow(), row.position());
        if (row.counts() != null) {
            body.put("reader", row.reader());
            body.put("counts", json.readValue(row.counts(), COUNTS));
        }
        return new Found(row.tokenId(), !row.state().equals("RECEIVED"), body);
    }

    private static void kept(Map<String, Object> body, String sha256, long size, Receipt receipt, int position) {
        body.put("sha256", sha256);
        body.put("size", size);
        body.put("receivedAt", receipt.recordedAt().toString());
        body.put("statusUrl", "/api/v1/submissions/" + body.get("id"));
        body.put("receipt", receipt(receipt, position));
    }

    private static Map<String, Object> receipt(Receipt receipt, int position) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("index", receipt.index());
        shown.put("position", position);
        shown.put("recordedAt", receipt.recordedAt().toString());
        shown.put("leafHash", receipt.leafHash().hex());
        shown.put("leaf", receipt.leaf());
        return shown;
    }
}
