package io.exhibit.estate;

import io.exhibit.intake.Turn;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Decisions;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** Decisions about systems and what belongs to them: each is an entry in the ledger and a line in the trail. */
@Component
public class Register {

    static final String SCOPE = "scope.changed";
    static final String RULES = "attribution.changed";

    /** PCI DSS 12.5.2: the scope is confirmed at least once every twelve months; the catalogue's scope_confirm_days. */
    public static final Duration CONFIRMED_FOR = Duration.ofDays(366);

    /** PCI DSS 12.5.2.1: a service provider does so every six months; the catalogue's scope_confirm_days_provider. */
    public static final Duration PROVIDER_CONFIRMED_FOR = Duration.ofDays(184);

    private static final String REMOVAL = "removalReason";

    private final Systems systems;
    private final AttributionRules rules;
    private final RegisterChanges changes;
    private final Narrowings narrowings;
    private final Decisions decisions;
    private final Turn turn;

    Register(
            Systems systems,
            AttributionRules rules,
            RegisterChanges changes,
            Narrowings narrowings,
            Decisions decisions,
            Turn turn) {
        this.systems = systems;
        this.rules = rules;
        this.changes = changes;
        this.narrowings = narrowings;
        this.decisions = decisions;
        this.turn = turn;
    }

    /** What a person enters about a system; removal: why something that held before does so no longer. */
    public record Entry(
            String name,
            String owner,
            String ownerEmail,
            String description,
            ScopeTags tags,
            Exposure exposure,
            PciReasons reasons,
            String legalEntity,
            SystemSupport support,
            String removal) {

        /** Nothing is said beyond the tags and the exposure, and nothing is taken away. */
        public Entry(
                String name, String owner, String ownerEmail, String description, ScopeTags tags, Exposure exposure) {
            this(
                    name,
                    owner,
                    ownerEmail,
                    description,
                    tags,
                    exposure,
                    PciReasons.NONE,
                    "",
                    SystemSupport.NOT_STATED,
                    "");
        }

        /** Nobody said whether it can be reached from the internet. */
        public Entry(String name, String owner, String ownerEmail, String description, ScopeTags tags) {
            this(name, owner, ownerEmail, description, tags, Exposure.UNKNOWN);
        }

        Map<String, Object> detail(String code) {
            LocalDate until = support.supportedUntil();
            Map<String, Object> detail = new LinkedHashMap<>();
            detail.put("system", code);
            detail.put("name", name);
            detail.put("owner", owner);
            detail.put("ownerEmail", ownerEmail);
            detail.put("description", description);
            detail.putAll(tags.toMap());
            detail.putAll(reasons.toMap());
            detail.put("exposure", exposure.name());
            detail.put("legalEntity", legalEntity);
            detail.put("supportedUntil", until == null ? "" : until.toString());
            detail.put("supportSource", support.supportSource());
            detail.put(REMOVAL, removal);
            return detail;
        }

        /** Entries from before something could be said say nothing of it: not stated. */
        static Entry of(JsonNode detail) {
            String until = text(detail, "supportedUntil");
            return new Entry(
                    detail.get("name").asString(),
                    detail.get("owner").asString(),
                    detail.get("ownerEmail").asString(),
                    detail.get("description").asString(),
                    ScopeTags.of(detail),
                    Exposure.read(text(detail, "exposure")),
                    PciReasons.of(detail),
                    text(detail, "legalEntity"),
                    new SystemSupport(until.isEmpty() ? null : LocalDate.parse(until), text(detail, "supportSource")),
                    text(detail, REMOVAL));
        }

        /** The same with another scope, which takes nothing away. */
        Entry counting(ScopeTags counted, Exposure exposed, PciReasons why) {
            return new Entry(name, owner, ownerEmail, description, counted, exposed, why, legalEntity, support, "");
        }

        /** Outside of the cardholder data environment it is in the scope of PCI DSS for a reason. */
        boolean saysWhyItIsInScope() {
            return (!tags.connectedToCde() || !reasons.connectedReason().isBlank())
                    && (!tags.securityImpacting() || !reasons.impactingReason().isBlank());
        }

        private static String text(JsonNode detail, String field) {
            return detail.path(field).asString("");
        }
    }

    /**
     * Adds a system or changes the one with that code; its scope counts as confirmed by the actor from now on. What makes it count for
     * less than before waits for another person: answers the entry of that proposal, if there is one.
     */
    @Transactional
    public OptionalLong enter(String code, Entry entry, Actor by) {
        check(code, entry);
        turn.take();
        RegulatedSystem held = systems.findByCode(code).orElse(null);
        Less less = held == null ? Less.NOTHING : Less.of(held, entry);
        if (held == null || less.isNothing()) {
            changes.enter(decisions.make(by, SCOPE, code, entry.detail(code)));
            return OptionalLong.empty();
        }
        narrowings.check(code, less, by);
        changes.enter(decisions.make(by, SCOPE, code, less.counting(held, entry).detail(code)));
        return OptionalLong.of(narrowings.propose(code, less, by));
    }

    /** Gives everything that fits the pattern, or carries the label, to a system; an empty cluster means every cluster. */
    @Transactional
    public void addRule(String code, String kind, String cluster, String pattern, Actor by) {
        AttributionRule.Key key = key(kind(kind), cluster.strip(), pattern);
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

    private static AttributionRule.Key key(AttributionRule.Kind kind, String cluster, String entered) {
        String pattern = kind == AttributionRule.Kind.LABEL ? Entered.label(entered) : Entered.pattern(entered);
        return new AttributionRule.Key(kind, cluster, pattern);
    }

    private static AttributionRule.Kind kind(String name) {
        try {
            return AttributionRule.Kind.valueOf(name);
        } catch (IllegalArgumentException unknown) {
            throw new InvalidRequest("A rule is for IMAGE, LABEL, NAMESPACE or REPOSITORY.");
        }
    }

    private static void check(String code, Entry entry) {
        Entered.checkCode(code);
        if (entry.name().isBlank() || entry.owner().isBlank()) {
            throw new InvalidRequest("A system has a name and an owner.");
        }
        if (!entry.saysWhyItIsInScope()) {
            throw new InvalidRequest("Say why the system is connected to the cardholder data environment,"
                    + " or can affect its security: the reason is kept with the confirmation.");
        }
        if (entry.support().supportedUntil() != null
                && entry.support().supportSource().isBlank()) {
            throw new InvalidRequest("Say where the end of support is from: a contract, a vendor's page, a decision.");
        }
    }
}
