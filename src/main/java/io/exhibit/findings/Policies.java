package io.exhibit.findings;

import io.exhibit.intake.Turn;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.Severity;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Decision;
import io.exhibit.ledger.Decisions;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The policies in force: of each kind the version that was approved last, else the oldest, which is the default. */
@Component
public class Policies {

    static final String APPROVED = "policy.approved";

    /** Which version was in force until then; an approval that does not say it is of the time in which the highest number was. */
    private static final String REPLACES = "replaces";

    private static final Comparator<Policy> IN_ORDER =
            Comparator.comparingLong(Policy::approvedEntry).thenComparingInt(Policy::version);

    private final PolicyVersions versions;
    private final Decisions decisions;
    private final Turn turn;
    private final JsonMapper json;

    Policies(PolicyVersions versions, Decisions decisions, Turn turn, JsonMapper json) {
        this.versions = versions;
        this.decisions = decisions;
        this.turn = turn;
        this.json = json;
    }

    /** A compliance officer who did not draft it stands for a version from now on; earlier verdicts stay as they are. */
    @Transactional
    public void approve(int version, Actor by) {
        turn.take();
        Policy policy = version(version);
        policy.checkWaits();
        if (policy.isDraftOf(by.id())) {
            throw new InvalidRequest("You made version " + version + ". Another compliance officer approves it.");
        }
        approve(
                decisions.make(
                        by,
                        APPROVED,
                        "version " + version,
                        Map.of(
                                "version",
                                version,
                                "kind",
                                policy.kind().name(),
                                "definition",
                                policy.definition(),
                                REPLACES,
                                inForce(policy.kind()).version())),
                by.name());
    }

    /** What the decision comes to, now and whenever all is made anew from the ledger. */
    void approve(Decision decision, String by) {
        Policy policy = version(decision.detail().get("version").asInt());
        policy.approve(decision, by, decision.detail().has(REPLACES) ? decision.index() : null);
    }

    Policy version(int version) {
        return versions.findById(version).orElseThrow(() -> new NotFound("policy version"));
    }

    List<Policy> all() {
        return versions.findAllByOrderByVersionDesc();
    }

    @Transactional(readOnly = true)
    PatchPolicy patchPolicy() {
        return patchPolicy(inForce(Policy.Kind.PATCH_DEADLINES));
    }

    /** The version in force and those that were before it, each with the time from which on it was. */
    @Transactional(readOnly = true)
    PatchHistory patchHistory() {
        List<Policy> approved = approved(Policy.Kind.PATCH_DEADLINES);
        List<PatchHistory.InForce> history = new ArrayList<>();
        history.add(new PatchHistory.InForce(patchPolicy(byDefault(Policy.Kind.PATCH_DEADLINES)), Instant.MIN));
        approved.forEach(policy -> history.add(new PatchHistory.InForce(patchPolicy(policy), policy.appliesFrom())));
        return PatchHistory.of(history);
    }

    private PatchPolicy patchPolicy(Policy policy) {
        return patchPolicy(policy.version(), json.readTree(policy.definition()));
    }

    static PatchPolicy patchPolicy(int version, JsonNode whole) {
        JsonNode definition = whole.get("profiles");
        Map<Profile, PatchPolicy.Rules> profiles = new EnumMap<>(Profile.class);
        for (Profile profile : Profile.values()) {
            if (profile.isOfFrameworks() && definition.has(profile.name())) {
                JsonNode rules = definition.get(profile.name());
                profiles.put(
                        profile,
                        new PatchPolicy.Rules(
                                PatchPolicy.Basis.valueOf(rules.get("basis").asString()), days(rules.get("days"))));
            }
        }
        return new PatchPolicy(
                version, profiles, exploited(definition), PolicyVendors.basis(whole), Stricter.of(whole));
    }

    /** No version that was made before there was this clock is changed: the default stands in for what it does not say. */
    static PatchPolicy.Exploited exploited(JsonNode profiles) {
        JsonNode rules = profiles.path(Profile.KEV.name());
        return rules.isObject()
                ? new PatchPolicy.Exploited(
                        rules.get("days").asInt(), rules.get("exposedDays").asInt())
                : PatchPolicy.Exploited.BY_DEFAULT;
    }

    @Transactional(readOnly = true)
    RankingMethod rankingMethod() {
        Policy policy = inForce(Policy.Kind.RISK_RANKING);
        return rankingMethod(policy.version(), json.readTree(policy.definition()));
    }

    static RankingMethod rankingMethod(int version, JsonNode definition) {
        JsonNode bands = definition.get("bands");
        return new RankingMethod(
                version,
                new RankingMethod.Bands(
                        number(bands, Severity.CRITICAL), number(bands, Severity.HIGH), number(bands, Severity.MEDIUM)),
                definition.path("raises").valueStream().map(Policies::raise).toList(),
                definition.has("exploited")
                        ? Severity.valueOf(definition.get("exploited").asString())
                        : null);
    }

    private static RankingMethod.Raise raise(JsonNode raise) {
        return new RankingMethod.Raise(
                RankingMethod.When.valueOf(raise.get("when").asString()),
                raise.path("least").decimalValue(BigDecimal.ONE),
                Severity.valueOf(raise.get("from").asString()),
                Severity.valueOf(raise.get("upTo").asString()));
    }

    @Transactional(readOnly = true)
    ExceptionPolicy exceptionPolicy() {
        Policy policy = inForce(Policy.Kind.EXCEPTIONS);
        JsonNode definition = json.readTree(policy.definition());
        return new ExceptionPolicy(policy.version(), definition.get("approvals").asInt(), days(definition.get("days")));
    }

    /** Whether ranks ever came of more than severity and score by the bands that Exhibit brings: then earlier ranks count. */
    @Transactional(readOnly = true)
    boolean hasRankedOtherwise() {
        return approved(Policy.Kind.RISK_RANKING).stream()
                .anyMatch(policy -> policy.isOwn()
                        || rankingMethod(policy.version(), json.readTree(policy.definition()))
                                .looksFurther());
    }

    Policy inForce(Policy.Kind kind) {
        List<Policy> approved = approved(kind);
        return approved.isEmpty() ? byDefault(kind) : approved.getLast();
    }

    private Policy byDefault(Policy.Kind kind) {
        return versions.findByKindOrderByVersionDesc(kind).getLast();
    }

    /** In the order in which they came into force. */
    private List<Policy> approved(Policy.Kind kind) {
        return versions.findByKindOrderByVersionDesc(kind).stream()
                .filter(Policy::isApproved)
                .sorted(IN_ORDER)
                .toList();
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
