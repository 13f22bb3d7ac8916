package io.exhibit.scans;

import io.exhibit.intake.Json;
import io.exhibit.intake.Unreadable;
import java.util.Locale;
import java.util.Set;
import tools.jackson.core.JsonParser;

/** One package of an SPDX document: a package, the image that the document is about, or what else is listed as one. */
final class SpdxPackage {

    private static final Set<String> NO_PACKAGES =
            Set.of("CONTAINER", "OPERATING-SYSTEM", "DEVICE", "SOURCE", "ARCHIVE", "FILE", "OTHER");

    private static final Set<String> NOTHING = Set.of("NOASSERTION", "NONE");

    /** By which older documents, without purposes, tell what is no package. */
    private static final Set<String> OTHER_IDS = Set.of("SPDXRef-OperatingSystem-", "SPDXRef-Filesystem-");

    private static final String IMAGE_ID = "SPDXRef-ContainerImage-";

    private final JsonParser parser;
    String name = "";
    String version = "";
    String purl = "";
    String location = "";
    private String id = "";
    private String purpose = "";
    private String sha256 = "";
    private String tag = "";
    private String digest = "";
    private String imageId = "";

    SpdxPackage(JsonParser parser) {
        this.parser = parser;
    }

    SpdxPackage read() throws Unreadable {
        Json.object(parser, "A package", this::field);
        return this;
    }

    boolean isImage() {
        return purpose.equals("CONTAINER") || id.startsWith(IMAGE_ID) || root().isImage();
    }

    /** What a tool gives a package URL is a package, whatever it is for; what has neither that nor a version only holds others. */
    boolean isListed() {
        if (isImage() || !purl.isEmpty()) {
            return !isImage();
        }
        boolean other = NO_PACKAGES.contains(purpose) || OTHER_IDS.stream().anyMatch(id::startsWith);
        return !other && !(version.isEmpty() && purpose.equals("APPLICATION"));
    }

    SbomRoot root() {
        boolean image = purpose.equals("CONTAINER") || id.startsWith(IMAGE_ID);
        return new SbomRoot(
                image ? "container" : purpose.toLowerCase(Locale.ROOT),
                name,
                version,
                purl,
                sha256,
                new SbomRoot.Known(tag, digest, imageId));
    }

    private void field(String field) throws Unreadable {
        switch (field) {
            case "SPDXID" -> id = text();
            case "name" -> name = text();
            case "versionInfo" -> version = text();
            case "packageFileName" -> location = text();
            case "primaryPackagePurpose" -> purpose = text().replace('_', '-');
            case "externalRefs" -> Json.array(parser, field, this::reference);
            case "checksums" -> Json.array(parser, field, this::checksum);
            case "annotations" ->
                Json.array(parser, field, () -> note(Json.texts(parser, "An annotation", "comment")[0]));
            case "attributionTexts" -> Json.array(parser, field, () -> note(text()));
            default -> parser.skipChildren();
        }
    }

    private void reference() throws Unreadable {
        String[] said = Json.texts(parser, "A reference", "referenceType", "referenceLocator");
        if (said[0].equals("purl") && purl.isEmpty()) {
            purl = said[1];
        }
    }

    private void checksum() throws Unreadable {
        String[] said = Json.texts(parser, "A checksum", "algorithm", "checksumValue");
        if (said[0].equals("SHA256")) {
            sha256 = said[1].toLowerCase(Locale.ROOT);
        }
    }

    /** Trivy's own facts, each a name and a value. */
    private void note(String text) {
        int colon = text.indexOf(": ");
        String value = text.substring(colon + 1).strip();
        switch (text.substring(0, Math.max(colon, 0))) {
            case "RepoTag" -> tag = tag.isEmpty() ? value : tag;
            case "RepoDigest" -> digest = digest.isEmpty() ? value : digest;
            case "ImageID" -> imageId = value;
            default -> {
                // What else tools say is no matter here.
            }
        }
    }

    private String text() {
        String text = Json.textOr(parser, "").strip();
        return NOTHING.contains(text) ? "" : text;
    }
}
