package io.exhibit.documents;

import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.Act;
import io.exhibit.ledger.Decision;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of documents, as the decisions about them say. */
@Repository
class DocumentStore {

    private static final String DOCUMENTS = """
            SELECT d.*, encode(d.sha256, 'hex') AS hex, d.entry_index AS filed_entry, f.name AS filed_name, a.name AS approved_name,
                   w.name AS withdrawn_name, n.entry_index AS replaced_by
              FROM documents.document d
              LEFT JOIN documents.document n ON n.replaces = d.entry_index
              LEFT JOIN access.pub_person f ON f.id = d.filed_by
              LEFT JOIN access.pub_person a ON a.id = d.approved_by
              LEFT JOIN access.pub_person w ON w.id = d.withdrawn_by
            """;

    private final JdbcClient jdbc;

    DocumentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void file(Decision decision) {
        Filing said = Filing.of(decision.detail());
        jdbc.sql("""
                INSERT INTO documents.document (entry_index, line, topic, title, owner, file_name, valid_from, review_on, sha256, size,
                                                filed_at, filed_by, replaces)
                VALUES (:entry, coalesce((SELECT o.line FROM documents.document o WHERE o.entry_index = :replaces::bigint), :entry), :topic,
                        :title, :owner, :file, :from, :review, :sha256, :size, :at, :by::uuid, :replaces::bigint)
                """)
                .param("entry", decision.index())
                .param("topic", said.topic().name())
                .param("title", said.title())
                .param("owner", said.owner())
                .param("file", said.fileName())
                .param("from", said.validFrom())
                .param("review", said.reviewOn())
                .param("sha256", new Sha256(decision.detail().get("sha256").asString()).bytes())
                .param("size", decision.detail().get("size").asLong())
                .param("at", decision.recordedAt().atOffset(ZoneOffset.UTC))
                .param("by", decision.by())
                .param("replaces", said.replaces())
                .update();
    }

    void approve(Decision decision) {
        jdbc.sql("""
                UPDATE documents.document SET approved_at = :at, approved_by = :by::uuid, approved_entry = :entry WHERE entry_index = :document
                """)
                .param("at", decision.recordedAt().atOffset(ZoneOffset.UTC))
                .param("by", decision.by())
                .param("entry", decision.index())
                .param("document", decision.detail().get("document").asLong())
                .update();
    }

    void withdraw(Decision decision) {
        jdbc.sql("""
                UPDATE documents.document
                   SET withdrawn_at = :at, withdrawn_by = :by::uuid, withdrawn_entry = :entry, withdrawn_why = :why
                 WHERE line = (SELECT d.line FROM documents.document d WHERE d.entry_index = :document)
                """)
                .param("at", decision.recordedAt().atOffset(ZoneOffset.UTC))
                .param("by", decision.by())
                .param("entry", decision.index())
                .param("why", decision.detail().get("reason").asString())
                .param("document", decision.detail().get("document").asLong())
                .update();
    }

    Optional<Document> find(long entry) {
        return jdbc.sql(DOCUMENTS + " WHERE d.entry_index = :entry")
                .param("entry", entry)
                .query(DocumentStore::document)
                .optional();
    }

    /** Every version, the latest first. */
    List<Document> all() {
        return jdbc.sql(DOCUMENTS + " ORDER BY d.entry_index DESC")
                .query(DocumentStore::document)
                .list();
    }

    private static Document document(ResultSet row, int n) throws SQLException {
        return new Document(
                row.getLong("entry_index"),
                new Filing(
                        Topic.valueOf(row.getString("topic")),
                        row.getString("title"),
                        row.getString("owner"),
                        row.getString("file_name"),
                        row.getObject("valid_from", LocalDate.class),
                        row.getObject("review_on", LocalDate.class),
                        row.getObject("replaces", Long.class)),
                row.getString("hex"),
                row.getLong("size"),
                Objects.requireNonNull(Act.read(row, "filed")),
                Act.read(row, "approved"),
                Act.read(row, "withdrawn"),
                row.getString("withdrawn_why"),
                row.getObject("replaced_by", Long.class));
    }
}
