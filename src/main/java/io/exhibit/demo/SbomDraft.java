package io.exhibit.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An SBOM of the made-up bank's builds, derived from a real one: another image and time, and the packages that the line's scans speak of
 * in the versions that these scans have, or have as the fix once a build is patched. The others are as they were published.
 */
final class SbomDraft {

    private static final Map<String, String> PURL_TYPES =
            Map.of("node-pkg", "pkg:npm/", "alpine", "pkg:apk/alpine/", "debian", "pkg:deb/debian/");

    private final Scenario.Line line;
    private final Scenario.Sbom sbom;
    private final ObjectNode source;
    private final int day;

    SbomDraft(Scenario.Line line, Scenario.Sbom sbom, ObjectNode source, int day) {
        this.line = line;
        this.sbom = sbom;
        this.source = source;
        this.day = day;
    }

    /** A package as the scans of the line have it; type: of its package URLs. */
    private record Scanned(String type, String name, String version) {}

    /** scan: the published report that the line's scans are derived from. */
    byte[] bytes(Instant at, ObjectNode scan) {
        ObjectNode made = source.deepCopy();
        made.put("ExhibitDemo", "derived for a demonstration from " + sbom.document() + "; see SOURCES.md beside it");
        ObjectNode metadata = (ObjectNode) made.get("metadata");
        metadata.put("timestamp", at.minusSeconds(600).toString());
        about(metadata.putObject("component"), ImageBuild.of(line, day));
        Map<Scanned, List<JsonNode>> scanned = scanned(scan);
        ArrayNode components = (ArrayNode) made.get("components");
        remove(components, scanned.keySet());
        scanned.forEach((one, rows) -> add(components, one, version(one, rows)));
        made.remove("dependencies");
        return Material.bytes(made);
    }

    private static void about(ObjectNode component, ImageBuild build) {
        String name = build.repository().substring(build.repository().lastIndexOf('/') + 1);
        String digest = build.digest("manifest");
        component.put("type", "container");
        component.put("name", build.name());
        component.put("version", digest);
        component.put(
                "purl",
                "pkg:oci/" + name + "@" + digest.replace(":", "%3A") + "?repository_url=" + build.repository() + "&tag="
                        + build.tag());
    }

    private static Map<Scanned, List<JsonNode>> scanned(ObjectNode scan) {
        Map<Scanned, List<JsonNode>> scanned = new LinkedHashMap<>();
        for (JsonNode result : scan.path("Results")) {
            String type = PURL_TYPES.getOrDefault(result.path("Type").asString(""), "");
            for (JsonNode row : result.path("Vulnerabilities")) {
                Scanned one = new Scanned(
                        type,
                        row.path("PkgName").asString(""),
                        row.path("InstalledVersion").asString(""));
                scanned.computeIfAbsent(one, key -> new ArrayList<>()).add(row);
            }
        }
        return scanned;
    }

    private static void remove(ArrayNode components, Set<Scanned> scanned) {
        Set<String> names = scanned.stream().map(Scanned::name).collect(Collectors.toSet());
        for (Iterator<JsonNode> each = components.iterator(); each.hasNext(); ) {
            if (names.contains(each.next().path("name").asString(""))) {
                each.remove();
            }
        }
    }

    private static void add(ArrayNode components, Scanned one, String version) {
        ObjectNode component = components.addObject();
        component.put("type", "library");
        component.put("name", one.name());
        component.put("version", version);
        if (!one.type().isEmpty()) {
            component.put("purl", one.type() + one.name().replace("@", "%40") + "@" + version);
        }
    }

    /** The highest that is named as a fix, once all that is told of the package is patched. */
    private String version(Scanned one, List<JsonNode> rows) {
        List<JsonNode> told = rows.stream()
                .filter(row -> ScanDraft.tellingOf(line, row).isPresent())
                .toList();
        boolean patched = !told.isEmpty()
                && told.stream()
                        .allMatch(row -> ScanDraft.tellingOf(line, row)
                                .filter(rowsOf -> rowsOf.isPatchedOn(day))
                                .isPresent());
        return patched
                ? told.stream()
                        .flatMap(row -> fix(one.version(), row))
                        .max(Comparator.comparing(SbomDraft::order))
                        .orElse(one.version())
                : one.version();
    }

    /** Of several fixes that of the same major version, else the first. */
    private static Stream<String> fix(String installed, JsonNode row) {
        List<String> fixes = Stream.of(row.path("FixedVersion").asString("").split(","))
                .map(fix -> fix.replaceAll("[>=~^ ]", ""))
                .filter(fix -> !fix.isEmpty())
                .toList();
        String major = installed.replaceFirst("\\..*", ".");
        return fixes.stream()
                .filter(fix -> fix.startsWith(major))
                .findFirst()
                .or(() -> fixes.stream().findFirst())
                .stream();
    }

    /** So that 1.10 comes after 1.9. */
    private static String order(String version) {
        return Stream.of(version.split("[^0-9]+"))
                .map(number -> "0".repeat(Math.max(0, 12 - number.length())) + number)
                .collect(Collectors.joining("."));
    }
}
