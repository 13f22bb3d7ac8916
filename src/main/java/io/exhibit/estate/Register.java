package io.exhibit.estate;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.UuidV7;
import io.exhibit.ledger.Actor;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Decisions about systems and what belongs to them: each is an entry in the ledger and a line in the trail. */
@Component
public class Register {

    private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private final Systems systems;
    private final AttributionRules rules;
    private final Targets targets;
    private final JdbcClient jdbc;
    private final Decisions decisions;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Register(
            Systems systems,
            AttributionRules rules,
            Targets targets,
            JdbcClient jdbc,
            Decisions decisions,
            ApplicationEventPublisher events,
            Clock clock) {
        this.systems = systems;
        this.rules = rules;
        this.targets = targets;
        this.jdbc = jdbc;
        this.decisions = decisions;
        this.events = events;
        this.clock = clock;
    }

    /** What a person enters about a system. */
    public record Entry(String name, String owner, String ownerEmail, String description, ScopeTags tags) {}

    /** Adds a system or changes the one with that code; its scope counts as confirmed by the actor from now on. */
    @Transactional
    public void enter(String code, Entry entry, Actor by) {
        check(code, entry);
        RegulatedSystem system = systems.findByCode(code)
                .orElseGet(() -> new RegulatedSystem(UuidV7.next(clock), code, clock.instant()));
        system.describe(entry.name(), entry.owner(), entry.ownerEmail(), entry.description());
        system.confirmScope(entry.tags(), by.id(), clock.instant());
        systems.save(system);
        reattribute(system.id());
        decisions.record(
                by,
                "scope.changed",
                code,
                Map.of(
                        "system",
                        code,
                        "name",
                        entry.name(),
                        "owner",
                        entry.owner(),
                        "tags",
                        entry.tags().toString()));
    }

    /** Gives everything that fits the pattern to a system; an empty cluster means every cluster. */
    @Transactional
    public void addRule(String code, String kind, String cluster, String pattern, Actor by) {
        RegulatedSystem system = systems.findByCode(code).orElseThrow(() -> new NotFound("system"));
        if (pattern.isBlank() || pattern.strip().replace("*", "").isEmpty() || pattern.length() > 300) {
            throw new InvalidRequest("A pattern has a name in it, not only stars, and at most 300 characters.");
        }
        AttributionRule rule =
                new AttributionRule(UuidV7.next(clock), system.id(), kind(kind), pattern, clock.instant());
        rule.within(cluster.isBlank() ? null : cluster.strip(), by.id());
        if (rules.findAllByOrderByKindAscPatternAsc().stream().anyMatch(rule::isSameAs)) {
            throw new InvalidRequest("There is a rule for that already; remove it first.");
        }
        rules.save(rule);
        reattribute(system.id());
        decisions.record(
                by,
                "attribution.changed",
                code,
                Map.of("system", code, "kind", kind, "cluster", cluster, "pattern", pattern, "change", "added"));
    }

    @Transactional
    public void removeRule(UUID id, Actor by) {
        AttributionRule rule = rules.findById(id).orElseThrow(() -> new NotFound("rule"));
        rules.delete(rule);
        reattribute(rule.systemId());
        decisions.record(
                by,
                "attribution.changed",
                rule.pattern(),
                Map.of("kind", rule.kind().name(), "pattern", rule.pattern(), "change", "removed"));
    }

    private void reattribute(UUID system) {
        // What JPA holds must be in the database before SQL looks at it.
        systems.flush();
        TreeSet<UUID> moved = new TreeSet<>(targets.attributeAll());
        moved.addAll(jdbc.sql("SELECT id FROM estate.target WHERE system_id = :system")
                .param("system", system)
                .query(UUID.class)
                .list());
        events.publishEvent(new TargetsReattributed(List.copyOf(moved)));
    }

    private static AttributionRule.Kind kind(String name) {
        try {
            return AttributionRule.Kind.valueOf(name);
        } catch (IllegalArgumentException unknown) {
            throw new InvalidRequest("A rule is for IMAGE, NAMESPACE or REPOSITORY.");
        }
    }

    private static void check(String code, Entry entry) {
        if (!CODE.matcher(code).matches()) {
            throw new InvalidRequest("A code has lower-case letters, digits and hyphens, 63 at most.");
        }
        if (entry.name().isBlank() || entry.owner().isBlank()) {
            throw new InvalidRequest("A system has a name and an owner.");
        }
    }
}
