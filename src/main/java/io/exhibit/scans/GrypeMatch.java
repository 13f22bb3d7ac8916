package io.exhibit.scans;

import io.exhibit.intake.Json;
import io.exhibit.intake.Unreadable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** One of Grype's matches: a vulnerability in a package, with what other sources call it. */
final class GrypeMatch {

    private static final int LONGEST_REASON = 500;

    private final JsonParser parser;
    private final GrypeVulnerability vulnerability;
    private final GrypePackage artifact;
    private final List<GrypeVulnerability> related = new ArrayList<>();
    private final List<String> rules = new ArrayList<>();

    GrypeMatch(JsonParser parser) {
        this.parser = parser;
        this.vulnerability = new GrypeVulnerability(parser);
        this.artifact = new GrypePackage(parser);
    }

    Observation read() throws Unreadable {
        Json.object(parser, "A match", this::field);
        return vulnerability.observation(related, artifact.facts(vulnerability.namespace()));
    }

    private void field(String name) throws Unreadable {
        switch (name) {
            case "vulnerability" -> vulnerability.read();
            case "relatedVulnerabilities" ->
                Json.array(parser, name, () -> {
                    GrypeVulnerability other = new GrypeVulnerability(parser);
                    other.read();
                    if (related.size() < GrypeVulnerability.MOST_RELATED) {
                        related.add(other);
                    }
                });
            case "artifact" -> artifact.read();
            case "appliedIgnoreRules" -> Json.array(parser, name, () -> rules.add(rule()));
            default -> parser.skipChildren();
        }
    }

    /** What a rule says, word for word: its reason, or what it goes by. */
    private String rule() throws Unreadable {
        List<String> words = new ArrayList<>();
        @Nullable String[] reason = {null};
        Json.object(parser, "A rule", name -> {
            if (name.equals("reason")) {
                reason[0] = Json.text(parser);
            } else if (parser.currentToken() == JsonToken.START_OBJECT) {
                Json.object(parser, "A rule's package", inner -> say(words, name + " " + inner));
            } else {
                say(words, name);
            }
        });
        String said = String.join(", ", words);
        return reason[0] == null || reason[0].isBlank() ? said : reason[0] + (said.isEmpty() ? "" : " (" + said + ")");
    }

    private void say(List<String> words, String name) {
        String value = Json.textOr(parser, "");
        if (!value.isBlank() && !value.equals("false")) {
            words.add(name + " " + value);
        }
    }

    /** Why Grype left it out. */
    String rules() {
        String said = "ignored by a rule"
                + (rules.isEmpty()
                        ? ""
                        : ": " + String.join("; ", rules.stream().distinct().toList()));
        return said.substring(0, Math.min(said.length(), LONGEST_REASON));
    }
}
