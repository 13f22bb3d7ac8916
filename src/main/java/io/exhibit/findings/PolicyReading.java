package io.exhibit.findings;

import io.exhibit.findings.PolicySheet.Draft;
import io.exhibit.findings.PolicySheet.Entry;
import io.exhibit.findings.PolicySheet.Limits;
import io.exhibit.findings.PolicySheet.Made;
import io.exhibit.findings.PolicySheet.Method;
import io.exhibit.findings.PolicySheet.Rules;
import io.exhibit.findings.PolicySheet.Standing;
import io.exhibit.kernel.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Puts the definitions of policies into words and tables. */
@Component
class PolicyReading {

    private final Policies policies;
    private final JsonMapper json;

    PolicyReading(Policies policies, JsonMapper json) {
        this.policies = policies;
        this.json = json;
    }

    /** As that person reads them. */
    @Transactional(readOnly = true)
    public List<PolicySheet> all(@Nullable UUID reader) {
        Map<Policy.Kind, Policy> inForce = new EnumMap<>(Policy.Kind.class);
        for (Policy.Kind kind : Policy.Kind.values()) {
            inForce.put(kind, policies.inForce(kind));
        }
        return policies.all().stream()
                .map(policy -> sheet(policy, Objects.requireNonNull(inForce.get(policy.kind())), reader))
                .toList();
    }

    /** The form for another version, filled in from this one. */
    @Transactional(readOnly = true)
    public PolicyBlank blank(int version, Map<String, String> entered) {
        Policy policy = policies.version(version);
        Map<String, String> fields = new HashMap<>(PolicyFields.of(policy.kind(), json.readTree(policy.definition())));
        fields.replaceAll((field, held) -> entered.getOrDefault(field, held));
        return new PolicyBlank(
                version, policy.kind(), policies.inForce(policy.kind()).version(), fields);
    }

    private PolicySheet sheet(Policy policy, Policy inForce, @Nullable UUID reader) {
        JsonNode definition = json.readTree(policy.definition());
        return new PolicySheet(
                policy.version(),
                policy.kind(),
                policy.name(),
                policy.version() == inForce.version(),
                new Made(policy.createdBy(), policy.createdAt()),
                made(policy.approvedBy(), policy.approvedAt()),
                policy.kind() == Policy.Kind.PATCH_DEADLINES ? rules(definition) : List.of(),
                Stricter.of(definition),
                new Method(
                        definition.path("rule").asString(""),
                        String.join(
                                ", ",
                                definition
                                        .path("inputs")
                                        .valueStream()
                                        .map(JsonNode::asString)
                                        .toList()),
                        entries(definition.path("bands")),
                        policy.kind() == Policy.Kind.RISK_RANKING
                                ? Policies.rankingMethod(policy.version(), definition)
                                        .words()
                                : List.of()),
                limits(policy.kind(), definition),
                new Standing(
                        policy.waits(),
                        draft(policy, reader),
                        made(policy.withdrawnBy(), policy.withdrawnAt()),
                        policy.withdrawal(),
                        policy.waits()
                                ? PolicyTerms.between(terms(inForce), PolicyTerms.of(policy.kind(), definition))
                                : List.of()));
    }

    private Map<String, String> terms(Policy policy) {
        return PolicyTerms.of(policy.kind(), json.readTree(policy.definition()));
    }

    private static @Nullable Draft draft(Policy policy, @Nullable UUID reader) {
        Integer from = policy.madeFrom();
        Long entry = policy.draftedEntry();
        return from == null || entry == null ? null : new Draft(from, policy.reason(), entry, policy.isDraftOf(reader));
    }

    private static @Nullable Made made(@Nullable String by, @Nullable Instant at) {
        return by == null || at == null ? null : new Made(by, at);
    }

    private static @Nullable Limits limits(Policy.Kind kind, JsonNode definition) {
        return kind == Policy.Kind.EXCEPTIONS
                ? new Limits(
                        definition.path("approvals").asInt(),
                        entries(definition.path("days")),
                        definition.path("source").asString(""))
                : null;
    }

    private static List<Rules> rules(JsonNode definition) {
        JsonNode profiles = definition.path("profiles");
        List<Rules> rules = new ArrayList<>();
        for (Profile profile : Profile.values()) {
            JsonNode rule = profiles.path(profile.name());
            if (profile.isOfFrameworks() && rule.isObject()) {
                rules.add(new Rules(
                        profile,
                        PolicyVendors.beside(PolicyTerms.basis(rule), rule, definition),
                        entries(rule.path("days")),
                        rule.path("source").asString("")));
            }
        }
        rules.add(exploited(profiles));
        return rules;
    }

    private static Rules exploited(JsonNode profiles) {
        PatchPolicy.Exploited allowed = Policies.exploited(profiles);
        String days = allowed.exposedDays() + " or " + allowed.days();
        return new Rules(
                Profile.KEV,
                "the day on which CISA's catalogue lists it, for every rank; " + allowed.days()
                        + " days where somebody stated that the internet does not reach it, else "
                        + allowed.exposedDays(),
                PatchClock.RANKS.stream()
                        .map(rank -> new Entry(rank.name(), days))
                        .toList(),
                PolicyTerms.exploitedSource(profiles));
    }

    /** The most severe first; JSON in the database has an order of its own. */
    private static List<Entry> entries(JsonNode values) {
        return Arrays.stream(Severity.values())
                .filter(rank -> values.has(rank.name()))
                .map(rank -> new Entry(rank.name(), values.path(rank.name()).asString()))
                .toList();
    }
}
