package io.exhibit.estate;

import io.exhibit.kernel.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Every confirmation of the scope of a system: what held on a day is the last one by then. */
@Component
class ScopeConfirmations {

    private final JdbcClient jdbc;

    ScopeConfirmations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One of them; entry null: it was kept before confirmations had rows of their own. */
    record Confirmation(
            Instant at, @Nullable String by, @Nullable Long entry, ScopeTags tags, boolean pciAsked, String removal) {}

    /** Keeps what the system says now of its last confirmation, and why less holds than before, in the caller's transaction. */
    void keep(RegulatedSystem system, String removal, long entry) {
        jdbc.sql("""
                INSERT INTO estate.scope_confirmation (system_id, confirmed_at, confirmed_by, entry_index, cardholder_data,
                       connected_to_cde, security_impacting, critical_function, customer_data, third_party, service_provider, pci_asked,
                       name, owner, owner_email, exposure, removal_reason, cde_reason, connected_reason, impacting_reason,
                       legal_entity, supported_until, support_source)
                SELECT s.id, s.scope_confirmed_at, s.scope_confirmed_by, :entry, s.cardholder_data, s.connected_to_cde,
                       s.security_impacting, s.critical_function, s.customer_data, s.third_party, s.service_provider, s.pci_asked,
                       s.name, s.owner, s.owner_email, s.exposure, :removal, s.cde_reason, s.connected_reason, s.impacting_reason,
                       s.legal_entity, s.supported_until, s.support_source
                  FROM estate.system s
                 WHERE s.id = :system
                ON CONFLICT (system_id, confirmed_at) DO UPDATE
                   SET (confirmed_by, entry_index, cardholder_data, connected_to_cde, security_impacting, critical_function,
                        customer_data, third_party, service_provider, pci_asked, name, owner, owner_email, exposure, removal_reason,
                        cde_reason, connected_reason, impacting_reason, legal_entity, supported_until, support_source)
                       = ROW (excluded.confirmed_by, excluded.entry_index, excluded.cardholder_data, excluded.connected_to_cde,
                              excluded.security_impacting, excluded.critical_function, excluded.customer_data,
                              excluded.third_party, excluded.service_provider, excluded.pci_asked, excluded.name, excluded.owner, excluded.owner_email,
                              excluded.exposure, excluded.removal_reason, excluded.cde_reason, excluded.connected_reason,
                              excluded.impacting_reason, excluded.legal_entity, excluded.supported_until, excluded.support_source)
                """)
                .param("system", system.id())
                .param("entry", entry)
                .param("removal", removal)
                .update();
    }

    /** Those of a system by then, the last one first. */
    List<Confirmation> of(String code, Instant by, int most) {
        return jdbc.sql("""
                SELECT c.confirmed_at, p.name AS by, c.entry_index, c.cardholder_data, c.connected_to_cde, c.security_impacting,
                       c.critical_function, c.customer_data, c.third_party, c.service_provider, c.pci_asked, c.removal_reason
                  FROM estate.scope_confirmation c
                  JOIN estate.system s ON s.id = c.system_id
                  LEFT JOIN access.pub_person p ON p.id = c.confirmed_by
                 WHERE s.code = :code AND c.confirmed_at <= :by
                 ORDER BY c.confirmed_at DESC
                 LIMIT :most
                """)
                .param("code", code)
                .param("by", by.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query((row, n) -> new Confirmation(
                        Columns.at(row, "confirmed_at"),
                        row.getString("by"),
                        row.getObject("entry_index", Long.class),
                        tags(row),
                        row.getBoolean("pci_asked"),
                        row.getString("removal_reason")))
                .list();
    }

    /** The tags of a row that has them all under their names. */
    static ScopeTags tags(ResultSet row) throws SQLException {
        return new ScopeTags(
                row.getBoolean("cardholder_data"),
                row.getBoolean("connected_to_cde"),
                row.getBoolean("security_impacting"),
                row.getBoolean("critical_function"),
                row.getBoolean("customer_data"),
                row.getBoolean("third_party"),
                row.getBoolean("service_provider"));
    }
}
