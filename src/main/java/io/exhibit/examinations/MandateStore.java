package io.exhibit.examinations;

import io.exhibit.examinations.Terms.Days;
import io.exhibit.ledger.Act;
import io.exhibit.ledger.Decision;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of mandates and of what was handed over, as the decisions about them say. */
@Repository
class MandateStore {

    private static final String MANDATES = """
            SELECT m.*, m.entry_index AS given_entry, e.name AS examiner, g.name AS given_name, a.name AS approved_name, w.name AS withdrawn_name
              FROM examinations.mandate m
              LEFT JOIN access.pub_person e ON e.id = m.examiner_id
              LEFT JOIN access.pub_person g ON g.id = m.given_by
              LEFT JOIN access.pub_person a ON a.id = m.approved_by
              LEFT JOIN access.pub_person w ON w.id = m.withdrawn_by
            """;

    private final JdbcClient jdbc;

    MandateStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void give(Decision decision) {
        Terms said = Terms.of(decision.detail());
        jdbc.sql("""
                INSERT INTO examinations.mandate (entry_index, examiner_id, authority, frameworks, scopes, period_from, period_to, valid_from,
                                                  valid_until, given_at, given_by)
                VALUES (:entry, :examiner, :authority, :frameworks, :scopes, :periodFrom, :periodTo, :from, :until, :at, :by::uuid)
                """)
                .param("entry", decision.index())
                .param("examiner", said.examiner())
                .param("authority", said.authority())
                .param("frameworks", said.frameworks().toArray(String[]::new))
                .param("scopes", said.scopes().toArray(String[]::new))
                .param("periodFrom", said.examined().from())
                .param("periodTo", said.examined().to())
                .param("from", said.inForce().from())
                .param("until", said.inForce().to())
                .param("at", decision.recordedAt().atOffset(ZoneOffset.UTC))
                .param("by", decision.by())
                .update();
    }

    void approve(Decision decision) {
        jdbc.sql("""
                UPDATE examinations.mandate SET approved_at = :at, approved_by = :by::uuid, approved_entry = :entry WHERE entry_index = :mandate
                """)
                .param("at", decision.recordedAt().atOffset(ZoneOffset.UTC))
                .param("by", decision.by())
                .param("entry", decision.index())
                .param("mandate", decision.detail().get("mandate").asLong())
                .update();
    }

    void withdraw(Decision decision) {
        jdbc.sql("""
                UPDATE examinations.mandate
                   SET withdrawn_at = :at, withdrawn_by = :by::uuid, withdrawn_entry = :entry, withdrawn_why = :why
                 WHERE entry_index = :mandate
                """)
                .param("at", decision.recordedAt().atOffset(ZoneOffset.UTC))
                .param("by", decision.by())
                .param("entry", decision.index())
                .param("why", decision.detail().get("reason").asString())
                .param("mandate", decision.detail().get("mandate").asLong())
                .update();
    }

    void handOver(Decision decision) {
        jdbc.sql("""
                INSERT INTO examinations.handed_pack (entry_index, mandate, pack_id, handed_at, handed_by)
                VALUES (:entry, :mandate, :pack::uuid, :at, :by::uuid)
                """)
                .param("entry", decision.index())
                .param("mandate", decision.detail().get("mandate").asLong())
                .param("pack", decision.detail().get("pack").asString())
                .param("at", decision.recordedAt().atOffset(ZoneOffset.UTC))
                .param("by", decision.by())
                .update();
    }

    Optional<Mandate> find(long entry) {
        return jdbc.sql(MANDATES + " WHERE m.entry_index = :entry")
                .param("entry", entry)
                .query(MandateStore::mandate)
                .optional();
    }

    /** The latest first, below an entry. */
    List<Mandate> page(long below, int most) {
        return jdbc.sql(MANDATES + " WHERE m.entry_index < :below ORDER BY m.entry_index DESC LIMIT :most")
                .param("below", below)
                .param("most", most)
                .query(MandateStore::mandate)
                .list();
    }

    /** Those that an examiner sees something by on a day, the latest first. */
    List<Mandate> inForce(UUID examiner, LocalDate today) {
        return jdbc.sql(MANDATES + """
            WHERE m.examiner_id = :examiner AND m.approved_at IS NOT NULL AND m.withdrawn_at IS NULL
              AND :today BETWEEN m.valid_from AND m.valid_until
            ORDER BY m.entry_index DESC
            """)
                .param("examiner", examiner)
                .param("today", today)
                .query(MandateStore::mandate)
                .list();
    }

    private static Mandate mandate(ResultSet row, int n) throws SQLException {
        String examiner = row.getString("examiner");
        return new Mandate(
                row.getLong("entry_index"),
                new Terms(
                        row.getObject("examiner_id", UUID.class),
                        row.getString("authority"),
                        texts(row, "frameworks"),
                        texts(row, "scopes"),
                        days(row, "period_from", "period_to"),
                        days(row, "valid_from", "valid_until")),
                examiner == null ? "somebody unknown" : examiner,
                Objects.requireNonNull(Act.read(row, "given")),
                Act.read(row, "approved"),
                Act.read(row, "withdrawn"),
                row.getString("withdrawn_why"));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    private static Days days(ResultSet row, String from, String to) throws SQLException {
        return new Days(row.getObject(from, LocalDate.class), row.getObject(to, LocalDate.class));
    }
}
