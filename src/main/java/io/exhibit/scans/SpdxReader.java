package io.exhibit.scans;

import io.exhibit.intake.Json;
import io.exhibit.intake.Unreadable;
import io.exhibit.kernel.Text;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;

/** Reads the packages of an SPDX document of version 2.2 or 2.3 in JSON. Streams: no more than one package is held. */
final class SpdxReader implements ScanFormat.Report {

    /** The last stands at the root of SPDX 3, which is another format. */
    static final Set<String> FIELDS =
            Set.of("spdxVersion", "SPDXID", "dataLicense", "documentNamespace", "creationInfo", "@graph");

    private static final Set<String> VERSIONS = Set.of("SPDX-2.2", "SPDX-2.3");
    private static final Pattern TOOL = Pattern.compile("(?i)tool: *(?<name>.+?)(-(?<version>v?[0-9][^ ]*|dev))?");

    private final JsonParser parser;
    private final ScanSink sink;
    private final SbomHeader header = new SbomHeader("SPDX");
    private String version = "";
    private String name = "";

    SpdxReader(JsonParser parser, ScanSink sink) {
        this.parser = parser;
        this.sink = sink;
    }

    @Override
    public void field(String field) throws Unreadable {
        switch (field) {
            case "spdxVersion" -> version = Json.textOr(parser, "");
            case "name" -> name = Json.textOr(parser, "").strip();
            case "creationInfo" -> Json.object(parser, field, this::creation);
            case "packages" -> Json.array(parser, field, this::component);
            default -> parser.skipChildren();
        }
    }

    @Override
    public void end() throws Unreadable {
        if (!VERSIONS.contains(version)) {
            throw new Unreadable("unknown-version", "Of SPDX the versions 2.2 and 2.3 are known here, in JSON.");
        }
        header.version = version.substring("SPDX-".length());
        header.checkThatItLists();
        if (header.root.equals(SbomRoot.NONE)) {
            header.root = new SbomRoot("", name, "", "", "", SbomRoot.Known.NOTHING);
        }
        sink.sbom(header);
    }

    private void creation(String field) throws Unreadable {
        switch (field) {
            case "created" -> header.madeAt = Text.time(Json.text(parser));
            case "creators" -> Json.array(parser, field, this::creator);
            default -> parser.skipChildren();
        }
    }

    /** The first tool made it; those behind it have changed it. */
    private void creator() {
        Matcher tool = TOOL.matcher(Json.textOr(parser, "").strip());
        if (header.tool.isEmpty() && tool.matches()) {
            header.tool = tool.group("name");
            header.toolVersion = tool.group("version") == null ? "" : tool.group("version");
        }
    }

    private void component() throws Unreadable {
        SpdxPackage one = new SpdxPackage(parser).read();
        if (one.isImage() && header.root.equals(SbomRoot.NONE)) {
            header.root = one.root();
        } else if (one.isListed()) {
            sink.component(header.listed(one.name, one.version, one.purl, one.location));
        } else {
            header.others++;
        }
    }
}
