package io.exhibit.findings;

import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.Severity;
import io.exhibit.ledger.ActivityTrail;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Draft;
import io.exhibit.ledger.Ledger;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The policies in force: the newest approved version of each kind, else the oldest, which is the default. */
@Component
public class Policies {

    private final PolicyVersions versions;
    private final ActivityTrail trail;
    private final Ledger ledger;
    private final JsonMapper json;
    private final Clock clock;

    Policies(PolicyVersions versions, ActivityTrail trail, Ledger ledger, JsonMapper json, Clock clock) {
        this.versions = versions;
        this.trail = trail;
        this.ledger = ledger;
        this.json = json;
        this.clock = clock;
    }

    /** A compliance officer stands for a version from now on; earlier verdicts stay as they are. */
    @Transactional
    public void approve(int version, Actor by) {
        Policy policy = versions.findById(version).orElseThrow(() -> new NotFound("policy version"));
        policy.approve(by.name(), clock.instant());
        trail.record(by, "policy.approved", "version " + version);
        ledger.append(Draft.of(
                "policy.approved",
                by,
                Map.of("version", version, "kind", policy.kind().name(), "definition", policy.definition())));
    }

    List<Policy> all() {
        return versions.findAllByOrderByVersionDesc();
    }

    @Transactional(readOnly = true)
    PatchPolicy patchPolicy() {
        Policy policy = inForce(Policy.Kind.PATCH_DEADLINES);
        Map<Profile, PatchPolicy.Rules> profiles = new EnumMap<>(Profile.class);
        json.readTree(policy.definition())
                .get("profiles")
                .forEachEntry((name, rules) -> profiles.put(
                        Profile.valueOf(name),
                        new PatchPolicy.Rules(
                                PatchPolicy.Basis.valueOf(rules.get("basis").asString()), days(rules.get("days")))));
        return new PatchPolicy(policy.version(), profiles);
    }

    @Transactional(readOnly = true)
    RankingMethod rankingMethod() {
        Policy policy = inForce(Policy.Kind.RISK_RANKING);
        JsonNode bands = json.readTree(policy.definition()).get("bands");
        return new RankingMethod(
                policy.version(),
                number(bands, Severity.CRITICAL),
                number(bands, Severity.HIGH),
                number(bands, Severity.MEDIUM));
    }

    private Policy inForce(Policy.Kind kind) {
        List<Policy> newestFirst = versions.findByKindOrderByVersionDesc(kind);
        return newestFirst.stream().filter(Policy::isApproved).findFirst().orElseGet(newestFirst::getLast);
    }

    private static Map<Severity, Integer> days(JsonNode days) {
        Map<Severity, Integer> byRank = new EnumMap<>(Severity.class);
        days.forEachEntry((rank, number) -> byRank.put(Severity.valueOf(rank), number.asInt()));
        return byRank;
    }

    private static BigDecimal number(JsonNode bands, Severity rank) {
        return bands.get(rank.name()).decimalValue();
    }
}
