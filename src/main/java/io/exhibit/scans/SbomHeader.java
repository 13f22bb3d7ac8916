package io.exhibit.scans;

import io.exhibit.estate.Component;
import io.exhibit.intake.Unreadable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an SBOM says beside its components, and how many there are; filled while the document is read. */
final class SbomHeader {

    /** More than any image has; what is above is refused as a whole, not cut. */
    static final int MOST = 200_000;

    final String format;
    String version = "";
    String tool = "";
    String toolVersion = "";
    SbomRoot root = SbomRoot.NONE;

    @Nullable
    Instant madeAt;

    int components;
    int others;
    int vulnerabilities;
    private int withoutVersion;
    private int withoutPurl;

    SbomHeader(String format) {
        this.format = format;
    }

    /** The package as it is to be found again: by the name and the version that scanners give it. */
    Component listed(String name, String version, String purl, String location) throws Unreadable {
        if (name.isEmpty()) {
            throw new Unreadable("schema", "A component has no name.");
        }
        if (++components > MOST) {
            throw new Unreadable("too-many", "An SBOM lists at most " + MOST + " components.");
        }
        String url = purl.startsWith("pkg:") ? purl : "";
        Component component = PackageUrl.parse(url)
                .map(one -> new Component(one.listedName(name), one.listedVersion(version), url, location))
                .orElseGet(() -> new Component(name, version, url, location));
        withoutVersion += component.version().isEmpty() ? 1 : 0;
        withoutPurl += url.isEmpty() ? 1 : 0;
        return component;
    }

    /** Nothing may take an empty list for an image without packages. */
    void checkThatItLists() throws Unreadable {
        if (components == 0) {
            throw new Unreadable(
                    "schema",
                    "The SBOM lists no component. What such a document states of vulnerabilities is read at POST /api/v1/vex.");
        }
    }

    Map<String, Object> counts() {
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("SBOMs", 1);
        counts.put("components", components);
        counts.put("without a version", withoutVersion);
        counts.put("without a package URL", withoutPurl);
        counts.put("not packages", others);
        if (vulnerabilities > 0) {
            counts.put("vulnerabilities passed over", vulnerabilities);
        }
        return counts;
    }
}
