package io.exhibit.estate;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import io.exhibit.ledger.Act;
import io.exhibit.ledger.Decision;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;

/** The rows of keys, as the decisions about them say. */
@Repository
class TrustedKeyStore {

    private static final String KEYS = """
            SELECT k.*, k.entry_index AS entered_entry, v.code, e.name AS entered_name, a.name AS approved_name, d.name AS ended_name,
                   (SELECT count(DISTINCT m.attestation_id) FROM estate.signature_match m WHERE m.fingerprint = k.fingerprint) AS verifies,
                   c.compared, c.documents
              FROM estate.trusted_key k
              LEFT JOIN estate.key_comparison c ON c.fingerprint = k.fingerprint
              LEFT JOIN estate.vendor v ON v.id = k.vendor_id
              LEFT JOIN access.pub_person e ON e.id = k.entered_by
              LEFT JOIN access.pub_person a ON a.id = k.approved_by
              LEFT JOIN access.pub_person d ON d.id = k.ended_by
            """;

    private final JdbcClient jdbc;

    TrustedKeyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** That the vendor is known, has such a document, and has not such a key already. */
    void check(@Nullable String vendor, String fingerprint, @Nullable Long document) {
        if (vendor != null
                && !isThere("SELECT count(*) > 0 FROM estate.vendor v WHERE v.code = :vendor", vendor, "", 0)) {
            throw new NotFound("vendor");
        }
        if (document != null && !isThere("""
                SELECT count(*) > 0 FROM estate.vendor_document d JOIN estate.vendor v ON v.id = d.vendor_id
                 WHERE v.code = :vendor AND d.entry_index = :document
                """, vendor, "", document)) {
            throw new InvalidRequest("The document is not in the vendor's file.");
        }
        if (isThere("""
                SELECT count(*) > 0 FROM estate.trusted_key k LEFT JOIN estate.vendor v ON v.id = k.vendor_id
                 WHERE v.code IS NOT DISTINCT FROM :vendor::text AND k.fingerprint = :fingerprint AND k.ended_at IS NULL
                """, vendor, fingerprint, 0)) {
            throw new InvalidRequest("This key is entered already.");
        }
    }

    private boolean isThere(String question, @Nullable String vendor, String fingerprint, long document) {
        return jdbc.sql(question)
                .param("vendor", vendor)
                .param("fingerprint", fingerprint)
                .param("document", document)
                .query(Boolean.class)
                .single();
    }

    void enter(Decision decision) {
        JsonNode detail = decision.detail();
        KeyEntry entry = KeyEntry.of(detail);
        jdbc.sql("""
                INSERT INTO estate.trusted_key (entry_index, vendor_id, fingerprint, algorithm, pem, key_hint, origin, document_entry,
                                                valid_from, valid_until, entered_at, entered_by)
                VALUES (:entry, (SELECT v.id FROM estate.vendor v WHERE v.code = :vendor), :fingerprint, :algorithm, :pem, :hint, :origin,
                        :document::bigint, :from, :until::date, :at, :by::uuid)
                """)
                .param("entry", decision.index())
                .param("vendor", detail.get("vendor").asString())
                .param("fingerprint", detail.get("fingerprint").asString())
                .param("algorithm", detail.get("algorithm").asString())
                .param("pem", entry.pem())
                .param("hint", entry.keyHint())
                .param("origin", entry.origin())
                .param("document", entry.document())
                .param("from", entry.validFrom())
                .param("until", entry.validUntil())
                .param("at", decision.recordedAt().atOffset(ZoneOffset.UTC))
                .param("by", decision.by())
                .update();
    }

    void approve(Decision decision) {
        jdbc.sql("""
                UPDATE estate.trusted_key SET approved_at = :at, approved_by = :by::uuid, approved_entry = :entry WHERE entry_index = :key
                """)
                .param("at", decision.recordedAt().atOffset(ZoneOffset.UTC))
                .param("by", decision.by())
                .param("entry", decision.index())
                .param("key", decision.detail().get("key").asLong())
                .update();
    }

    void end(Decision decision) {
        JsonNode until = decision.detail().get("countsUntil");
        jdbc.sql("""
                UPDATE estate.trusted_key
                   SET ended_at = :at, ended_by = :by::uuid, ended_entry = :entry, end_reason = :reason, counts_until = :until::date
                 WHERE entry_index = :key
                """)
                .param("at", decision.recordedAt().atOffset(ZoneOffset.UTC))
                .param("by", decision.by())
                .param("entry", decision.index())
                .param("reason", decision.detail().get("reason").asString())
                .param("until", until == null ? null : LocalDate.parse(until.asString()))
                .param("key", decision.detail().get("key").asLong())
                .update();
    }

    Optional<TrustedKey> find(long entry) {
        return jdbc.sql(KEYS + " WHERE k.entry_index = :entry")
                .param("entry", entry)
                .query(TrustedKeyStore::key)
                .optional();
    }

    /** Of a vendor, or of the bank when it is null: those that stand first, the latest first among them. */
    List<TrustedKey> of(@Nullable String vendor) {
        return jdbc.sql(KEYS + """
                 WHERE v.code IS NOT DISTINCT FROM :vendor::text
                 ORDER BY k.ended_at IS NOT NULL, k.entry_index DESC
                """)
                .param("vendor", vendor)
                .query(TrustedKeyStore::key)
                .list();
    }

    private static TrustedKey key(ResultSet row, int n) throws SQLException {
        String reason = row.getString("end_reason");
        return new TrustedKey(
                row.getLong("entry_index"),
                row.getString("code"),
                row.getString("fingerprint"),
                row.getString("algorithm"),
                new KeyEntry(
                        row.getString("pem"),
                        row.getString("key_hint"),
                        row.getString("origin"),
                        row.getObject("document_entry", Long.class),
                        row.getObject("valid_from", LocalDate.class),
                        row.getObject("valid_until", LocalDate.class)),
                Objects.requireNonNull(Act.read(row, "entered")),
                Act.read(row, "approved"),
                reason == null
                        ? null
                        : new TrustedKey.Ending(
                                Objects.requireNonNull(Act.read(row, "ended")),
                                reason,
                                row.getObject("counts_until", LocalDate.class)),
                row.getLong("verifies"),
                row.getObject("documents") == null
                        ? null
                        : new TrustedKey.Comparing(row.getLong("compared"), row.getLong("documents")));
    }
}
