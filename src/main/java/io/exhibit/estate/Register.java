package io.exhibit.estate;

import io.exhibit.intake.Turn;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Decisions;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** Decisions about systems and what belongs to them: each is an entry in the ledger and a line in the trail. */
@Component
public class Register {

    static final String SCOPE = "scope.changed";
    static final String RULES = "attribution.changed";

    private final Systems systems;
    private final AttributionRules rules;
    private final RegisterChanges changes;
    private final Decisions decisions;
    private final Turn turn;

    Register(Systems systems, AttributionRules rules, RegisterChanges changes, Decisions decisions, Turn turn) {
        this.systems = systems;
        this.rules = rules;
        this.changes = changes;
        this.decisions = decisions;
        this.turn = turn;
    }

    /** What a person enters about a system. */
    public record Entry(
            String name, String owner, String ownerEmail, String description, ScopeTags tags, Exposure exposure) {

        /** Nobody said whether it can be reached from the internet. */
        public Entry(String name, String owner, String ownerEmail, String description, ScopeTags tags) {
            this(name, owner, ownerEmail, description, tags, Exposure.UNKNOWN);
        }

        Map<String, Object> detail(String code) {
            return Map.of(
                    "system",
                    code,
                    "name",
                    name,
                    "owner",
                    owner,
                    "ownerEmail",
                    ownerEmail,
                    "description",
                    description,
                    "cardholderData",
                    tags.cardholderData(),
                    "criticalFunction",
                    tags.criticalFunction(),
                    "customerData",
                    tags.customerData(),
                    "thirdParty",
                    tags.thirdParty(),
                    "exposure",
                    exposure.name());
        }

        static Entry of(JsonNode detail) {
            return new Entry(
                    detail.get("name").asString(),
                    detail.get("owner").asString(),
                    detail.get("ownerEmail").asString(),
                    detail.get("description").asString(),
                    new ScopeTags(
                            detail.get("cardholderData").asBoolean(),
                            detail.get("criticalFunction").asBoolean(),
                            detail.get("customerData").asBoolean(),
                            detail.get("thirdParty").asBoolean()),
                    // Entries from before there was such a thing have none.
                    Exposure.read(detail.path("exposure").asString("")));
        }
    }

    /** Adds a system or changes the one with that code; its scope counts as confirmed by the actor from now on. */
    @Transactional
    public void enter(String code, Entry entry, Actor by) {
        check(code, entry);
        turn.take();
        changes.enter(decisions.make(by, SCOPE, code, entry.detail(code)));
    }

    /** Gives everything that fits the pattern to a system; an empty cluster means every cluster. */
    @Transactional
    public void addRule(String code, String kind, String cluster, String pattern, Actor by) {
        AttributionRule.Key key = new AttributionRule.Key(kind(kind), cluster.strip(), Entered.pattern(pattern));
        turn.take();
        if (systems.findByCode(code).isEmpty()) {
            throw new NotFound("system");
        }
        if (rules.findAllByOrderByKindAscPatternAsc().stream()
                .anyMatch(rule -> rule.key().equals(key))) {
            throw new InvalidRequest("There is a rule for that already; remove it first.");
        }
        changes.addRule(decisions.make(by, RULES, code, detail(code, key, "added")));
    }

    @Transactional
    public void removeRule(UUID id, Actor by) {
        turn.take();
        AttributionRule rule = rules.findById(id).orElseThrow(() -> new NotFound("rule"));
        String code = systems.findById(rule.systemId()).orElseThrow().code();
        changes.removeRule(decisions.make(by, RULES, rule.pattern(), detail(code, rule.key(), "removed")));
    }

    private static Map<String, Object> detail(String code, AttributionRule.Key key, String change) {
        return Map.of(
                "system", code,
                "kind", key.kind().name(),
                "cluster", key.cluster(),
                "pattern", key.pattern(),
                "change", change);
    }

    private static AttributionRule.Kind kind(String name) {
        try {
            return AttributionRule.Kind.valueOf(name);
        } catch (IllegalArgumentException unknown) {
            throw new InvalidRequest("A rule is for IMAGE, NAMESPACE or REPOSITORY.");
        }
    }

    private static void check(String code, Entry entry) {
        Entered.checkCode(code);
        if (entry.name().isBlank() || entry.owner().isBlank()) {
            throw new InvalidRequest("A system has a name and an owner.");
        }
    }
}
