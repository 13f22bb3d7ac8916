package io.exhibit.assessment;

import static io.exhibit.assessment.Facts.sql;

import io.exhibit.kernel.UuidV7;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A finding, as rows: found and ranked CRITICAL as the facts begin, with a fix known, open, without a deadline. */
final class FindingFacts {

    private final Facts facts;
    private final UUID target;
    private final UUID id;
    private Instant detected;
    private @Nullable String rank = "CRITICAL";
    private @Nullable Instant ranked;
    private @Nullable Instant closed;
    private String[] doubts = {};
    private boolean fix = true;
    private int method = 0;
    private @Nullable UUID exception;

    FindingFacts(Facts facts, UUID target) {
        this.facts = facts;
        this.target = target;
        this.detected = facts.begin;
        this.ranked = facts.begin;
        this.id = UuidV7.at(facts.begin);
    }

    FindingFacts detected(Instant at) {
        this.detected = at;
        this.ranked = at;
        return this;
    }

    FindingFacts rank(String word) {
        this.rank = word;
        return this;
    }

    FindingFacts ranked(Instant at) {
        this.ranked = at;
        return this;
    }

    FindingFacts unranked() {
        this.rank = null;
        this.ranked = null;
        return this;
    }

    FindingFacts by(int methodVersion) {
        this.method = methodVersion;
        return this;
    }

    FindingFacts withoutFix() {
        this.fix = false;
        return this;
    }

    FindingFacts closed(Instant at) {
        this.closed = at;
        return this;
    }

    /** Closed, but not proven. */
    FindingFacts doubted(String... why) {
        this.doubts = why;
        return this;
    }

    FindingFacts store() {
        sql("""
                INSERT INTO findings.finding (id, target_id, fingerprint, vulnerability, package, class, package_type,
                       location, installed_version, fixed_version, severity, title, state, episode, first_detected_at,
                       fix_seen_at, rank, rank_reason, rank_method, ranked_at)
                VALUES (:id, :target, sha256(:id::text::bytea), 'CVE-2000-1', 'openssl', 'os-pkgs', 'debian', '', '1',
                       :fixed, 'CRITICAL', 'A title', :state, 1, :detected, :fix_seen, :rank, '', :method, :ranked)
                """)
                .param("id", id)
                .param("target", target)
                .param("fixed", fix ? "2" : null)
                .param("state", closed == null ? "OPEN" : "CLOSED")
                .param("detected", detected.atOffset(ZoneOffset.UTC))
                .param("fix_seen", fix ? detected.atOffset(ZoneOffset.UTC) : null)
                .param("rank", rank)
                .param("method", method)
                .param("ranked", ranked == null ? null : ranked.atOffset(ZoneOffset.UTC))
                .update();
        sql("""
                INSERT INTO findings.episode (finding_id, n, opened_at, opened_scan, closed_at, closed_scan, close_reason, doubts)
                VALUES (:id, 1, :detected, :id, :closed, CASE WHEN :closed::timestamptz IS NOT NULL THEN :id END,
                       CASE WHEN :closed::timestamptz IS NOT NULL THEN 'NOT_IN_LATER_SCAN' END,
                       CASE WHEN :closed::timestamptz IS NOT NULL THEN :doubts::text[] END)
                """)
                .param("doubts", doubts)
                .param("id", id)
                .param("detected", detected.atOffset(ZoneOffset.UTC))
                .param("closed", closed == null ? null : closed.atOffset(ZoneOffset.UTC))
                .update();
        return this;
    }

    /** A newer image is without it; an older one ran until then, or still does. */
    FindingFacts ran(@Nullable Instant until) {
        sql("UPDATE findings.episode SET still_runs = :until::timestamptz IS NULL, left_at = :until WHERE finding_id = :id")
                .param("id", id)
                .param("until", until == null ? null : until.atOffset(ZoneOffset.UTC))
                .update();
        sql("""
                UPDATE findings.deadline AS d
                   SET ended_at = e.gone_at
                  FROM findings.episode e
                 WHERE d.finding_id = :id AND e.finding_id = d.finding_id AND e.n = d.episode
                """).param("id", id).update();
        return this;
    }

    /** Found again: a second episode. */
    FindingFacts back(Instant at) {
        sql("UPDATE findings.finding SET state = 'OPEN', episode = 2 WHERE id = :id")
                .param("id", id)
                .update();
        sql("INSERT INTO findings.episode (finding_id, n, opened_at, opened_scan) VALUES (:id, 2, :at, :id)")
                .param("id", id)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
        return this;
    }

    /** A deadline decided as the facts begin, under a policy that was approved then. */
    FindingFacts due(String profile, @Nullable Instant at) {
        return due(profile, at, false, facts.policy("PATCH_DEADLINES", facts.begin));
    }

    FindingFacts due(String profile, @Nullable Instant at, boolean estimated, int policy) {
        return decided(profile, at, estimated, policy, facts.begin, null);
    }

    FindingFacts decided(
            String profile,
            @Nullable Instant at,
            boolean estimated,
            int policy,
            Instant decided,
            @Nullable Instant superseded) {
        sql("""
                INSERT INTO findings.deadline (finding_id, episode, profile, decided_at, superseded_at, policy_version,
                       starts_at, due_at, estimated, inputs, ended_at)
                VALUES (:id, 1, :profile, :decided, :superseded, :policy,
                       CASE WHEN :due::timestamptz IS NOT NULL THEN :starts END, :due, :estimated, '{}',
                       (SELECT e.gone_at FROM findings.episode e WHERE e.finding_id = :id AND e.n = 1))
                """)
                .param("id", id)
                .param("profile", profile)
                .param("decided", decided.atOffset(ZoneOffset.UTC))
                .param("superseded", superseded == null ? null : superseded.atOffset(ZoneOffset.UTC))
                .param("policy", policy)
                .param("starts", detected.atOffset(ZoneOffset.UTC))
                .param("due", at == null ? null : at.atOffset(ZoneOffset.UTC))
                .param("estimated", estimated)
                .update();
        return this;
    }

    /** An exception for it in its target, asked for and approved by two at one time, that ends at another. */
    FindingFacts excepted(String kind, Instant from, Instant until) {
        return excepted(kind, from, until, 2);
    }

    FindingFacts excepted(String kind, Instant from, Instant until, int approvals) {
        UUID made = UuidV7.at(from);
        exception = made;
        sql("""
                WITH made AS (
                    INSERT INTO findings.exception (id, entry_index, kind, justification, created_at)
                    VALUES (:exception, :entry, :kind, CASE WHEN :kind = 'NOT_AFFECTED' THEN 'component_not_present' END, :from)
                ), named AS (
                    INSERT INTO findings.exception_vulnerability (vulnerability, exception_id) VALUES ('CVE-2000-1', :exception)
                ), placed AS (
                    INSERT INTO findings.exception_place (exception_id, kind, cluster, namespace, name)
                    SELECT :exception, 'TARGET', '', '', t.key FROM estate.target t WHERE t.id = :target
                )
                INSERT INTO findings.exception_term (exception_id, n, entry_index, requested_at, requested_by, requested_role, reason,
                       owner, mitigations, proof, residual_rank, ticket, expires_at, approvals, policy_version, most_severe, approved_at)
                VALUES (:exception, 1, :entry, :from, :id, 'SECURITY_ENGINEER', 'A reason', 'An owner', '', '', 'LOW', '', :until, 2, 1,
                       'CRITICAL', :from)
                """)
                .param("exception", made)
                .param("entry", -(made.getLeastSignificantBits() >>> 1))
                .param("kind", kind)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("until", until.atOffset(ZoneOffset.UTC))
                .param("target", target)
                .param("id", id)
                .update();
        for (int n = 0; n < approvals; n++) {
            approve(made, from);
        }
        return this;
    }

    /** That an assessor accepted the last exception is recorded, on its worksheet, and taken back at another time, or never. */
    FindingFacts accepted(Instant at, @Nullable Instant back) {
        UUID entry = UuidV7.at(at);
        sql("""
                WITH sheet AS (
                    INSERT INTO findings.exception_worksheet (exception_id, term, constraints, definition, objective, objective_met,
                           residual_risk, validation, maintenance)
                    VALUES (:exception, 1, 'c', 'd', 'o', 'm', 'r', 'v', 'm')
                    ON CONFLICT DO NOTHING
                )
                INSERT INTO findings.exception_acceptance (entry_index, exception_id, term, recorded_at, recorded_by, recorded_role,
                       assessor, company, accepted_on, file_name, sha256, size, taken_back_at, taken_back_entry, taken_back_by,
                       taken_back_role, taken_back_why)
                VALUES (:entry, :exception, 1, :at, :id, 'COMPLIANCE_OFFICER', 'An assessor', 'A company', date '2001-01-02', 'letter.pdf',
                       sha256('letter'), 6, :back, CASE WHEN :back::timestamptz IS NOT NULL THEN :entry - 1 END,
                       CASE WHEN :back::timestamptz IS NOT NULL THEN :id::uuid END,
                       CASE WHEN :back::timestamptz IS NOT NULL THEN 'COMPLIANCE_OFFICER' END,
                       CASE WHEN :back::timestamptz IS NOT NULL THEN 'The rule is gone' END)
                """)
                .param("entry", -(entry.getLeastSignificantBits() >>> 1))
                .param("exception", exception)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("back", back == null ? null : back.atOffset(ZoneOffset.UTC))
                .param("id", entry)
                .update();
        return this;
    }

    /** The control that the last exception relies on was judged not satisfied then. */
    FindingFacts failed(Instant at) {
        sql("UPDATE findings.exception_term SET failed_at = :at WHERE exception_id = :exception")
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("exception", exception)
                .update();
        return this;
    }

    /** A fix was first shown then, and of what others have of the same vulnerability no earlier. */
    FindingFacts fixedFrom(Instant at, String vulnerability) {
        return about(vulnerability)
                .changed("UPDATE findings.finding SET fix_seen_at = :at, fixed_version = '2' WHERE id = :id", at);
    }

    /** It is about another vulnerability, and so is the last exception. */
    FindingFacts about(String vulnerability) {
        sql("UPDATE findings.finding SET vulnerability = :name WHERE id = :id")
                .param("name", vulnerability)
                .param("id", id)
                .update();
        sql("UPDATE findings.exception_vulnerability SET vulnerability = :name WHERE exception_id = :exception")
                .param("name", vulnerability)
                .param("exception", exception)
                .update();
        return this;
    }

    private FindingFacts changed(String sql, Instant at) {
        sql(sql).param("at", at.atOffset(ZoneOffset.UTC)).param("id", id).update();
        return this;
    }

    /** An escalation of what it is in, that holds until another time. */
    FindingFacts escalated(Instant at, Instant until) {
        UUID entry = UuidV7.at(at);
        sql("""
                WITH made AS (
                    INSERT INTO findings.escalation (entry_index, vulnerability, place_kind, cluster, namespace, name, escalated_at,
                           escalated_by, escalated_role, level, person, reason, decision, planned_until, policy_version)
                    SELECT :entry, 'CVE-2000-1', 'TARGET', '', '', t.key, :at, :id, 'SECURITY_ENGINEER', 'EXECUTIVES', 'The board',
                           'No window', 'Later', :until, 1
                      FROM estate.target t
                     WHERE t.id = :target
                    RETURNING entry_index
                )
                INSERT INTO findings.escalation_finding (finding_id, entry_index, episode) SELECT :id, entry_index, 1 FROM made
                """)
                .param("entry", -(entry.getLeastSignificantBits() >>> 1))
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("until", until.atOffset(ZoneOffset.UTC))
                .param("target", target)
                .param("id", id)
                .update();
        return this;
    }

    private static void approve(UUID exception, Instant at) {
        UUID approver = UuidV7.at(at);
        sql("""
                INSERT INTO findings.exception_decision (entry_index, exception_id, term, kind, decided_at, decided_by, decided_role,
                       comment)
                VALUES (:entry, :exception, 1, 'APPROVED', :at, :approver, 'COMPLIANCE_OFFICER', '')
                """)
                .param("entry", -(approver.getLeastSignificantBits() >>> 1))
                .param("exception", exception)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("approver", approver)
                .update();
    }
}
