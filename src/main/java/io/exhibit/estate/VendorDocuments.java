package io.exhibit.estate;

import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Columns;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Decision;
import io.exhibit.ledger.Decisions;
import io.exhibit.ledger.Draft;
import io.exhibit.ledger.Ledger;
import io.exhibit.ledger.Originals;
import io.exhibit.ledger.Spool;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The due-diligence files of vendors. What is filed is an original of the ledger, with an entry of its own; it is replaced by a later
 * document and never changed or deleted, so that the file can be seen as of any day.
 */
@Component
public class VendorDocuments {

    static final String FILED = "vendor.document-filed";

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Originals originals;
    private final Decisions decisions;

    VendorDocuments(JdbcClient jdbc, Ledger ledger, Originals originals, Decisions decisions) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.originals = originals;
        this.decisions = decisions;
    }

    /** Files a document; what it replaces is one of the same vendor and kind that nothing has replaced yet. The ledger entry's index. */
    @Transactional
    public long file(String vendor, DocumentEntry entry, Spool bytes, Actor by) throws IOException {
        if (bytes.size() == 0) {
            throw new InvalidRequest("The file is empty.");
        }
        // First what takes longest: others wait for the ledger from then on.
        originals.storeParts(bytes);
        ledger.lock();
        check(vendor, entry);
        originals.storeHeads(List.of(bytes));
        Decision decision = decisions.make(
                new Draft(
                        FILED, by, entry.detail(vendor, bytes.sha256(), bytes.size()), bytes.sha256(), bytes.size(), 1),
                vendor);
        keep(decision);
        return decision.index();
    }

    private void check(String vendor, DocumentEntry entry) {
        if (jdbc.sql("SELECT 1 FROM estate.vendor WHERE code = :code")
                .param("code", vendor)
                .query(Integer.class)
                .optional()
                .isEmpty()) {
            throw new NotFound("vendor");
        }
        Long replaces = entry.replaces();
        if (replaces != null && !isReplaceable(vendor, entry.kind(), replaces)) {
            throw new InvalidRequest(
                    "It replaces a document of the same vendor and kind that nothing has replaced yet. Look at the file again.");
        }
    }

    private boolean isReplaceable(String vendor, DocumentKind kind, long entry) {
        return jdbc.sql("""
                SELECT count(*) > 0
                  FROM estate.vendor_document d
                  JOIN estate.vendor v ON v.id = d.vendor_id
                 WHERE v.code = :vendor AND d.kind = :kind AND d.entry_index = :entry
                   AND NOT EXISTS (SELECT 1 FROM estate.vendor_document n WHERE n.replaces = d.entry_index)
                """)
                .param("vendor", vendor)
                .param("kind", kind.name())
                .param("entry", entry)
                .query(Boolean.class)
                .single();
    }

    /** What the decision comes to, when it is made and when all is made anew from the ledger. */
    void keep(Decision decision) {
        DocumentEntry entry = DocumentEntry.of(decision.detail());
        jdbc.sql("""
                INSERT INTO estate.vendor_document (entry_index, vendor_id, kind, title, file_name, owner, valid_from, expires_on,
                                                    sha256, size, filed_at, filed_by, replaces)
                SELECT :entry, v.id, :kind, :title, :file, :owner, :from, :until::date, :sha256, :size, :at, :by::uuid,
                       :replaces::bigint
                  FROM estate.vendor v
                 WHERE v.code = :vendor
                """)
                .param("entry", decision.index())
                .param("vendor", decision.detail().get("vendor").asString())
                .param("kind", entry.kind().name())
                .param("title", entry.title())
                .param("file", entry.fileName())
                .param("owner", entry.owner())
                .param("from", entry.validFrom())
                .param("until", entry.expiresOn())
                .param("sha256", new Sha256(decision.detail().get("sha256").asString()).bytes())
                .param("size", decision.detail().get("size").asLong())
                .param("at", decision.recordedAt().atOffset(ZoneOffset.UTC))
                .param("by", decision.by())
                .param("replaces", entry.replaces())
                .update();
    }

    /**
     * What was filed by that time, of one vendor or of all; the latest first. As known later what was filed later too, where it was valid on
     * the day.
     */
    List<VendorDocument> filed(@Nullable String vendor, AsOf asOf) {
        return ask(vendor, null, asOf);
    }

    Optional<VendorDocument> one(String vendor, long entry, Instant now) {
        return ask(vendor, entry, new AsOf(now, true)).stream().findFirst();
    }

    private List<VendorDocument> ask(@Nullable String vendor, @Nullable Long entry, AsOf asOf) {
        return jdbc.sql("""
                SELECT d.entry_index, v.code, d.kind, d.title, d.file_name, d.owner, d.valid_from, d.expires_on, d.replaces,
                       encode(d.sha256, 'hex') AS sha256, d.size, d.filed_at, p.name AS filed_by, n.entry_index AS replaced_by
                  FROM estate.vendor_document d
                  JOIN estate.vendor v ON v.id = d.vendor_id
                  LEFT JOIN estate.vendor_document n ON n.replaces = d.entry_index
                   AND (n.filed_at <= :asOf OR n.filed_at <= :known AND n.valid_from <= :day::date)
                  LEFT JOIN access.pub_person p ON p.id = d.filed_by
                 WHERE (d.filed_at <= :asOf OR d.filed_at <= :known AND d.valid_from <= :day::date)
                   AND (:vendor::text IS NULL OR v.code = :vendor)
                   AND (:entry::bigint IS NULL OR d.entry_index = :entry)
                 ORDER BY d.entry_index DESC
                """)
                .param("asOf", asOf.at().atOffset(ZoneOffset.UTC))
                .param("known", asOf.known().atOffset(ZoneOffset.UTC))
                .param("day", LocalDate.ofInstant(asOf.at(), ZoneOffset.UTC))
                .param("vendor", vendor)
                .param("entry", entry)
                .query(VendorDocuments::document)
                .list();
    }

    private static VendorDocument document(ResultSet rs, int n) throws SQLException {
        return new VendorDocument(
                rs.getLong("entry_index"),
                rs.getString("code"),
                new DocumentEntry(
                        DocumentKind.valueOf(rs.getString("kind")),
                        rs.getString("title"),
                        rs.getString("file_name"),
                        rs.getString("owner"),
                        rs.getObject("valid_from", LocalDate.class),
                        rs.getObject("expires_on", LocalDate.class),
                        rs.getObject("replaces", Long.class)),
                rs.getString("sha256"),
                rs.getLong("size"),
                Columns.at(rs, "filed_at"),
                rs.getString("filed_by"),
                rs.getObject("replaced_by", Long.class));
    }
}
