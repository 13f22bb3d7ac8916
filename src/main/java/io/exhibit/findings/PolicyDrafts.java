package io.exhibit.findings;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Text;
import io.exhibit.ledger.Decision;
import io.exhibit.ledger.Decisions;
import io.exhibit.ledger.Ledger;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Versions that people of the bank make: one drafts, somebody else approves ({@link Policies}), or the draft is withdrawn. */
@Component
public class PolicyDrafts {

    static final String DRAFTED = "policy.drafted";
    static final String WITHDRAWN = "policy.withdrawn";

    private static final int LONGEST = 4000;
    private static final int LINE = 120;

    private final Policies policies;
    private final PolicyVersions versions;
    private final Ledger ledger;
    private final Decisions decisions;
    private final StricterScopes scopes;
    private final JsonMapper json;

    PolicyDrafts(
            Policies policies,
            PolicyVersions versions,
            Ledger ledger,
            Decisions decisions,
            StricterScopes scopes,
            JsonMapper json) {
        this.scopes = scopes;
        this.policies = policies;
        this.versions = versions;
        this.ledger = ledger;
        this.decisions = decisions;
        this.json = json;
    }

    /** Refused where a bound is broken or nothing differs from what is in force. Answers its number; it applies once it is approved. */
    @Transactional
    public int draft(PolicyDraft draft, Signatory by) {
        by.checkWorks();
        ledger.lock();
        String name = said(draft.name(), LINE, "Give the version a name.");
        String reason = said(draft.reason(), LONGEST, "Say why there is to be another version.");
        Policy base = policies.version(draft.from());
        Policy.Kind kind = base.kind();
        String definition = definition(base, draft.fields());
        scopes.checkKnown(Stricter.of(json.readTree(definition)));
        checkDiffers(definition, policies.inForce(kind));
        int version = Math.max(Policy.LAST_SHIPPED, policies.all().getFirst().version()) + 1;
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("version", version);
        detail.put("kind", kind.name());
        detail.put("name", name);
        detail.put("from", base.version());
        detail.put("reason", reason);
        detail.put("role", by.role().name());
        detail.put("definition", definition);
        enter(
                decisions.make(by.actor(), DRAFTED, "version " + version, detail),
                by.actor().name());
        return version;
    }

    private String definition(Policy base, Map<String, String> entered) {
        Map<String, String> fields = new HashMap<>(PolicyFields.of(base.kind(), json.readTree(base.definition())));
        fields.putAll(entered);
        return json.writeValueAsString(PolicyFields.definition(base.kind(), new PolicyEntries(fields)));
    }

    private void checkDiffers(String definition, Policy inForce) {
        if (PolicyTerms.of(inForce.kind(), json.readTree(definition))
                .equals(PolicyTerms.of(inForce.kind(), json.readTree(inForce.definition())))) {
            throw new InvalidRequest("It says the same as version " + inForce.version() + ", which is in force.");
        }
    }

    /** A draft that nobody has approved is out of the way from now on; it stays to be read. */
    @Transactional
    public void withdraw(int version, String reason, Signatory by) {
        by.checkWorks();
        ledger.lock();
        Policy policy = policies.version(version);
        policy.checkWaits();
        if (!policy.isOwn()) {
            throw new InvalidRequest("Version " + version + " came with Exhibit: it is approved, or left.");
        }
        if (!policy.isDraftOf(by.id()) && !by.approves()) {
            throw new InvalidRequest("Who made a version withdraws it, or a compliance officer does.");
        }
        withdraw(
                decisions.make(
                        by.actor(),
                        WITHDRAWN,
                        "version " + version,
                        Map.of(
                                "version",
                                version,
                                "role",
                                by.role().name(),
                                "reason",
                                said(reason, LONGEST, "Say why it is withdrawn."))),
                by.actor().name());
    }

    /** What the decisions come to, now and whenever all is made anew from the ledger. */
    void enter(Decision decision, String by) {
        versions.saveAndFlush(Policy.drafted(decision, by));
    }

    void withdraw(Decision decision, String by) {
        policies.version(decision.detail().get("version").asInt()).withdraw(decision, by);
    }

    private static String said(String field, int longest, String otherwise) {
        String said = Text.clean(field.strip(), longest);
        if (said.isEmpty()) {
            throw new InvalidRequest(otherwise);
        }
        return said;
    }
}
