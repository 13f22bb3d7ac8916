package io.exhibit.demo;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A report of the made-up bank's scanner, derived from a real one: another time, another name, and only the rows that were known and
 * not yet patched on its day. No row is invented or altered.
 */
final class ScanDraft {

    private final Scenario.Line line;
    private final ObjectNode source;
    private final int day;

    ScanDraft(Scenario.Line line, ObjectNode source, int day) {
        this.line = line;
        this.source = source;
        this.day = day;
    }

    static boolean isImage(ObjectNode source) {
        return source.path("ArtifactType").asString("").equals("container_image");
    }

    /** The document; builtAt is when the day's image was built. */
    byte[] bytes(Instant at, Instant builtAt) {
        ObjectNode made = Material.object();
        made.put("ExhibitDemo", "derived for a demonstration from " + line.document() + "; see SOURCES.md beside it");
        made.setAll(source.deepCopy());
        made.put("CreatedAt", at.minusSeconds(40).toString());
        made.put("ArtifactName", line.name());
        if (isImage(source)) {
            image(made, ImageBuild.of(line, day), builtAt);
        }
        for (JsonNode result : results(made)) {
            if (result.get("Vulnerabilities") instanceof ArrayNode rows) {
                keepWhatIsFound(rows);
            }
        }
        return Material.bytes(made);
    }

    private static void image(ObjectNode made, ImageBuild build, Instant builtAt) {
        made.put("ArtifactName", build.name());
        ObjectNode metadata = (ObjectNode) made.get("Metadata");
        metadata.put("ImageID", build.digest("configuration"));
        metadata.putArray("RepoTags").add(build.name());
        metadata.putArray("RepoDigests").add(build.repository() + "@" + build.digest("manifest"));
        if (metadata.has("Reference")) {
            metadata.put("Reference", build.name());
        }
        if (metadata.get("ImageConfig") instanceof ObjectNode config) {
            config.put("created", builtAt.toString());
        }
        for (JsonNode result : results(made)) {
            if (result.path("Class").asString("").equals("os-pkgs")) {
                String target = result.path("Target").asString("");
                ((ObjectNode) result).put("Target", build.name() + target.substring(Math.max(target.indexOf(" ("), 0)));
            }
        }
    }

    /** Package results only: the others are about the sample's own files. */
    private static List<JsonNode> results(ObjectNode made) {
        ArrayNode results = (ArrayNode) made.get("Results");
        for (Iterator<JsonNode> each = results.iterator(); each.hasNext(); ) {
            if (!each.next().path("Class").asString("").endsWith("-pkgs")) {
                each.remove();
            }
        }
        return results.valueStream().toList();
    }

    private void keepWhatIsFound(ArrayNode rows) {
        for (Iterator<JsonNode> each = rows.iterator(); each.hasNext(); ) {
            if (tellingOf(line, each.next()).filter(told -> told.isFoundOn(day)).isEmpty()) {
                each.remove();
            }
        }
    }

    /** What the scenario tells of a row; a row that it does not name is in no scan. */
    static Optional<Scenario.Rows> tellingOf(Scenario.Line line, JsonNode row) {
        String vulnerability = row.path("VulnerabilityID").asString("");
        String packageName = row.path("PkgName").asString("");
        return line.rows().stream()
                .filter(rows -> rows.names(vulnerability, packageName))
                .findFirst();
    }
}
