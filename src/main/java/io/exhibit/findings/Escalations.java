package io.exhibit.findings;

import io.exhibit.intake.Turn;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.ledger.Decision;
import io.exhibit.ledger.Decisions;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/**
 * Escalations of deadlines that cannot be met. One is about what is open in its place when it is made, counts from the ledger's time on and
 * until its planned day has passed, and is never changed: what has to wait longer is escalated again.
 */
@Component
public class Escalations {

    static final String ESCALATED = "deadline.escalated";

    private final JdbcClient jdbc;
    private final ExceptionReach reach;
    private final Policies policies;
    private final Turn turn;
    private final Decisions decisions;
    private final Clock clock;

    Escalations(JdbcClient jdbc, ExceptionReach reach, Policies policies, Turn turn, Decisions decisions, Clock clock) {
        this.jdbc = jdbc;
        this.reach = reach;
        this.policies = policies;
        this.turn = turn;
        this.decisions = decisions;
        this.clock = clock;
    }

    /** Refused when nothing of it is open there, and when the planned day is past or too far away. Answers the ledger entry. */
    @Transactional
    public long escalate(Escalation escalation, Signatory by) {
        by.checkWorks();
        turn.take();
        ExceptionReach.Reach open = reach.of(escalation.vulnerability(), escalation.place());
        if (open.findings() == 0) {
            throw new InvalidRequest(escalation.vulnerability() + " is not open there.");
        }
        ExceptionPolicy policy = policies.exceptionPolicy();
        refuseDay(escalation.planned(), policy.lastDay(open.mostSevere(), clock.instant()));
        ExceptionPlace place = escalation.place();
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("vulnerability", escalation.vulnerability());
        detail.put("place", place.toMap());
        detail.put("role", by.role().name());
        detail.put("level", escalation.level().name());
        detail.put("to", escalation.person());
        detail.put("reason", escalation.reason());
        detail.put("decision", escalation.decision());
        detail.put("plannedOn", escalation.planned().toString());
        detail.put("policy", policy.version());
        Decision decision =
                decisions.make(by.actor(), ESCALATED, escalation.vulnerability() + " in " + place.name(), detail);
        enter(decision);
        return decision.index();
    }

    /** What the decision comes to, now and whenever all is made anew from the ledger. */
    void enter(Decision decision) {
        JsonNode detail = decision.detail();
        String vulnerability = detail.get("vulnerability").asString();
        ExceptionPlace place = ExceptionPlace.of(detail.get("place"));
        jdbc.sql("""
                INSERT INTO findings.escalation (entry_index, vulnerability, place_kind, cluster, namespace, name, escalated_at,
                                                 escalated_by, escalated_role, level, person, reason, decision, planned_until,
                                                 policy_version)
                VALUES (:entry, :vulnerability, :kind, :cluster, :namespace, :name, :at, :by, :role, :level, :person, :reason,
                        :decision, :until, :policy)
                """)
                .param("entry", decision.index())
                .param("vulnerability", vulnerability)
                .param("kind", place.kind().name())
                .param("cluster", place.cluster())
                .param("namespace", place.namespace())
                .param("name", place.name())
                .param("at", decision.recordedAt().atOffset(ZoneOffset.UTC))
                .param("by", decision.by())
                .param("role", detail.get("role").asString())
                .param("level", detail.get("level").asString())
                .param("person", detail.get("to").asString())
                .param("reason", detail.get("reason").asString())
                .param("decision", detail.get("decision").asString())
                .param(
                        "until",
                        after(LocalDate.parse(detail.get("plannedOn").asString()))
                                .atOffset(ZoneOffset.UTC))
                .param("policy", detail.get("policy").asInt())
                .update();
        reach.openThere("""
                INSERT INTO findings.escalation_finding (finding_id, entry_index, episode)
                SELECT f.id, :entry, f.episode
                """, List.of(vulnerability), List.of(place))
                .param("entry", decision.index())
                .update();
    }

    private void refuseDay(LocalDate planned, LocalDate last) {
        if (!after(planned).isAfter(clock.instant())) {
            throw new InvalidRequest("The day on which it is planned to be gone is past.");
        }
        if (planned.isAfter(last)) {
            throw new InvalidRequest("By the policy it is planned to be gone by " + last
                    + " at the latest; what takes longer is escalated again by then.");
        }
    }

    private static Instant after(LocalDate day) {
        return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
