package io.exhibit.intake;

import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.Items;
import io.exhibit.ledger.Ledger;
import io.exhibit.ledger.LedgerItems;
import io.exhibit.ledger.Receipt;
import io.exhibit.ledger.ReceiptSigning;
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
    private final LedgerItems items;
    private final ReceiptSigning signing;
    private final JsonMapper json;

    SubmissionStatus(JdbcClient jdbc, Ledger ledger, LedgerItems items, ReceiptSigning signing, JsonMapper json) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.items = items;
        this.signing = signing;
        this.json = json;
    }

    /** A submission as its sender sees it. */
    record Found(UUID tokenId, Map<String, Object> body) {}

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
            @Nullable String counts) {

        boolean isSettled() {
            return !state.equals("RECEIVED");
        }
    }

    /** What a sender is told at once: everything that was just kept is at hand. */
    Map<String, Object> of(Delivery delivery, Accepted accepted) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", accepted.id());
        body.put("kind", delivery.kind().name());
        body.put("state", "RECEIVED");
        Receipt receipt = accepted.receipt();
        Items.@Nullable Opening opening =
                receipt.items() == null ? null : receipt.items().open(accepted.position());
        kept(
                body,
                delivery.body().sha256().hex(),
                delivery.body().size(),
                receipt(receipt, opening, accepted.position()));
        return body;
    }

    Optional<Found> of(UUID id, Waiting wait) {
        long patience = System.nanoTime() + wait.longest().toNanos();
        Optional<Row> row = look(id);
        while (row.isPresent() && !row.get().isSettled() && System.nanoTime() < patience) {
            try {
                TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return row.map(this::found);
            }
            row = look(id);
        }
        return row.map(this::found);
    }

    private Optional<Row> look(UUID id) {
        return jdbc.sql("""
                SELECT s.id, s.kind, s.token_id, encode(s.sha256, 'hex') AS sha256, s.size, s.entry_index, s.position,
                       CASE WHEN i.state = 'QUARANTINED' AND d.submission_id IS NOT NULL THEN 'DISMISSED'
                            ELSE coalesce(i.state, 'RECEIVED') END AS state, i.reason, i.detail, i.reader, i.counts
                  FROM intake.submission s
                  LEFT JOIN intake.interpretation i ON i.submission_id = s.id
                  LEFT JOIN intake.dismissal d ON d.submission_id = s.id AND d.confirmed_at IS NOT NULL
                 WHERE s.id = :id
                """).param("id", id).query(Row.class).optional();
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
        Receipt receipt = ledger.receipt(row.entryIndex()).orElseThrow();
        Items.@Nullable Opening opening =
                items.opening(row.entryIndex(), row.position()).orElse(null);
        kept(body, row.sha256(), row.size(), receipt(receipt, opening, row.position()));
        if (row.counts() != null) {
            body.put("reader", row.reader());
            body.put("counts", json.readValue(row.counts(), COUNTS));
        }
        return new Found(row.tokenId(), body);
    }

    private static void kept(Map<String, Object> body, String sha256, long size, Map<String, Object> receipt) {
        body.put("sha256", sha256);
        body.put("size", size);
        body.put("receivedAt", String.valueOf(receipt.get("recordedAt")));
        body.put("statusUrl", "/api/v1/submissions/" + body.get("id"));
        body.put("receipt", receipt);
    }

    /** The leaf, how it commits to the request, and who vouches for that. */
    private Map<String, Object> receipt(Receipt receipt, Items.@Nullable Opening opening, int position) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("index", receipt.index());
        shown.put("position", position);
        shown.put("recordedAt", receipt.recordedAt().toString());
        shown.put("leafHash", receipt.leafHash().hex());
        shown.put("leaf", receipt.leaf());
        if (opening != null) {
            shown.put("item", opening.item());
            shown.put("salt", opening.salt());
            shown.put("path", opening.path().stream().map(Sha256::hex).toList());
        }
        signing.sign(receipt).ifPresent(signed -> {
            shown.put("signature", signed.signature());
            shown.put("key", signed.key());
        });
        return shown;
    }
}
