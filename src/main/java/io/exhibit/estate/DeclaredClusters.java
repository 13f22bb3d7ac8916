package io.exhibit.estate;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Decision;
import io.exhibit.ledger.Decisions;
import io.exhibit.ledger.Ledger;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** The clusters that people say the bank has: one that never states itself would be missed by nobody else. Each change is an entry of the ledger. */
@Component
public class DeclaredClusters {

    static final String DECLARED = "cluster.declared";
    static final String RELEASED = "cluster.released";

    private static final int LONGEST = 200;

    private final JdbcClient jdbc;
    private final Decisions decisions;
    private final Ledger ledger;

    DeclaredClusters(JdbcClient jdbc, Decisions decisions, Ledger ledger) {
        this.jdbc = jdbc;
        this.decisions = decisions;
        this.ledger = ledger;
    }

    /** Says that a cluster is there, by the name that it gives itself in its snapshots. Answers the entry. */
    @Transactional
    public long declare(String cluster, String environment, String owner, Actor by) {
        check("The name of the cluster", cluster);
        check("Who answers for it", owner);
        if (environment.length() > LONGEST) {
            throw new InvalidRequest("The environment has at most " + LONGEST + " characters.");
        }
        ledger.lock();
        if (isDeclared(cluster.strip())) {
            throw new InvalidRequest("That cluster is declared already.");
        }
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("cluster", cluster.strip());
        detail.put("environment", environment.strip());
        detail.put("owner", owner.strip());
        Decision decision = decisions.make(by, DECLARED, cluster.strip(), detail);
        redo(decision);
        return decision.index();
    }

    /** It is expected no longer; what it ran last counts as running until a snapshot says otherwise, as before. */
    @Transactional
    public void release(String cluster, String reason, Actor by) {
        check("Why it is no longer expected", reason);
        ledger.lock();
        if (!isDeclared(cluster)) {
            throw new NotFound("declared cluster");
        }
        redo(decisions.make(by, RELEASED, cluster, Map.of("cluster", cluster, "reason", reason.strip())));
    }

    /** What the decision comes to, now or when all is made anew from the ledger. */
    void redo(Decision decision) {
        JsonNode detail = decision.detail();
        String sql = decision.kind().equals(DECLARED) ? """
                        INSERT INTO estate.declared_cluster (entry_index, cluster, environment, owner, declared_at, declared_by)
                        VALUES (:entry, :cluster, :environment, :said, :at, :by)
                        """ : """
                        UPDATE estate.declared_cluster
                           SET released_at = :at, released_by = :by, released_entry = :entry, reason = :said
                         WHERE cluster = :cluster AND released_at IS NULL
                        """;
        jdbc.sql(sql)
                .param("entry", decision.index())
                .param("cluster", detail.get("cluster").asString())
                .param("environment", detail.path("environment").asString(""))
                .param(
                        "said",
                        detail.path("owner").asString(detail.path("reason").asString("")))
                .param("at", decision.recordedAt().atOffset(ZoneOffset.UTC))
                .param("by", decision.by())
                .update();
    }

    private boolean isDeclared(String cluster) {
        return jdbc.sql(
                        "SELECT EXISTS (SELECT 1 FROM estate.declared_cluster WHERE cluster = :cluster AND released_at IS NULL)")
                .param("cluster", cluster)
                .query(Boolean.class)
                .single();
    }

    private static void check(String what, String text) {
        if (text.isBlank() || text.length() > LONGEST) {
            throw new InvalidRequest(what + " is needed, in at most " + LONGEST + " characters.");
        }
    }
}
