package io.exhibit.scans;

import io.exhibit.intake.Json;
import io.exhibit.intake.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A package as Grype has it, with class, type, name and place as Trivy has them: what both see is one finding. The distribution is told
 * by the package URL, because the report says only after its matches which one it is.
 */
final class GrypePackage {

    private static final Map<String, String> DISTRIBUTION_OF =
            Map.of("deb", "debian", "apk", "alpine", "rpm", "redhat");

    private static final Map<String, String> FAMILIES = Map.ofEntries(
            Map.entry("rhel", "redhat"),
            Map.entry("amzn", "amazon"),
            Map.entry("amazonlinux", "amazon"),
            Map.entry("almalinux", "alma"),
            Map.entry("rockylinux", "rocky"),
            Map.entry("ol", "oracle"),
            Map.entry("oraclelinux", "oracle"),
            Map.entry("mariner", "cbl-mariner"),
            Map.entry("opensuse-leap", "opensuse.leap"),
            Map.entry("sles", "suse linux enterprise server"));

    private static final Set<String> NOT_DISTRIBUTIONS = Set.of("nvd", "github");

    private static final Pattern DISTRO = Pattern.compile("[?&]distro=([A-Za-z_-]+?)(?:-[0-9][^&]*)?(?:&|$)");
    private static final Pattern NAMESPACE = Pattern.compile("^pkg:(?:deb|apk|rpm)/([^/@?]+)/");
    private static final Pattern MAVEN = Pattern.compile("^pkg:maven/([^/@?]+)/([^/@?]+)");

    private final JsonParser parser;
    private final List<String> paths = new ArrayList<>();
    private String name = "";
    private String version = "";
    private String type = "";
    private String purl = "";
    private @Nullable String primary;
    private @Nullable String inArchive;

    GrypePackage(JsonParser parser) {
        this.parser = parser;
    }

    void read() throws Unreadable {
        Json.object(parser, "An artifact", field -> {
            switch (field) {
                case "name" -> name = Json.textOr(parser, "");
                case "version" -> version = Json.textOr(parser, "");
                case "type" -> type = Json.textOr(parser, "").toLowerCase(Locale.ROOT);
                case "purl" -> purl = Json.textOr(parser, "");
                case "locations" -> Json.array(parser, field, this::location);
                case "metadata" -> metadata();
                default -> parser.skipChildren();
            }
        });
    }

    private void location() throws Unreadable {
        String[] said = {"", ""};
        Json.object(parser, "A location", field -> {
            switch (field) {
                case "path" -> said[0] = Json.textOr(parser, "");
                case "annotations" ->
                    Json.object(parser, field, note -> {
                        if (note.equals("evidence")) {
                            said[1] = Json.textOr(parser, "");
                        }
                    });
                default -> parser.skipChildren();
            }
        });
        if (said[1].equals("primary") && primary == null) {
            primary = said[0];
        }
        if (paths.size() < GrypeVulnerability.MOST_RELATED) {
            paths.add(said[0]);
        }
    }

    private void metadata() throws Unreadable {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            Json.object(parser, "metadata", field -> {
                if (field.equals("virtualPath")) {
                    inArchive = Json.text(parser);
                }
            });
        }
    }

    Observation.PackageFacts facts(String namespace) throws Unreadable {
        if (name.isBlank()) {
            throw new Unreadable("schema", "A match has no name of a package.");
        }
        String system = DISTRIBUTION_OF.get(type);
        if (system != null) {
            return new Observation.PackageFacts(name, version, "os-pkgs", distribution(namespace, system), "");
        }
        String path = path();
        return new Observation.PackageFacts(name(), version, "lang-pkgs", GrypeEcosystem.type(type, path), path);
    }

    /** By Trivy's words. */
    static String family(String distribution) {
        String word = distribution.strip().toLowerCase(Locale.ROOT);
        return FAMILIES.getOrDefault(word, word);
    }

    private String distribution(String namespace, String otherwise) {
        String said = first(NAMESPACE, purl).or(() -> first(DISTRO, purl)).orElseGet(() -> {
            String[] parts = namespace.split(":", -1);
            String word = parts.length > 2 && parts[1].equals("distro") ? parts[2] : parts[0];
            return word.isBlank() || NOT_DISTRIBUTIONS.contains(word) ? otherwise : word;
        });
        return family(said);
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private String name() {
        Matcher maven = MAVEN.matcher(purl);
        return maven.find() ? maven.group(1) + ":" + maven.group(2) : name;
    }

    /** The file that says of itself what it is, before others of the same package; in archives within archives, all the way in. */
    private String path() {
        String path = inArchive != null && inArchive.contains(":") ? inArchive.replace(':', '/') : chosen();
        return path.replaceFirst("^/+", "");
    }

    private String chosen() {
        return primary != null
                ? primary
                : paths.stream()
                        .filter(GrypeEcosystem::isManifest)
                        .findFirst()
                        .or(() -> paths.stream().findFirst())
                        .orElse("");
    }
}
