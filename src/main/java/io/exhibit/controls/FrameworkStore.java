package io.exhibit.controls;

import io.exhibit.kernel.Columns;
import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.Act;
import io.exhibit.ledger.Decision;
import io.exhibit.ledger.Proposal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;

/** The rows of the bank's own frameworks, as the decisions about them say. */
@Repository
class FrameworkStore {

    private static final String VERSIONS = """
            SELECT v.*, v.entry_index AS proposed_entry, p.name AS proposed_name, d.name AS decided_name
              FROM controls.framework_version v
              LEFT JOIN access.pub_person p ON p.id = v.proposed_by
              LEFT JOIN access.pub_person d ON d.id = v.decided_by
            """;

    private final JdbcClient jdbc;

    FrameworkStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void file(Decision decision) {
        JsonNode detail = decision.detail();
        FrameworkFiling said = FrameworkFiling.of(decision);
        jdbc.sql("""
                INSERT INTO controls.framework_version (entry_index, framework, version, name, format, profile, source, from_day, sha256,
                       size, reason, proposed_at, proposed_by, lapses_at)
                VALUES (:entry, :framework, :version, :name, :format, :profile, :source, :from, :sha256, :size, :reason, :at, :by::uuid,
                       :lapses)
                """)
                .param("entry", decision.index())
                .param("framework", said.id())
                .param("version", detail.get("version").asString())
                .param("name", detail.get("name").asString())
                .param("format", detail.get("format").asString())
                .param("profile", said.profile())
                .param("source", said.source())
                .param("from", said.from())
                .param("sha256", new Sha256(detail.get("sha256").asString()).bytes())
                .param("size", detail.get("size").asLong())
                .param("reason", said.reason())
                .param("at", decision.recordedAt().atOffset(ZoneOffset.UTC))
                .param("by", decision.by())
                .param("lapses", Proposal.lapsesAt(decision).atOffset(ZoneOffset.UTC))
                .update();
    }

    void decide(Decision decision, boolean approved) {
        jdbc.sql("""
                UPDATE controls.framework_version
                   SET decided_at = :at, decided_by = :by::uuid, decided_entry = :entry, approved = :approved, comment = :comment
                 WHERE entry_index = :version
                """)
                .param("at", decision.recordedAt().atOffset(ZoneOffset.UTC))
                .param("by", decision.by())
                .param("entry", decision.index())
                .param("approved", approved)
                .param("comment", decision.detail().get("comment").asString())
                .param("version", decision.detail().get("filed").asLong())
                .update();
    }

    /** Of each framework the version that came to count last by then. */
    List<FrameworkVersion> inForce(Instant at) {
        return jdbc.sql(VERSIONS + """
                 WHERE v.entry_index IN (SELECT DISTINCT ON (f.framework) f.entry_index
                                           FROM controls.framework_version f
                                          WHERE f.effective_at <= :at
                                          ORDER BY f.framework, f.effective_at DESC, f.entry_index DESC)
                 ORDER BY v.framework
                """)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(FrameworkStore::version)
                .list();
    }

    /** Every version, the latest first. */
    List<FrameworkVersion> all() {
        return jdbc.sql(VERSIONS + " ORDER BY v.entry_index DESC")
                .query(FrameworkStore::version)
                .list();
    }

    Optional<FrameworkVersion> find(long entry) {
        return jdbc.sql(VERSIONS + " WHERE v.entry_index = :entry")
                .param("entry", entry)
                .query(FrameworkStore::version)
                .optional();
    }

    private static FrameworkVersion version(ResultSet row, int n) throws SQLException {
        return new FrameworkVersion(
                row.getLong("entry_index"),
                new FrameworkVersion.Named(row.getString("framework"), row.getString("version"), row.getString("name")),
                new FrameworkFiling(
                        Objects.requireNonNull(row.getObject("from_day", LocalDate.class)),
                        row.getString("reason"),
                        row.getString("framework"),
                        row.getString("profile"),
                        row.getString("source")),
                new FrameworkVersion.File(
                        row.getString("format"), Sha256.ofBytes(row.getBytes("sha256")), row.getLong("size")),
                Objects.requireNonNull(Act.read(row, "proposed")),
                Columns.at(row, "lapses_at"),
                Proposal.Decided.read(row));
    }
}
