package io.exhibit.packs;

import io.exhibit.access.Role;
import io.exhibit.kernel.Columns;
import io.exhibit.ledger.Decision;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What people said of packs, as the ledger has it. Rows are never changed. */
@Component
class SignOffStore {

    private final JdbcClient jdbc;

    SignOffStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void keep(Decision decision) {
        jdbc.sql("""
                INSERT INTO packs.sign_off (entry_index, pack_id, kind, signed_by, role, signed_at, statement, reason)
                VALUES (:entry, :pack::uuid, :kind, :by, :role, :at, :statement, :reason)
                """)
                .param("entry", decision.index())
                .param("pack", decision.detail().get("pack").asString())
                .param("kind", SignOff.Kind.of(decision.kind()).name())
                .param("by", decision.by())
                .param("role", decision.detail().get("role").asString())
                .param("at", decision.recordedAt().atOffset(ZoneOffset.UTC))
                .param("statement", decision.detail().get("statement").asString())
                .param("reason", decision.detail().get("reason").asString())
                .update();
    }

    /** The earliest first. */
    List<SignOff> of(UUID pack) {
        return jdbc.sql("""
                SELECT s.entry_index, s.pack_id, s.kind, s.signed_by, coalesce(p.name, s.signed_by::text) AS name, s.role, s.signed_at,
                       s.statement, s.reason
                  FROM packs.sign_off s
                  LEFT JOIN access.pub_person p ON p.id = s.signed_by
                 WHERE s.pack_id = :pack
                 ORDER BY s.entry_index
                """).param("pack", pack).query(SignOffStore::signOff).list();
    }

    /** The role of somebody who may sign in. */
    Optional<Role> role(UUID person) {
        return jdbc.sql("SELECT p.role FROM access.pub_person p WHERE p.id = :person AND p.disabled_at IS NULL")
                .param("person", person)
                .query(String.class)
                .optional()
                .map(Role::valueOf);
    }

    private static SignOff signOff(ResultSet row, int n) throws SQLException {
        return new SignOff(
                row.getLong("entry_index"),
                row.getObject("pack_id", UUID.class),
                SignOff.Kind.valueOf(row.getString("kind")),
                row.getObject("signed_by", UUID.class),
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                Columns.at(row, "signed_at"),
                row.getString("statement"),
                row.getString("reason"));
    }
}
