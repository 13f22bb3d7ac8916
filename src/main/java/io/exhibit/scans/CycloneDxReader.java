package io.exhibit.scans;

import io.exhibit.intake.Json;
import io.exhibit.intake.Unreadable;
import io.exhibit.kernel.Text;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the components of a CycloneDX document. Streams: no more than one component, with those around it, is held. */
final class CycloneDxReader implements ScanFormat.Report {

    static final Set<String> FIELDS = Set.of("bomFormat", "specVersion");

    private static final Set<String> VERSIONS = Set.of("1.2", "1.3", "1.4", "1.5", "1.6", "1.7");

    /** What is listed of an image's contents beside its packages. */
    private static final Set<String> NO_PACKAGES = Set.of(
            "container", "operating-system", "device", "file", "machine-learning-model", "data", "cryptographic-asset");

    private static final Set<String> PACKAGES =
            Set.of("application", "framework", "library", "firmware", "platform", "device-driver");

    private final JsonParser parser;
    private final ScanSink sink;
    private final SbomHeader header = new SbomHeader("CycloneDX");
    private String format = "";

    CycloneDxReader(JsonParser parser, ScanSink sink) {
        this.parser = parser;
        this.sink = sink;
    }

    @Override
    public void field(String name) throws Unreadable {
        switch (name) {
            case "bomFormat" -> format = Json.textOr(parser, "");
            case "specVersion" -> header.version = Json.textOr(parser, "");
            case "metadata" -> Json.object(parser, name, this::metadata);
            case "components" -> Json.array(parser, name, this::component);
            case "vulnerabilities" -> Json.array(parser, name, () -> header.vulnerabilities++);
            default -> parser.skipChildren();
        }
    }

    @Override
    public void end() throws Unreadable {
        if (!format.equals("CycloneDX")) {
            throw new Unreadable("unknown-format", "This is not a CycloneDX document: its bomFormat does not say so.");
        }
        if (!VERSIONS.contains(header.version)) {
            throw new Unreadable("unknown-version", "Of CycloneDX the versions 1.2 to 1.7 are known here, in JSON.");
        }
        header.checkThatItLists();
        sink.sbom(header);
    }

    private void metadata(String name) throws Unreadable {
        switch (name) {
            case "timestamp" -> header.madeAt = Text.time(Json.text(parser));
            case "tools" -> tools();
            case "component" ->
                header.root =
                        new CycloneDxComponent(parser, this::component).read().root();
            default -> parser.skipChildren();
        }
    }

    /** A list, or since 1.5 an object that holds one. */
    private void tools() throws Unreadable {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            Json.array(parser, "tools", this::tool);
            return;
        }
        Json.object(parser, "tools", name -> {
            if (name.equals("components")) {
                Json.array(parser, name, this::tool);
            }
        });
    }

    /** The first that has a name made it; those behind it have changed it. */
    private void tool() throws Unreadable {
        String[] said = Json.texts(parser, "A tool", "name", "version");
        if (header.tool.isEmpty()) {
            header.tool = said[0];
            header.toolVersion = said[1];
        }
    }

    private void component() throws Unreadable {
        CycloneDxComponent one = new CycloneDxComponent(parser, this::component).read();
        if (isPackage(one)) {
            sink.component(header.listed(one.name(), one.version, one.purl, one.location));
        } else {
            header.others++;
        }
    }

    /** Excluded is what was used to build or test it. An application that nothing tells apart is a file that lists others. */
    private static boolean isPackage(CycloneDxComponent one) throws Unreadable {
        if (!PACKAGES.contains(one.type) && !NO_PACKAGES.contains(one.type)) {
            throw new Unreadable("schema", "A component has a type that is not one of CycloneDX, or none.");
        }
        boolean told = !one.type.equals("application") || !(one.version + one.purl).isEmpty();
        return PACKAGES.contains(one.type) && !one.scope.equals("excluded") && told;
    }
}
