package io.exhibit.estate;

import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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
                   (SELECT count(*) FROM estate.narrowing w WHERE w.system_id = s.id AND w.decided_at IS NULL AND w.lapses_at > :now) AS proposals,
                   i.images, (SELECT count(*) FROM estate.pub_interval d WHERE d.system_id = s.id AND d.to_at IS NULL) AS running
              FROM estate.system s
              LEFT JOIN access.pub_person p ON p.id = s.scope_confirmed_by
              CROSS JOIN LATERAL (
                    SELECT count(DISTINCT m.id) AS images
                      FROM estate.target t
                      JOIN estate.image m ON m.lineage = t.name
                     WHERE t.system_id = s.id AND t.kind = 'IMAGE') i
            """;

    /** Of each system what its last confirmation by then says, and with what came in by then. */
    private static final String SYSTEMS_THEN = """
            WITH owned AS MATERIALIZED (
                SELECT t.kind, t.name, o.system_id
                  FROM estate.pub_target_at(:known) o
                  JOIN estate.target t ON t.id = o.target_id
                 WHERE t.first_seen_at <= :at AND o.system_id IS NOT NULL
            )
            SELECT j.code, coalesce(c.name, s.name) AS name, coalesce(c.owner, s.owner) AS owner,
                   coalesce(c.owner_email, s.owner_email) AS owner_email, '' AS description, j.cardholder_data, j.critical_function,
                   j.customer_data, j.third_party, j.service_provider, j.connected_to_cde, j.security_impacting,
                   coalesce(c.cde_reason, '') AS cde_reason, coalesce(c.connected_reason, '') AS connected_reason,
                   coalesce(c.impacting_reason, '') AS impacting_reason, coalesce(c.pci_asked, false) AS pci_asked,
                   coalesce(c.legal_entity, s.legal_entity) AS legal_entity,
                   CASE WHEN c.legal_entity IS NULL THEN s.supported_until ELSE c.supported_until END AS supported_until,
                   coalesce(c.support_source, s.support_source) AS support_source, c.exposure, j.scope_confirmed_at,
                   CASE WHEN s.retired_at <= :at THEN s.retired_at END AS retired_at, p.name AS confirmed_by,
                   coalesce(t.targets, 0) AS targets, (SELECT count(*) FROM estate.rule_at(:at) r WHERE r.system_id = s.id) AS rules,
                   (SELECT count(*) FROM estate.narrowing w
                     WHERE w.system_id = s.id AND w.proposed_at <= :at AND w.lapses_at > :at
                       AND (w.decided_at IS NULL OR w.decided_at > :at)) AS proposals,
                   coalesce(i.images, 0) AS images, coalesce(d.running, 0) AS running
              FROM estate.pub_system_judged(:at, :known) j
              JOIN estate.system s ON s.id = j.id AND s.created_at <= :at
              LEFT JOIN estate.scope_confirmation c ON c.system_id = s.id AND c.confirmed_at = j.scope_confirmed_at
              LEFT JOIN access.pub_person p ON p.id = c.confirmed_by
              LEFT JOIN (SELECT o.system_id, count(*) AS targets FROM owned o GROUP BY o.system_id) t ON t.system_id = s.id
              LEFT JOIN (SELECT o.system_id, count(DISTINCT m.id) AS images
                           FROM owned o
                           JOIN estate.image m ON m.lineage = o.name AND m.first_seen_at <= :at
                          WHERE o.kind = 'IMAGE'
                          GROUP BY o.system_id) i ON i.system_id = s.id
              LEFT JOIN (SELECT n.system_id, count(*) AS running
                           FROM estate.pub_interval n
                          WHERE n.opened_at <= :at AND (n.to_at IS NULL OR n.to_at > :at)
                          GROUP BY n.system_id) d ON d.system_id = s.id
             ORDER BY (s.retired_at <= :at) IS TRUE, 2, j.code
            """;

    private static final String OWNED_NOW = " WHERE t.system_id\n";

    private static final String OWNED_THEN = """
              JOIN estate.pub_target_at(:known) own ON own.target_id = t.id
             WHERE t.first_seen_at <= :at AND own.system_id
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    SystemList(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    List<SystemSheet> all() {
        return jdbc.sql(SYSTEMS + " ORDER BY s.retired_at IS NOT NULL, s.name, s.code")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(SystemList::sheet)
                .list();
    }

    /** The register at the time of the question. */
    List<SystemSheet> at(AsOf asOf) {
        return asOf.isNow()
                ? all()
                : jdbc.sql(SYSTEMS_THEN)
                        .param("at", asOf.at().atOffset(ZoneOffset.UTC))
                        .param("known", asOf.known().atOffset(ZoneOffset.UTC))
                        .query(SystemList::sheet)
                        .list();
    }

    /** A system at the time of the question; none that was entered only later. */
    Optional<SystemSheet> find(String code, AsOf asOf) {
        return asOf.isNow()
                ? find(code)
                : at(asOf).stream().filter(sheet -> sheet.code().equals(code)).findFirst();
    }

    Optional<SystemSheet> find(String code) {
        return jdbc.sql(SYSTEMS + " WHERE s.code = :code")
                .param("code", code)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
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

    List<Rule> rules(String code, AsOf asOf) {
        return jdbc.sql("""
                SELECT r.id, r.kind, r.cluster, r.pattern, r.created_at, p.name AS by
                  FROM estate.rule_at(:at) r
                  JOIN estate.system s ON s.id = r.system_id
                  LEFT JOIN access.pub_person p ON p.id = r.created_by
                 WHERE s.code = :code
                 ORDER BY r.kind, r.pattern, r.cluster
                """)
                .param("code", code)
                .param("at", asOf.at().atOffset(ZoneOffset.UTC))
                .query((rs, n) -> new Rule(
                        Columns.id(rs, "id"),
                        rs.getString("kind"),
                        rs.getString("cluster"),
                        rs.getString("pattern"),
                        Columns.at(rs, "created_at"),
                        rs.getString("by")))
                .list();
    }

    /** The targets of a system at the time of the question, those first seen last first. */
    List<TargetLine> targets(String code, AsOf asOf, int most) {
        return jdbc.sql(TargetLine.SELECT + (asOf.isNow() ? OWNED_NOW : OWNED_THEN) + """
                   = (SELECT s.id FROM estate.system s WHERE s.code = :code)
                 ORDER BY t.first_seen_at DESC, t.id DESC
                 LIMIT :most
                """)
                .param("code", code)
                .param("at", asOf.at().atOffset(ZoneOffset.UTC))
                .param("known", asOf.known().atOffset(ZoneOffset.UTC))
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
