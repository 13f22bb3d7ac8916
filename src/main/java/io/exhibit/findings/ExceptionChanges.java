package io.exhibit.findings;

import io.exhibit.kernel.DerivedId;
import io.exhibit.kernel.NotFound;
import io.exhibit.ledger.Decision;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What decisions about exceptions come to: the same when they are made and when all is made anew from the ledger. */
@Component
class ExceptionChanges {

    static final String REQUESTED = "exception.requested";
    static final String EXTENSION = "exception.extension-requested";
    static final String APPROVED = "exception.approved";
    static final String REJECTED = "exception.rejected";
    static final String WITHDRAWN = "exception.withdrawn";
    static final String CONTROL_FAILED = "exception.control-failed";

    private final JdbcClient jdbc;

    ExceptionChanges(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    HeldException held(UUID exception) {
        return jdbc.sql(HeldException.BY_ID)
                .param("id", exception)
                .query(HeldException::read)
                .optional()
                .orElseThrow(() -> new NotFound("exception"));
    }

    UUID begin(Decision decision) {
        JsonNode detail = decision.detail();
        UUID id = DerivedId.of(decision.recordedAt(), "exception", decision.index());
        jdbc.sql("""
                INSERT INTO findings.exception (id, entry_index, kind, justification, statement_id, created_at, control, control_scope)
                VALUES (:id, :entry, :kind, nullif(:justification, ''), nullif(:statement, '')::uuid, :at, nullif(:control, ''),
                        nullif(:scope, ''))
                """)
                .param("id", id)
                .param("entry", decision.index())
                .param("kind", detail.get("kind").asString())
                .param("justification", detail.get("justification").asString())
                .param("statement", detail.path("statement").asString(""))
                .param("control", detail.path("control").asString(""))
                .param("scope", detail.path("scope").asString(""))
                .param("at", decision.recordedAt().atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql("""
                WITH named AS (
                    INSERT INTO findings.exception_vulnerability (vulnerability, exception_id)
                    SELECT v, :id FROM unnest(:vulnerabilities::text[]) AS v
                    RETURNING vulnerability)
                INSERT INTO findings.exception_other_name (vulnerability, exception_id)
                SELECT DISTINCT a.vulnerability, :id::uuid
                  FROM named n
                  JOIN findings.alias a ON a.alias = n.vulnerability
                 WHERE a.vulnerability NOT IN (SELECT vulnerability FROM named)
                """)
                .param("id", id)
                .param(
                        "vulnerabilities",
                        detail.get("vulnerabilities")
                                .valueStream()
                                .map(JsonNode::asString)
                                .toArray(String[]::new))
                .update();
        detail.get("places").valueStream().map(ExceptionPlace::of).forEach(place -> add(id, place));
        add(id, 1, decision);
        return id;
    }

    private void add(UUID id, ExceptionPlace place) {
        jdbc.sql("""
                INSERT INTO findings.exception_place (exception_id, kind, cluster, namespace, name)
                VALUES (:id, :kind, :cluster, :namespace, :name)
                """)
                .param("id", id)
                .param("kind", place.kind().name())
                .param("cluster", place.cluster())
                .param("namespace", place.namespace())
                .param("name", place.name())
                .update();
    }

    void goOn(Decision decision) {
        add(of(decision), decision.detail().get("term").asInt(), decision);
    }

    private void add(UUID id, int term, Decision decision) {
        JsonNode detail = decision.detail();
        ExceptionTerms terms = ExceptionTerms.of(detail);
        jdbc.sql("""
                INSERT INTO findings.exception_term (exception_id, n, entry_index, requested_at, requested_by, requested_role, reason,
                                                     owner, mitigations, proof, residual_rank, ticket, expires_at, approvals,
                                                     policy_version, most_severe)
                VALUES (:id, :term, :entry, :at, :by, :role, :reason, :owner, :mitigations, :proof, :residual, :ticket, :expires,
                        :approvals, :policy, :most)
                """)
                .param("id", id)
                .param("term", term)
                .param("entry", decision.index())
                .param("at", decision.recordedAt().atOffset(ZoneOffset.UTC))
                .param("by", decision.by())
                .param("role", detail.get("role").asString())
                .param("reason", terms.reason())
                .param("owner", terms.owner())
                .param("mitigations", terms.mitigations())
                .param("proof", terms.proof())
                .param("residual", terms.residualRank().name())
                .param("ticket", terms.ticket())
                .param("expires", terms.expiresAt().atOffset(ZoneOffset.UTC))
                .param("approvals", detail.get("approvals").asInt())
                .param("policy", detail.get("policy").asInt())
                .param("most", detail.get("mostSevere").asString())
                .update();
        Worksheet sheet = terms.worksheet();
        if (sheet != null) {
            add(id, term, sheet);
        }
    }

    private void add(UUID id, int term, Worksheet sheet) {
        jdbc.sql("""
                INSERT INTO findings.exception_worksheet (exception_id, term, constraints, definition, objective, objective_met,
                                                          residual_risk, validation, maintenance)
                VALUES (:id, :term, :constraints, :definition, :objective, :met, :risk, :validation, :maintenance)
                """)
                .param("id", id)
                .param("term", term)
                .param("constraints", sheet.constraints())
                .param("definition", sheet.definition())
                .param("objective", sheet.objective())
                .param("met", sheet.objectiveMet())
                .param("risk", sheet.residualRisk())
                .param("validation", sheet.validation())
                .param("maintenance", sheet.maintenance())
                .update();
    }

    /** The last approval that is needed makes it valid; a withdrawal ends whatever waits or holds. */
    void decide(Decision decision) {
        UUID id = of(decision);
        int term = decision.detail().get("term").asInt();
        jdbc.sql("""
                INSERT INTO findings.exception_decision (entry_index, exception_id, term, kind, decided_at, decided_by, decided_role,
                                                         comment)
                VALUES (:entry, :id, :term, :kind, :at, :by, :role, :comment)
                """)
                .param("entry", decision.index())
                .param("id", id)
                .param("term", term)
                .param("kind", decision.kind().replace("exception.", "").toUpperCase(Locale.ROOT))
                .param("at", decision.recordedAt().atOffset(ZoneOffset.UTC))
                .param("by", decision.by())
                .param("role", decision.detail().get("role").asString())
                .param("comment", decision.detail().get("comment").asString())
                .update();
        jdbc.sql(
                        switch (decision.kind()) {
                            case APPROVED -> """
                    UPDATE findings.exception_term t SET approved_at = :at
                     WHERE t.exception_id = :id AND t.n = :term
                       AND t.approvals <= (SELECT count(*) FROM findings.exception_decision d
                                            WHERE d.exception_id = t.exception_id AND d.term = t.n AND d.kind = 'APPROVED')
                    """;
                            case REJECTED -> """
                    UPDATE findings.exception_term t SET rejected_at = :at WHERE t.exception_id = :id AND t.n = :term
                    """;
                            default -> """
                    UPDATE findings.exception_term t SET withdrawn_at = :at
                     WHERE t.exception_id = :id AND t.n <= :term AND t.rejected_at IS NULL AND t.withdrawn_at IS NULL
                       AND t.expires_at > :at
                    """;
                        })
                .param("id", id)
                .param("term", term)
                .param("at", decision.recordedAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The control that it relies on does not work: the term is over. */
    void fail(Decision decision) {
        jdbc.sql("UPDATE findings.exception_term SET failed_at = :at WHERE exception_id = :id AND n = :term")
                .param("id", of(decision))
                .param("term", decision.detail().get("term").asInt())
                .param("at", decision.recordedAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** By the entry that asked for it: that is what a decision names. */
    private UUID of(Decision decision) {
        return jdbc.sql("SELECT id FROM findings.exception WHERE entry_index = :entry")
                .param("entry", decision.detail().get("request").asLong())
                .query(UUID.class)
                .single();
    }
}
