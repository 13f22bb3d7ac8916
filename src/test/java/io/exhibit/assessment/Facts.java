package io.exhibit.assessment;

import io.exhibit.TestDatabase;
import io.exhibit.estate.Scope;
import io.exhibit.kernel.Period;
import io.exhibit.kernel.UuidV7;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Rows of the modules that the checks read, each test with its own system and in a time of its own. What belongs to nobody
 * spoils every scope from its day on, so tests with such rows live later than all others.
 */
final class Facts {

    private static final JdbcClient JDBC = TestDatabase.jdbc();

    final Instant begin;
    final UUID system;
    final String code;

    private Facts(Instant begin, boolean cardholder, boolean critical, @Nullable Instant confirmed) {
        this.begin = begin;
        this.system = UuidV7.at(begin);
        this.code = "s-" + system;
        sql("""
                INSERT INTO estate.system (id, code, name, owner, owner_email, description, cardholder_data,
                       critical_function, customer_data, third_party, scope_confirmed_at, created_at, version)
                VALUES (:id, :code, 'A system', 'An owner', 'owner@example.org', '', :cardholder, :critical, false, false,
                       :confirmed, :begin, 0)
                """)
                .param("id", system)
                .param("code", code)
                .param("cardholder", cardholder)
                .param("critical", critical)
                .param("confirmed", confirmed == null ? null : confirmed.atOffset(ZoneOffset.UTC))
                .param("begin", begin.atOffset(ZoneOffset.UTC))
                .update();
        if (confirmed != null) {
            confirm(confirmed, cardholder, false, critical);
        }
    }

    /** Somebody confirms the scope of the system as that, of which only the checks are to know. */
    void confirm(Instant at, boolean cardholder, boolean connected, boolean critical) {
        sql("""
                INSERT INTO estate.scope_confirmation (system_id, confirmed_at, cardholder_data, connected_to_cde,
                       security_impacting, critical_function, customer_data, third_party, pci_asked)
                VALUES (:system, :at, :cardholder, :connected, false, :critical, false, false, true)
                """)
                .param("system", system)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("cardholder", cardholder)
                .param("connected", connected)
                .param("critical", critical)
                .update();
    }

    /** The confirmation of that time says that the entity is a service provider with the system. */
    void providesFor(Instant at) {
        sql("UPDATE estate.scope_confirmation SET service_provider = true WHERE system_id = :system AND confirmed_at = :at")
                .param("system", system)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** A system in the cardholder data environment whose scope is confirmed as the year begins. */
    static Facts in(int year) {
        return new Facts(january(year), true, false, january(year));
    }

    static Facts ofACriticalFunctionIn(int year) {
        return new Facts(january(year), true, true, january(year));
    }

    static Facts outsideTheCardholderDataEnvironmentIn(int year) {
        return new Facts(january(year), false, false, january(year));
    }

    static Facts withoutConfirmedScopeIn(int year) {
        return new Facts(january(year), true, false, null);
    }

    Instant day(long days) {
        return begin.plus(Duration.ofDays(days));
    }

    Period days(long from, long to) {
        return new Period(day(from), day(to));
    }

    Question ask(String check, String profile, Period period) {
        return new Question(check, profile, new Scope("system:" + code), period, period.to());
    }

    UUID target() {
        return target(system, begin);
    }

    UUID target(@Nullable UUID owner, Instant firstSeen) {
        UUID id = UuidV7.at(firstSeen);
        sql("""
                INSERT INTO estate.target (id, key, kind, name, environment, cluster, namespace, workload, system_id,
                       attributed_by, first_seen_at)
                VALUES (:id, :id::text, 'IMAGE', 'registry.example/app', 'production', '', '', '', :owner,
                       CASE WHEN :owner::uuid IS NOT NULL THEN 'RULE' END, :first)
                """)
                .param("id", id)
                .param("owner", owner)
                .param("first", firstSeen.atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }

    /** A target with a scan every week over that many days. */
    UUID weekly(long days) {
        UUID target = target();
        for (long day = 0; day <= days; day += 7) {
            scan(target, day(day), "CONCLUSIVE");
        }
        return target;
    }

    UUID scan(UUID target, Instant at, String outcome) {
        return scan(target, at, outcome, null, 0);
    }

    UUID scan(UUID target, Instant at, String outcome, @Nullable UUID image, int components) {
        UUID id = UuidV7.at(at);
        sql("""
                INSERT INTO scans.scan (id, submission_id, n, entry_index, recorded_at, target_id, image_id, format, tool,
                       artifact, outcome, outcome_reason, classes, observations, critical, high, medium, low, unknown,
                       suppressed, misconfigurations, secrets, licences, components, environment, version, revision, build)
                VALUES (:id, :id, 0, 0, :at, :target, :image, 'trivy', 'trivy', 'app', :outcome,
                       CASE WHEN :outcome <> 'CONCLUSIVE' THEN 'because' END, '{}', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                       :components, 'production', '', '', '')
                """)
                .param("id", id)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("target", target)
                .param("image", image)
                .param("outcome", outcome)
                .param("components", components)
                .update();
        return id;
    }

    UUID image(boolean digest) {
        UUID id = UuidV7.at(begin);
        sql("""
                INSERT INTO estate.image (id, identity, repository, digest, first_seen_at, first_entry)
                VALUES (:id, 'registry.example/app@' || :id::text, 'registry.example/app',
                       CASE WHEN :digest THEN 'sha256:' || :id::text END, :begin, 0)
                """)
                .param("id", id)
                .param("digest", digest)
                .param("begin", begin.atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }

    /** An SBOM of the image; about: what it is about, empty for the image itself. */
    void sbom(UUID image, Instant at, String tool, String about) {
        sql("""
                INSERT INTO estate.component_list (image_id, submission_id, n, entry_index, recorded_at, source, format, tool, tool_version,
                       components, about)
                VALUES (:image, :id, 0, 0, :at, 'SBOM', 'CycloneDX 1.6', :tool, '', 42, :about)
                """)
                .param("image", image)
                .param("id", UuidV7.at(at))
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("tool", tool)
                .param("about", about)
                .update();
    }

    void deployment(UUID image, Instant from, @Nullable Instant to) {
        sql("""
                INSERT INTO estate.deployment (id, image_id, identity, repository, tag, digest, lineage, cluster, namespace, workload,
                       environment, from_at, opened_at, seen_at, from_entry, to_at, gone_at, to_entry)
                SELECT :id::uuid, i.id, i.identity, i.repository, i.tag, i.digest, i.lineage, 'c', 'n', :id::text, 'production', :from, :from,
                       :from, 0, :to::timestamptz, :to::timestamptz, CASE WHEN :to::timestamptz IS NOT NULL THEN 1 END
                  FROM estate.image i
                 WHERE i.id = :image
                """)
                .param("id", UuidV7.at(from))
                .param("image", image)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("to", to == null ? null : to.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** A policy or method; approved never when that is null. */
    int policy(String kind, @Nullable Instant approved) {
        return sql("""
                INSERT INTO findings.policy (version, kind, name, definition, created_at, created_by, approved_at,
                       approved_by, row_version)
                SELECT coalesce(max(p.version), 0) + 1, :kind, 'A policy',
                       (SELECT d.definition FROM findings.policy d WHERE d.kind = :kind ORDER BY d.version LIMIT 1), :begin, 'somebody', :approved,
                       CASE WHEN :approved::timestamptz IS NOT NULL THEN 'somebody else' END, 0
                  FROM findings.policy p
                RETURNING version
                """)
                .param("kind", kind)
                .param("begin", begin.atOffset(ZoneOffset.UTC))
                .param("approved", approved == null ? null : approved.atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .single();
    }

    FindingFacts finding(UUID target) {
        return new FindingFacts(this, target);
    }

    AlertFacts alert(String priority, Instant at) {
        return new AlertFacts(priority, at, system);
    }

    static StatementSpec sql(String text) {
        return JDBC.sql(text);
    }

    private static Instant january(int year) {
        return Instant.parse(year + "-01-01T00:00:00Z");
    }
}
