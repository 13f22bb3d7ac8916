package io.exhibit.findings;

import io.exhibit.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A finding of a system of its own, written straight into the tables: what the pages have to show, without a scan that makes it. */
public final class StoredFinding {

    private final JdbcClient jdbc;
    public final UUID id = UUID.randomUUID();
    final UUID target = UUID.randomUUID();
    final UUID submission = UUID.randomUUID();
    public final String code = "sys-" + id.toString().substring(0, 8);
    public final String vulnerability = "CVE-2026-" + Math.floorMod(id.getLeastSignificantBits(), 10_000_000);

    private final UUID scan = UUID.randomUUID();
    private final UUID laterScan = UUID.randomUUID();

    private StoredFinding(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** In a system that handles cardholder data, so that every clock may run. */
    public static StoredFinding in(JdbcClient jdbc, String packageName, Instant detected) {
        var finding = new StoredFinding(jdbc);
        finding.place();
        finding.scan(finding.scan, detected);
        finding.write(packageName, detected);
        return finding;
    }

    public String scope() {
        return "system:" + code;
    }

    StoredFinding due(Profile profile, @Nullable Instant starts, @Nullable Instant due) {
        return decided(profile, starts == null ? Instant.EPOCH : starts, null, starts, due);
    }

    StoredFinding decided(
            Profile profile,
            Instant decided,
            @Nullable Instant superseded,
            @Nullable Instant starts,
            @Nullable Instant due) {
        insert(
                """
                INSERT INTO findings.deadline (finding_id, episode, profile, decided_at, superseded_at, policy_version, starts_at,
                                               due_at, estimated, inputs)
                VALUES (:finding, 1, :profile, :decided::timestamptz, :superseded::timestamptz, 1, :starts::timestamptz,
                        :due::timestamptz, true, '{"rank": "HIGH", "note": "first seen in our own scan"}')
                """,
                "finding",
                id,
                "profile",
                profile.name(),
                "decided",
                decided.toString(),
                "superseded",
                text(superseded),
                "starts",
                text(starts),
                "due",
                text(due));
        return this;
    }

    /** Without a doubt: proven. */
    StoredFinding closed(Instant at, String... doubts) {
        scan(laterScan, at);
        insert("""
                UPDATE findings.episode
                   SET closed_at = :at::timestamptz, closed_scan = :scan, close_reason = 'PACKAGE_UPDATED',
                       doubts = :doubts::text[]
                 WHERE finding_id = :finding
                """, "finding", id, "at", at.toString(), "scan", laterScan, "doubts", doubts);
        insert("UPDATE findings.finding SET state = 'CLOSED' WHERE id = :finding", "finding", id);
        insert(
                "UPDATE findings.deadline SET ended_at = :at::timestamptz WHERE finding_id = :finding AND superseded_at IS NULL",
                "finding",
                id,
                "at",
                at.toString());
        return this;
    }

    private void place() {
        insert("""
                INSERT INTO estate.system (id, code, name, owner, owner_email, description, cardholder_data, critical_function,
                                           customer_data, third_party, created_at, version)
                VALUES (:id, :code, 'Payments', 'Payments team', 'payments@bank.example', '', true, false, false, false,
                        '2026-01-01', 0)
                """, "id", target, "code", code);
        insert("""
                INSERT INTO estate.scope_confirmation (system_id, confirmed_at, cardholder_data, connected_to_cde,
                       security_impacting, critical_function, customer_data, third_party, pci_asked, name, owner, owner_email)
                VALUES (:id, '2020-01-01', true, false, false, false, false, false, true, 'Payments', 'Payments team',
                        'payments@bank.example')
                """, "id", target);
        insert("""
                INSERT INTO estate.target (id, key, kind, name, environment, cluster, namespace, workload, system_id,
                                           attributed_by, first_seen_at)
                VALUES (:id, :key, 'IMAGE', :name, 'production', '', '', '', :id, 'RULE', '2026-01-01')
                """, "id", target, "key", "image:" + id, "name", "registry.example/payments/" + code);
    }

    private void scan(UUID of, Instant at) {
        UUID sent = of.equals(scan) ? submission : UUID.randomUUID();
        insert("""
                INSERT INTO intake.submission (id, kind, token_id, sha256, size, content_type, encoding, context, context_hash,
                                               received_at, entry_index, position)
                VALUES (:id, 'SCAN', :id, :sha, 3, 'application/json', 'identity', '{}', :sha, :at::timestamptz,
                        :n, 0)
                """, "id", sent, "sha", sha(sent), "at", at.toString(), "n", -(sent.getLeastSignificantBits() >>> 1));
        insert("""
                INSERT INTO scans.scan (id, submission_id, n, entry_index, recorded_at, target_id, format, tool, artifact,
                                        outcome, classes, observations, critical, high, medium, low, unknown, suppressed,
                                        misconfigurations, secrets, licences, components, environment, version, revision,
                                        build)
                VALUES (:id, :sent, 0, 0, :at::timestamptz, :target, 'trivy-json', 'Trivy', 'payments:1', 'CONCLUSIVE',
                        '{os-pkgs}', 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 'production', '', '', '')
                """, "id", of, "sent", sent, "at", at.toString(), "target", target);
    }

    private void write(String packageName, Instant detected) {
        insert(
                """
                INSERT INTO findings.finding (id, target_id, fingerprint, vulnerability, package, class, package_type, location,
                                              installed_version, fixed_version, severity, title, published_at, state, episode,
                                              first_detected_at, fix_seen_at, rank, rank_reason, rank_method, ranked_at)
                VALUES (:id, :target, :sha, :cve, :package, 'os-pkgs', 'debian', '', '3.0.14', '3.0.15', 'HIGH',
                        'A title', :at::timestamptz - interval '3 days', 'OPEN', 1, :at::timestamptz, :at::timestamptz,
                        'HIGH', 'scanner severity HIGH', 2, :at::timestamptz)
                """,
                "id",
                id,
                "target",
                target,
                "sha",
                sha(id),
                "cve",
                vulnerability,
                "package",
                packageName,
                "at",
                detected.toString());
        insert("""
                INSERT INTO findings.named (kind, name) VALUES ('VULNERABILITY', :cve), ('PACKAGE', :package)
                ON CONFLICT DO NOTHING
                """, "cve", vulnerability, "package", packageName);
        insert("""
                INSERT INTO findings.episode (finding_id, n, opened_at, opened_scan)
                VALUES (:id, 1, :at::timestamptz, :scan)
                """, "id", id, "at", detected.toString(), "scan", scan);
    }

    private void insert(String sql, @Nullable Object... pairs) {
        var statement = jdbc.sql(sql);
        for (int i = 0; i < pairs.length; i += 2) {
            statement = statement.param(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        statement.update();
    }

    private static byte[] sha(UUID of) {
        return Sha256.of(of.toString().getBytes(StandardCharsets.UTF_8)).bytes();
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }
}
