package io.exhibit.findings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/** CISA's catalogue: as it was published once, and small ones in its shape. */
final class KevFile {

    private KevFile() {}

    static byte[] of(String released, String... items) {
        String body = "{\"title\":\"x\",\"catalogVersion\":\"test\",\"dateReleased\":\"" + released + "\",\"count\":"
                + items.length + ",\"vulnerabilities\":[" + String.join(",", items) + "]}";
        return body.getBytes(StandardCharsets.UTF_8);
    }

    static String item(String cve, String added) {
        return "{\"cveID\":\"" + cve + "\",\"dateAdded\":\"" + added
                + "\",\"vulnerabilityName\":\"A name\",\"cwes\":[\"CWE-1\"],\"knownRansomwareCampaignUse\":\"Unknown\"}";
    }

    static byte[] published() throws IOException {
        try (InputStream in = new GZIPInputStream(
                KevFile.class.getResourceAsStream("/demo/documents/known_exploited_vulnerabilities.json.gz"))) {
            return in.readAllBytes();
        }
    }
}
