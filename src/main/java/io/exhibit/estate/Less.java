package io.exhibit.estate;

import io.exhibit.kernel.InvalidRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What somebody says a system is less than it counts as, and why: the tags that are true are to be taken away, with the reasons for what
 * is then outside of PCI DSS; exposure null: it is not to be less.
 */
record Less(ScopeTags tags, @Nullable Step exposure, PciReasons reasons, String why) {

    static final Less NOTHING = new Less(ScopeTags.NONE, null, PciReasons.NONE, "");

    private static final String FROM = "exposureFrom";

    /** From what it counts as to something that asks for less. */
    record Step(Exposure from, Exposure to) {}

    static Less of(RegulatedSystem held, Register.Entry asked) {
        return new Less(
                held.tags().minus(asked.tags()),
                asked.exposure().isNarrowerThan(held.exposure()) ? new Step(held.exposure(), asked.exposure()) : null,
                asked.reasons(),
                asked.removal());
    }

    static Less of(JsonNode detail) {
        return new Less(
                ScopeTags.of(detail),
                detail.has(FROM)
                        ? new Step(
                                Exposure.read(detail.get(FROM).asString()),
                                Exposure.read(detail.get("exposureTo").asString()))
                        : null,
                PciReasons.of(detail),
                detail.get("reason").asString());
    }

    Map<String, Object> detail(String system) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("system", system);
        detail.putAll(tags.toMap());
        if (exposure != null) {
            detail.put(FROM, exposure.from().name());
            detail.put("exposureTo", exposure.to().name());
        }
        detail.putAll(reasons.toMap());
        detail.put("reason", why);
        return detail;
    }

    boolean isNothing() {
        return tags.equals(ScopeTags.NONE) && exposure == null;
    }

    /** What counts at once of what was asked for: all but this. */
    Register.Entry counting(RegulatedSystem held, Register.Entry asked) {
        return asked.counting(
                asked.tags().plus(tags),
                exposure == null ? asked.exposure() : exposure.from(),
                asked.reasons().with(held.reasons(), tags));
    }

    /** Less scope means fewer deadlines and fewer checks: nobody proposes that without saying why. */
    void checkReason() {
        if (why.isBlank()) {
            throw new InvalidRequest("Say why the system is no longer " + String.join(", and ", words())
                    + ": the reason is kept in the ledger, with your name.");
        }
    }

    /** What it would no longer be. */
    public List<String> words() {
        List<String> words = new ArrayList<>();
        if (!tags.equals(ScopeTags.NONE)) {
            words.add("in scope as " + String.join(", ", tags.words()));
        }
        if (exposure != null) {
            words.add("as exposed as before (" + exposure.to().words() + ")");
        }
        return words;
    }
}
