package io.exhibit.packs;

import io.exhibit.packs.Dossier.Coverage;
import io.exhibit.packs.Dossier.SystemInScope;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts what had come in, what of it was read, and what nobody has claimed. */
@Component
class CoverageFigures {

    private final JdbcClient jdbc;

    CoverageFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How many documents up to a ledger position are still waiting to be read. */
    long unread(long ledgerSize) {
        return jdbc.sql("""
                SELECT count(*) FROM intake.pub_submission b WHERE b.entry_index < :ledgerSize AND b.state = 'RECEIVED'
                """).param("ledgerSize", ledgerSize).query(Long.class).single();
    }

    List<String> codes() {
        return jdbc.sql("SELECT s.code FROM estate.pub_system s WHERE s.retired_at IS NULL ORDER BY s.code")
                .query(String.class)
                .list();
    }

    boolean isSystem(String code) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM estate.pub_system s WHERE s.code = :code)")
                .param("code", code)
                .query(Boolean.class)
                .single();
    }

    List<SystemInScope> systems(Frame frame) {
        return jdbc.sql("""
                SELECT s.code, s.name, s.owner,
                       concat_ws(', ', CASE WHEN s.cardholder_data THEN 'cardholder data' END,
                                       CASE WHEN s.connected_to_cde THEN 'connected to the CDE' END,
                                       CASE WHEN s.security_impacting THEN 'security-impacting' END,
                                       CASE WHEN s.critical_function THEN 'critical function' END,
                                       CASE WHEN s.customer_data THEN 'customer data' END,
                                       CASE WHEN s.third_party THEN 'third party' END) AS tags
                  FROM estate.pub_system_judged(:judgedAt, :asOf) s
                  JOIN estate.pub_system_in(:scope, :judgedAt, :asOf) AS i ON i.system_id = s.id
                 ORDER BY s.code
                """)
                .params(frame.parameters())
                .query(SystemInScope.class)
                .list();
    }

    Coverage coverage(Frame frame) {
        return jdbc.sql("""
                WITH document AS (
                    SELECT count(*) AS received,
                           count(*) FILTER (WHERE b.received_at >= :from AND b.received_at < :to) AS received_in_period,
                           count(*) FILTER (WHERE b.state = 'QUARANTINED') AS quarantined,
                           count(*) FILTER (WHERE b.dismissed_entry < :ledgerSize) AS dismissed,
                           count(*) FILTER (WHERE b.state = 'RECEIVED') AS unread
                      FROM intake.pub_submission b
                     WHERE b.entry_index < :ledgerSize
                ), scanned AS (
                    SELECT DISTINCT c.target_id
                      FROM scans.pub_scan c
                     WHERE c.entry_index < :ledgerSize AND c.outcome = 'CONCLUSIVE'
                       AND c.recorded_at >= :from AND c.recorded_at < :to
                ), target AS (
                    SELECT count(*) AS targets,
                           count(*) FILTER (WHERE scanned.target_id IS NULL) AS targets_not_scanned
                      FROM estate.pub_target t
                      JOIN estate.pub_target_in(:scope, :judgedAt, :asOf) AS i ON i.target_id = t.id
                      LEFT JOIN scanned ON scanned.target_id = t.id
                     WHERE t.first_seen_at <= :judgedAt
                ), loose AS (
                    SELECT count(*) AS targets_unattributed
                      FROM estate.pub_target t
                     WHERE t.system_id IS NULL AND t.first_seen_at <= :judgedAt
                ), stray AS (
                    SELECT count(*) AS alerts_unattributed
                      FROM alerts.pub_alert a
                     WHERE a.system_id IS NULL AND a.entry_index < :ledgerSize AND a.recorded_at <= :asOf
                       AND a.recorded_at >= :from AND a.recorded_at < :to
                )
                SELECT d.received, d.received_in_period, d.quarantined, d.dismissed, d.unread, t.targets, t.targets_not_scanned,
                       l.targets_unattributed, s.alerts_unattributed
                  FROM document d CROSS JOIN target t CROSS JOIN loose l CROSS JOIN stray s
                """).params(frame.parameters()).query(Coverage.class).single();
    }
}
