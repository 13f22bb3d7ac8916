package io.exhibit.estate;

import io.exhibit.intake.Turn;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Decisions;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
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

    /** PCI DSS 12.5.2: the scope is confirmed at least once every twelve months; the catalogue's scope_confirm_days. */
    public static final Duration CONFIRMED_FOR = Duration.ofDays(366);

    /** PCI DSS 12.5.2.1: a service provider does so every six months; the catalogue's scope_confirm_days_provider. */
    public static final Duration PROVIDER_CONFIRMED_FOR = Duration.ofDays(184);

    private static final String CONNECTED = "connectedToCde";
    private static final String REMOVAL = "removalReason";

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
            return Map.ofEntries(
                    Map.entry("system", code),
                    Map.entry("name", name),
                    Map.entry("owner", owner),
                    Map.entry("ownerEmail", ownerEmail),
                    Map.entry("description", description),
                    Map.entry("cardholderData", tags.cardholderData()),
                    Map.entry("cardholderDataReason", reasons.cdeReason()),
                    Map.entry(CONNECTED, tags.connectedToCde()),
                    Map.entry("connectedReason", reasons.connectedReason()),
                    Map.entry("securityImpacting", tags.securityImpacting()),
                    Map.entry("securityImpactingReason", reasons.impactingReason()),
                    Map.entry("criticalFunction", tags.criticalFunction()),
                    Map.entry("customerData", tags.customerData()),
                    Map.entry("thirdParty", tags.thirdParty()),
                    Map.entry("serviceProvider", tags.serviceProvider()),
                    Map.entry("exposure", exposure.name()),
                    Map.entry("legalEntity", legalEntity),
                    Map.entry("supportedUntil", until == null ? "" : until.toString()),
                    Map.entry("supportSource", support.supportSource()),
                    Map.entry(REMOVAL, removal));
        }

        /** Entries from before something could be said say nothing of it: not stated. */
        static Entry of(JsonNode detail) {
            String until = text(detail, "supportedUntil");
            return new Entry(
                    detail.get("name").asString(),
                    detail.get("owner").asString(),
                    detail.get("ownerEmail").asString(),
                    detail.get("description").asString(),
                    new ScopeTags(
                            detail.get("cardholderData").asBoolean(),
                            detail.path(CONNECTED).asBoolean(false),
                            detail.path("securityImpacting").asBoolean(false),
                            detail.get("criticalFunction").asBoolean(),
                            detail.get("customerData").asBoolean(),
                            detail.get("thirdParty").asBoolean(),
                            detail.path("serviceProvider").asBoolean(false)),
                    Exposure.read(text(detail, "exposure")),
                    new PciReasons(
                            text(detail, "cardholderDataReason"),
                            text(detail, "connectedReason"),
                            text(detail, "securityImpactingReason")),
                    text(detail, "legalEntity"),
                    new SystemSupport(until.isEmpty() ? null : LocalDate.parse(until), text(detail, "supportSource")),
                    text(detail, REMOVAL));
        }

        /** Outside of the cardholder data environment it is in the scope of PCI DSS for a reason. */
        boolean saysWhyItIsInScope() {
            return (!tags.connectedToCde() || !reasons.connectedReason().isBlank())
                    && (!tags.securityImpacting() || !reasons.impactingReason().isBlank());
        }

        /** Whether whoever confirmed was asked about the whole scope of PCI DSS. */
        static boolean isAskedAboutPci(JsonNode detail) {
            return detail.has(CONNECTED);
        }

        private static String text(JsonNode detail, String field) {
            return detail.path(field).asString("");
        }
    }

    /** Adds a system or changes the one with that code; its scope counts as confirmed by the actor from now on. */
    @Transactional
    public void enter(String code, Entry entry, Actor by) {
        check(code, entry);
        turn.take();
        checkRemoval(code, entry);
        changes.enter(decisions.make(by, SCOPE, code, entry.detail(code)));
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

    /** Less scope means fewer deadlines and fewer checks: nobody takes any away without saying why. */
    private void checkRemoval(String code, Entry entry) {
        List<String> removed = systems.findByCode(code)
                .map(system -> system.tags().without(entry.tags()))
                .orElse(List.of());
        if (!removed.isEmpty() && entry.removal().isBlank()) {
            throw new InvalidRequest("Say why the system is no longer in scope as " + String.join(", ", removed)
                    + ": the reason is kept in the ledger, with your name.");
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
