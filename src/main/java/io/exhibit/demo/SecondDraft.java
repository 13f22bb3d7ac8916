package io.exhibit.demo;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A report of the made-up bank's second scanner, derived from a real one of Grype as {@link ScanDraft} does with Trivy's. No row is
 * invented; the only thing that is added to any is since when a fix is there, for the half year is made up.
 */
final class SecondDraft {

    private final Scenario.Second second;
    private final ObjectNode source;
    private final int day;

    SecondDraft(Scenario.Second second, ObjectNode source, int day) {
        this.second = second;
        this.source = source;
        this.day = day;
    }

    /** The document about that build; days of fixes count from midnight. */
    byte[] bytes(ImageBuild build, Instant at, Instant midnight) {
        ObjectNode made = Material.object();
        made.put("ExhibitDemo", "derived for a demonstration from " + second.document() + "; see SOURCES.md beside it");
        ArrayNode matches = made.putArray("matches");
        for (JsonNode match : source.path("matches")) {
            if (tellingOf(second, match).filter(told -> told.isFoundOn(day)).isPresent()) {
                matches.add(dated((ObjectNode) match.deepCopy(), midnight));
            }
        }
        image(made.putObject("source"), build);
        made.set("distro", source.path("distro").deepCopy());
        ObjectNode descriptor = (ObjectNode) source.path("descriptor").deepCopy();
        descriptor.put("timestamp", at.minusSeconds(40).toString());
        made.set("descriptor", descriptor);
        return Material.bytes(made);
    }

    private static void image(ObjectNode made, ImageBuild build) {
        made.put("type", "image");
        ObjectNode target = made.putObject("target");
        target.put("userInput", build.name());
        target.put("imageID", build.digest("configuration"));
        target.put("manifestDigest", build.digest("manifest"));
        target.putArray("tags").add(build.name());
        target.putArray("repoDigests").add(build.repository() + "@" + build.digest("manifest"));
    }

    private ObjectNode dated(ObjectNode match, Instant midnight) {
        Integer fixed = second.fixes().get(match.path("artifact").path("name").asString(""));
        if (fixed != null && match.path("vulnerability").path("fix") instanceof ObjectNode fix) {
            fix.putArray("available")
                    .addObject()
                    .put("version", fix.path("versions").path(0).asString(""))
                    .put(
                            "date",
                            midnight.atOffset(ZoneOffset.UTC)
                                    .plusDays(fixed)
                                    .toLocalDate()
                                    .toString())
                    .put("kind", "advisory");
        }
        return match;
    }

    /** What the scenario tells of a match; one that it does not name is in no scan. */
    static Optional<Scenario.Rows> tellingOf(Scenario.Second second, JsonNode match) {
        List<Scenario.Rows> rows = second.rows();
        String vulnerability = match.path("vulnerability").path("id").asString("");
        String packageName = match.path("artifact").path("name").asString("");
        return rows.stream()
                .filter(told -> told.names(vulnerability, packageName))
                .findFirst();
    }
}
