package io.exhibit.findings;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Severity;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The form of the patch deadlines, and the bounds that a standard sets to them. */
final class PolicyDeadlines {

    /** PCI DSS 4.0.1, 6.3.3: one month of release, counted as days. */
    static final int PCI_CRITICAL = 30;

    static final List<Profile> FRAMEWORKS =
            Arrays.stream(Profile.values()).filter(Profile::isOfFrameworks).toList();

    private static final String KEV = Profile.KEV.name();

    private PolicyDeadlines() {}

    static Map<String, String> fields(JsonNode profiles) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (Profile profile : FRAMEWORKS) {
            JsonNode rules = profiles.path(profile.name());
            PolicyFields.putDays(fields, "days." + profile + ".", rules.path("days"));
            fields.put("basis." + profile, rules.path("basis").asString(""));
            fields.put("source." + profile, rules.path("source").asString(""));
        }
        PatchPolicy.Exploited exploited = Policies.exploited(profiles);
        fields.put("days." + KEV, String.valueOf(exploited.days()));
        fields.put("exposedDays." + KEV, String.valueOf(exploited.exposedDays()));
        fields.put("source." + KEV, profiles.path(KEV).path("source").asString(""));
        return fields;
    }

    static Map<String, Object> profiles(PolicyEntries entries) {
        Map<String, Object> profiles = new LinkedHashMap<>();
        FRAMEWORKS.forEach(profile -> profiles.put(profile.name(), rules(profile, entries)));
        profiles.put(KEV, exploited(entries));
        return profiles;
    }

    /** The general days of what was entered: others are held against them. */
    static PatchPolicy general(Map<String, Object> profiles) {
        return Policies.patchPolicy(0, JsonMapper.shared().valueToTree(Map.of("profiles", profiles)));
    }

    private static Map<String, Object> rules(Profile profile, PolicyEntries entries) {
        String title = profile.title();
        PatchPolicy.Basis basis =
                entries.choice("basis." + profile, title + ", days count from", PatchPolicy.Basis.class);
        Map<String, Object> days = entries.daysByRank("days." + profile + ".", title);
        if (profile == Profile.PCI) {
            checkPci(basis, days);
        }
        Map<String, Object> rules = new LinkedHashMap<>();
        rules.put("basis", basis.name());
        rules.put("days", days);
        rules.put("source", said(entries, profile));
        return rules;
    }

    private static void checkPci(PatchPolicy.Basis basis, Map<String, Object> days) {
        if (basis != PatchPolicy.Basis.FIX_RELEASED) {
            throw new InvalidRequest("PCI DSS 6.3.3 counts from the release of the fix, and from nothing else.");
        }
        if (days.get(Severity.CRITICAL.name()) instanceof Integer critical && critical > PCI_CRITICAL) {
            throw new InvalidRequest(
                    "PCI DSS 6.3.3 wants critical patches installed within one month of release: at most "
                            + PCI_CRITICAL + " days. The requirement allows no longer time.");
        }
    }

    private static Map<String, Object> exploited(PolicyEntries entries) {
        int days = entries.days("days." + KEV, "KEV, where the internet does not reach it");
        int exposed = entries.days("exposedDays." + KEV, "KEV, else");
        if (exposed > days) {
            throw new InvalidRequest(
                    "KEV: what the internet may reach has no more days than what somebody stated to be out of its reach.");
        }
        Map<String, Object> rules = new LinkedHashMap<>();
        rules.put("basis", "LISTED");
        rules.put("days", days);
        rules.put("exposedDays", exposed);
        rules.put("source", said(entries, Profile.KEV));
        return rules;
    }

    private static String said(PolicyEntries entries, Profile profile) {
        return entries.said("source." + profile, "Say who says so, for " + profile.title() + ".");
    }
}
