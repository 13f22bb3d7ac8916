package io.exhibit.scans;

import io.exhibit.intake.Json;
import io.exhibit.intake.Unreadable;
import java.util.Locale;
import tools.jackson.core.JsonParser;

/** One component of a CycloneDX document, with what Trivy and Syft say of it in properties. Those inside it are read on the way. */
final class CycloneDxComponent {

    private final JsonParser parser;
    private final Json.Element inner;
    String type = "";
    String version = "";
    String purl = "";
    String scope = "";
    String location = "";
    private String name = "";
    private String group = "";
    private String sha256 = "";
    private String tag = "";
    private String digest = "";
    private String imageId = "";

    CycloneDxComponent(JsonParser parser, Json.Element inner) {
        this.parser = parser;
        this.inner = inner;
    }

    CycloneDxComponent read() throws Unreadable {
        Json.object(parser, "A component", this::field);
        return this;
    }

    /** With its group, where no package URL tells how the two are written together. */
    String name() {
        return group.isEmpty() || name.isEmpty() ? name : group + "/" + name;
    }

    SbomRoot root() {
        return new SbomRoot(type, name(), version, purl, sha256, new SbomRoot.Known(tag, digest, imageId));
    }

    private void field(String field) throws Unreadable {
        switch (field) {
            case "type" -> type = text();
            case "group" -> group = text();
            case "name" -> name = text();
            case "version" -> version = text();
            case "purl" -> purl = text();
            case "scope" -> scope = text();
            case "hashes" -> Json.array(parser, field, this::hash);
            case "properties" -> Json.array(parser, field, this::property);
            case "evidence" -> Json.object(parser, field, this::evidence);
            case "components" -> Json.array(parser, field, inner);
            default -> parser.skipChildren();
        }
    }

    private void hash() throws Unreadable {
        String[] said = Json.texts(parser, "A hash", "alg", "content");
        if (said[0].equals("SHA-256")) {
            sha256 = said[1].toLowerCase(Locale.ROOT);
        }
    }

    private void property() throws Unreadable {
        String[] said = Json.texts(parser, "A property", "name", "value");
        switch (said[0]) {
            case "aquasecurity:trivy:FilePath", "syft:location:0:path" -> location = said[1];
            case "aquasecurity:trivy:RepoTag" -> tag = tag.isEmpty() ? said[1] : tag;
            case "aquasecurity:trivy:RepoDigest" -> digest = digest.isEmpty() ? said[1] : digest;
            case "aquasecurity:trivy:ImageID" -> imageId = said[1];
            default -> {
                // What else tools say is no matter here.
            }
        }
    }

    private void evidence(String field) throws Unreadable {
        if (field.equals("occurrences")) {
            Json.array(parser, field, () -> {
                String found = Json.texts(parser, "An occurrence", "location")[0];
                location = location.isEmpty() ? found : location;
            });
        }
    }

    private String text() {
        return Json.textOr(parser, "").strip();
    }
}
