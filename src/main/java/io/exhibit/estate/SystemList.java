package io.exhibit.estate;

import io.exhibit.kernel.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Systems as people read them, with what belongs to them and why. */
@Component
class SystemList {

    private static final String SYSTEMS = """
            SELECT s.id, s.code, s.name, s.owner, s.owner_email, s.description, s.cardholder_data, s.critical_function,
                   s.customer_data, s.third_party, s.service_provider, s.connected_to_cde, s.security_impacting, s.cde_reason, s.connected_reason,
                   s.impacting_reason, s.pci_asked, s.legal_entity, s.supported_until, s.support_source, s.exposure, s.scope_confirmed_at, s.retired_at, p.name AS confirmed_by,
                   (SELECT count(*) FROM estate.target t WHERE t.system_id = s.id) AS targets,
                   (SELECT count(*) FROM estate.attribution_rule r WHERE r.system_id = s.id) AS rules,
                   (SELECT count(*) FROM estate.narrowing w WHERE w.system_id = s.id AND w.decided_at IS NULL) AS proposals,
                   i.images, (SELECT count(*) FROM estate.pub_interval d WHERE d.system_id = s.id AND d.to_at IS NULL) AS running
              FROM estate.system s
              LEFT JOIN access.pub_person p ON p.id = s.scope_confirmed_by
              CROSS JOIN LATERAL (
                    SELECT count(DISTINCT m.id) AS images
                      FROM estate.target t
                      JOIN estate.image m ON m.lineage = t.name
                     WHERE t.system_id = s.id AND t.kind = 'IMAGE') i
            """;

    private final JdbcClient jdbc;

    SystemList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<SystemSheet> all() {
        return jdbc.sql(SYSTEMS + " ORDER BY s.retired_at IS NOT NULL, s.name, s.code")
                .query(SystemList::sheet)
                .list();
    }

    Optional<SystemSheet> find(String code) {
        return jdbc.sql(SYSTEMS + " WHERE s.code = :code")
                .param("code", code)
                .query(SystemList::sheet)
                .optional();
    }

    /** A rule that gives things to a system, and by whom it was made. */
    record Rule(
            UUID id,
            String kind,
            @Nullable String cluster,
            String pattern,
            Instant createdAt,
            @Nullable String by) {}

    List<Rule> rules(String code) {
        return jdbc.sql("""
                SELECT r.id, r.kind, r.cluster, r.pattern, r.created_at, p.name AS by
                  FROM estate.attribution_rule r
                  JOIN estate.system s ON s.id = r.system_id
                  LEFT JOIN access.pub_person p ON p.id = r.created_by
                 WHERE s.code = :code
                 ORDER BY r.kind, r.pattern, r.cluster
                """)
                .param("code", code)
                .query((rs, n) -> new Rule(
                        rs.getObject("id", UUID.class),
                        rs.getString("kind"),
                        rs.getString("cluster"),
                        rs.getString("pattern"),
                        Columns.at(rs, "created_at"),
                        rs.getString("by")))
                .list();
    }

    /** The targets of a system, those first seen last first. */
    List<TargetLine> targets(String code, int most) {
        return jdbc.sql(TargetLine.SELECT + """
                 WHERE t.system_id = (SELECT s.id FROM estate.system s WHERE s.code = :code)
                 ORDER BY t.first_seen_at DESC, t.id DESC
                 LIMIT :most
                """)
                .param("code", code)
                .param("most", most)
                .query(TargetLine::read)
                .list();
    }

    private static SystemSheet sheet(ResultSet rs, int n) throws SQLException {
        OffsetDateTime confirmed = rs.getObject("scope_confirmed_at", OffsetDateTime.class);
        return new SystemSheet(
                rs.getString("code"),
                new Register.Entry(
                        rs.getString("name"),
                        rs.getString("owner"),
                        rs.getString("owner_email"),
                        rs.getString("description"),
                        ScopeConfirmations.tags(rs),
                        Exposure.read(rs.getString("exposure")),
                        new PciReasons(
                                rs.getString("cde_reason"),
                                rs.getString("connected_reason"),
                                rs.getString("impacting_reason")),
                        rs.getString("legal_entity"),
                        new SystemSupport(
                                rs.getObject("supported_until", LocalDate.class), rs.getString("support_source")),
                        ""),
                rs.getBoolean("pci_asked"),
                confirmed == null ? null : confirmed.toInstant(),
                rs.getString("confirmed_by"),
                rs.getObject("retired_at") != null,
                new SystemSheet.Counts(
                        rs.getLong("targets"),
                        rs.getLong("images"),
                        rs.getLong("running"),
                        rs.getLong("rules"),
                        rs.getLong("proposals")));
    }
}
