package io.exhibit.estate;

import io.exhibit.kernel.DerivedId;
import io.exhibit.ledger.Decision;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What decisions about the register come to: the same when they are made and when all is made anew from the ledger. */
@Component
class RegisterChanges {

    private final Systems systems;
    private final ScopeConfirmations confirmations;
    private final AttributionRules rules;
    private final Targets targets;
    private final Deployments deployments;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    RegisterChanges(
            Systems systems,
            ScopeConfirmations confirmations,
            AttributionRules rules,
            Targets targets,
            Deployments deployments,
            JdbcClient jdbc,
            ApplicationEventPublisher events) {
        this.systems = systems;
        this.confirmations = confirmations;
        this.rules = rules;
        this.targets = targets;
        this.deployments = deployments;
        this.jdbc = jdbc;
        this.events = events;
    }

    void enter(Decision decision) {
        JsonNode detail = decision.detail();
        String code = detail.get("system").asString();
        RegulatedSystem system = systems.findByCode(code)
                .orElseGet(() -> new RegulatedSystem(
                        DerivedId.of(decision.recordedAt(), "system", code), code, decision.recordedAt()));
        Register.Entry entry = Register.Entry.of(detail);
        system.describe(entry);
        system.confirmScope(entry, ScopeTags.isAskedAboutPci(detail), decision.by(), decision.recordedAt());
        systems.save(system);
        // What JPA holds must be in the database before SQL looks at it.
        systems.flush();
        confirmations.keep(system, entry.removal(), decision.index());
        reattribute(system.id(), decision);
    }

    /** What another person approved to count for less does so from then on. */
    void narrow(Decision decision) {
        Less less = Less.of(decision.detail());
        RegulatedSystem system =
                systems.findByCode(decision.detail().get("system").asString()).orElseThrow();
        system.narrow(less, decision.by(), decision.recordedAt());
        systems.save(system);
        systems.flush();
        confirmations.keep(system, less.why(), decision.index());
        reattribute(system.id(), decision);
    }

    void addRule(Decision decision) {
        UUID system = systems.findByCode(decision.detail().get("system").asString())
                .orElseThrow()
                .id();
        AttributionRule.Key key = AttributionRule.Key.of(decision.detail());
        AttributionRule rule = new AttributionRule(
                DerivedId.of(decision.recordedAt(), "rule", key), system, key, decision.recordedAt(), decision.by());
        rules.save(rule);
        reattribute(system, decision);
    }

    void removeRule(Decision decision) {
        AttributionRule.Key key = AttributionRule.Key.of(decision.detail());
        AttributionRule rule = rules.findAllByOrderByKindAscPatternAsc().stream()
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElseThrow();
        keep(rule, decision);
        rules.delete(rule);
        reattribute(rule.systemId(), decision);
    }

    /** A rule that is gone held until then. */
    private void keep(AttributionRule rule, Decision removal) {
        jdbc.sql("""
                INSERT INTO estate.removed_rule (entry_index, rule_id, system_id, kind, cluster, pattern, created_at, created_by, removed_at)
                SELECT :entry, r.id, r.system_id, r.kind, r.cluster, r.pattern, r.created_at, r.created_by, :at
                  FROM estate.attribution_rule r
                 WHERE r.id = :rule
                """)
                .param("entry", removal.index())
                .param("at", removal.recordedAt().atOffset(ZoneOffset.UTC))
                .param("rule", rule.id())
                .update();
    }

    /** Targets that labels give to other systems now; workloads have theirs since their snapshot was read. */
    void followLabels(Decision decision) {
        List<UUID> moved = targets.attribute(targets.otherByLabel(), decision.recordedAt());
        events.publishEvent(new TargetsReattributed(moved, decision.recordedAt()));
    }

    private void reattribute(UUID system, Decision decision) {
        // What JPA holds must be in the database before SQL looks at it.
        systems.flush();
        deployments.attributeAll(decision.recordedAt());
        TreeSet<UUID> moved = new TreeSet<>(targets.attributeAll(decision.recordedAt()));
        moved.addAll(jdbc.sql("SELECT id FROM estate.target WHERE system_id = :system")
                .param("system", system)
                .query(UUID.class)
                .list());
        events.publishEvent(new TargetsReattributed(List.copyOf(moved), decision.recordedAt()));
    }
}
