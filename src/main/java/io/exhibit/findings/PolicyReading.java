package io.exhibit.findings;

import io.exhibit.findings.PolicySheet.Entry;
import io.exhibit.findings.PolicySheet.Limits;
import io.exhibit.findings.PolicySheet.Made;
import io.exhibit.findings.PolicySheet.Method;
import io.exhibit.findings.PolicySheet.Rules;
import io.exhibit.kernel.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Puts the definitions of policies into words and tables. */
@Component
class PolicyReading {

    private static final Map<String, String> BASES = Map.of(
            "FIX_RELEASED", "the release of the fix, as a report states it; estimated by our own scans where none does",
            "FIX_SEEN", "the first scan of ours that showed the vulnerability and a fix");

    private static final String UNSAID =
            "Nobody: this version was made before there was this clock. The default applies until a version that names it is approved.";

    private final Policies policies;
    private final JsonMapper json;

    PolicyReading(Policies policies, JsonMapper json) {
        this.policies = policies;
        this.json = json;
    }

    @Transactional(readOnly = true)
    public List<PolicySheet> all() {
        List<Integer> inForce = List.of(
                policies.patchPolicy().version(),
                policies.rankingMethod().version(),
                policies.exceptionPolicy().version());
        return policies.all().stream().map(policy -> sheet(policy, inForce)).toList();
    }

    private PolicySheet sheet(Policy policy, List<Integer> inForce) {
        JsonNode definition = json.readTree(policy.definition());
        return new PolicySheet(
                policy.version(),
                policy.kind(),
                policy.name(),
                inForce.contains(policy.version()),
                new Made(policy.createdBy(), policy.createdAt()),
                approved(policy.approvedBy(), policy.approvedAt()),
                policy.kind() == Policy.Kind.PATCH_DEADLINES ? rules(definition.path("profiles")) : List.of(),
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
                limits(policy.kind(), definition));
    }

    private static @Nullable Made approved(@Nullable String by, @Nullable Instant at) {
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

    private static List<Rules> rules(JsonNode profiles) {
        List<Rules> rules = new ArrayList<>();
        for (Profile profile : Profile.values()) {
            JsonNode rule = profiles.path(profile.name());
            if (profile.isOfFrameworks() && rule.isObject()) {
                String basis = rule.path("basis").asString("");
                rules.add(new Rules(
                        profile,
                        BASES.getOrDefault(basis, basis),
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
                profiles.path(Profile.KEV.name()).path("source").asString(UNSAID));
    }

    /** The most severe first; JSON in the database has an order of its own. */
    private static List<Entry> entries(JsonNode values) {
        return Arrays.stream(Severity.values())
                .filter(rank -> values.has(rank.name()))
                .map(rank -> new Entry(rank.name(), values.path(rank.name()).asString()))
                .toList();
    }
}
