package io.exhibit.scans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exhibit.intake.Unreadable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsafReaderTests {

    private final List<VexStatement> statements = new ArrayList<>();
    private final List<AdvisedFix> fixes = new ArrayList<>();

    /** Products as the samples' list counts them, each once for its status. */
    @ParameterizedTest
    @CsvSource({
        "chainloop-csaf_vex_v0.2.0, 1, 1, 1",
        "chainloop-csaf_vex_v0.2.1, 19, 19, 19",
        "claircore-cve-2021-0084, 1, 8, 8",
        "redhat-vex-cve-2023-4154, 1, 165, 165",
        "redhat-vex-cve-2024-24786-simple, 1, 1, 1",
        "grype-csaf-demo1, 1, 1, 0",
        "grype-csaf-demo2, 1, 1, 0",
        "chainloop-csaf_security_advisory, 4, 6, 6",
        "claircore-rhsa-2022-0011, 1, 15, 15",
        "csaf_one_vuln, 1, 1, 1"
    })
    void statesWhatTheDocumentHas(String sample, int count, int products, int incomparable) throws Exception {
        VexDocument document = sample(sample);
        assertThat(document.statements).isEqualTo(count).isEqualTo(statements.size());
        assertThat(document.products).isEqualTo(products);
        assertThat(document.incomparable).isEqualTo(incomparable);
    }

    @Test
    void saysWhoStatesWhatOfWhichPackageAndWhy() throws Exception {
        VexDocument document = sample("grype-csaf-demo2");
        assertThat(document.author).isEqualTo("Example Company ProductCERT");
        assertThat(document.role).isEqualTo("vendor");
        assertThat(document.identifier).isEqualTo("https://psirt.example.com 2022-EVD-UC-01-A-001");
        assertThat(document.statedAt).hasToString("2022-03-03T11:00:00Z");
        VexStatement only = statements.getFirst();
        assertThat(only.vulnerability()).isEqualTo("CVE-2023-3817");
        assertThat(only.status()).isEqualTo("not_affected");
        assertThat(only.reasons().justification()).isEqualTo("vulnerable_code_not_present");
        assertThat(only.products())
                .containsExactly(VexProduct.of(
                        "pkg:apk/alpine/libcrypto3@3.0.8-r3?arch=x86_64&upstream=openssl&distro=alpine-3.17.3", ""));
    }

    @Test
    void aPartOfWhatOnlyACpeNamesIsNotCompared() throws Exception {
        sample("redhat-vex-cve-2024-24786-simple");
        assertThat(statements.getFirst().products())
                .containsExactly(VexProduct.incomparable(
                        "Red Hat OpenShift Container Platform 4.16",
                        "pkg:rpm/redhat/cri-tools@1.29.0-3.1.el9?arch=aarch64"));
    }

    @Test
    void aPartOfAnImageIsAPartOfItAndAnImageByItsDigestIsItself() throws Exception {
        String digest = "sha256:" + "ab".repeat(32);
        read("""
                {"document":{"category":"csaf_vex","csaf_version":"2.0","publisher":{"name":"Maker"},"tracking":{"id":"1"}},
                 "product_tree":{"full_product_names":[
                   {"product_id":"app","product_identification_helper":{"purl":"pkg:oci/app?repository_url=registry.example/app"}},
                   {"product_id":"ssl","product_identification_helper":{"purl":"pkg:apk/alpine/libssl3@3.0.8-r3"}},
                   {"product_id":"by-digest","product_identification_helper":{"purl":"pkg:oci/app@{digest}"}},
                   {"product_id":"nothing","name":"A thing"}, {"product_id":"distribution","name":"A distribution"}],
                  "relationships":[
                   {"product_reference":"ssl","relates_to_product_reference":"app","full_product_name":{"product_id":"ssl-app"}},
                   {"product_reference":"nothing","relates_to_product_reference":"app","full_product_name":{"product_id":"x-app"}},
                   {"product_reference":"by-digest","relates_to_product_reference":"distribution",
                    "full_product_name":{"product_id":"image"}}],
                  "product_groups":[{"group_id":"both","product_ids":["ssl-app","x-app"]}]},
                 "vulnerabilities":[{"cve":"CVE-1","ids":[{"text":"GHSA-aaaa-bbbb-cccc"},{"text":"12345"}],
                  "flags":[{"label":"component_not_present","group_ids":["both"]}],
                  "threats":[{"category":"impact","details":"None."}],
                  "remediations":[{"category":"vendor_fix","details":"Update.","product_ids":["image"]}],
                  "product_status":{"known_not_affected":["ssl-app","x-app"],"known_affected":["image"],"recommended":["app"]}}]}
                """.replace("{digest}", digest));
        assertThat(statements).hasSize(2);
        assertThat(statements.getFirst().names()).containsExactly("CVE-1", "GHSA-aaaa-bbbb-cccc");
        assertThat(statements)
                .flatExtracting(VexStatement::products)
                .extracting(one -> one.kind() + " " + one.repository() + one.digest() + " " + one.part())
                .containsExactlyInAnyOrder(
                        "IMAGE registry.example/app pkg:apk/alpine/libssl3@3.0.8-r3",
                        "IMAGE registry.example/app ?",
                        "IMAGE " + digest + " ");
        assertThat(statements)
                .extracting(one -> one.status() + ": " + one.reasons().justification()
                        + one.reasons().impact() + one.reasons().action())
                .containsExactlyInAnyOrder("not_affected: component_not_presentNone.", "affected: Update.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chainloop-csaf_informational_advisory", "chainloop-csaf_security_incident_response"})
    void whatStatesNothingOfProductsIsRefused(String sample) {
        assertThatThrownBy(() -> sample(sample)).isInstanceOf(Unreadable.class).hasMessageContaining("csaf_vex");
    }

    @Test
    void anAdvisoryIsPublishedWithItsFixes() throws Exception {
        VexDocument document = sample("claircore-rhsa-2022-0011");
        assertThat(document.called).isEqualTo("advisory RHSA-2022:0011 of Red Hat Product Security");
        assertThat(document.fixesReleasedAt).hasToString("2022-01-04T08:38:00Z");
        assertThat(fixes)
                .as("its products are names only")
                .hasSize(15)
                .allMatch(fix -> fix.fixed() == null && fix.at() == null)
                .allMatch(fix -> fix.vulnerabilities().contains("CVE-2020-10188"));
    }

    @Test
    void whatIsVexWasFirstReleasedWithItsVulnerability() throws Exception {
        VexDocument document = sample("redhat-vex-cve-2024-24786-simple");
        assertThat(document.called).isEqualTo("VEX document CVE-2024-24786 of Red Hat Product Security");
        assertThat(document.fixesReleasedAt).isNull();
        assertThat(fixes)
                .extracting(AdvisedFix::fixed)
                .containsExactly(new FixedPackage("rpm", "redhat", "cri-tools", "1.29.0-3.1.el9"));
    }

    @Test
    void aFixIsThereSinceTheEarliestDateOfItsRemediations() throws Exception {
        read("""
                {"document":{"category":"csaf_vex","csaf_version":"2.0","publisher":{"name":"Maker"},"tracking":{"id":"1"}},
                 "product_tree":{"full_product_names":[
                   {"product_id":"a","product_identification_helper":{"purl":"pkg:npm/a@1"}},
                   {"product_id":"b","product_identification_helper":{"purl":"pkg:npm/b@1"}},
                   {"product_id":"c","product_identification_helper":{"purl":"pkg:npm/c@1"}},
                   {"product_id":"d","product_identification_helper":{"purl":"pkg:npm/d@1"}}],
                  "product_groups":[{"group_id":"ab","product_ids":["a","b"]}]},
                 "vulnerabilities":[{"cve":"CVE-1","ids":[{"text":"GHSA-aaaa-bbbb-cccc"}],
                  "remediations":[{"category":"vendor_fix","date":"2026-02-02T12:00:00+02:00","group_ids":["ab"]},
                                  {"category":"vendor_fix","date":"2026-02-01T00:00:00Z","product_ids":["a","d"]},
                                  {"category":"vendor_fix","date":"yesterday","product_ids":["b"]},
                                  {"category":"vendor_fix","date":"2026-01-01T00:00:00Z"},
                                  {"category":"workaround","date":"2026-01-01T00:00:00Z","product_ids":["a","b","c"]}],
                  "product_status":{"fixed":["a","c"],"first_fixed":["b"],"known_affected":["d"]}}]}
                """);
        assertThat(fixes)
                .extracting(fix -> fix.product() + " " + fix.at() + " " + fix.vulnerabilities())
                .containsExactlyInAnyOrder(
                        "a 2026-02-01T00:00:00Z [CVE-1, GHSA-aaaa-bbbb-cccc]",
                        "b 2026-02-02T10:00:00Z [CVE-1, GHSA-aaaa-bbbb-cccc]",
                        "c null [CVE-1, GHSA-aaaa-bbbb-cccc]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pkg:rpm/redhat/telnet@0.17-65.el7_6?arch=x86_64&epoch=1 | rpm redhat telnet 1:0.17-65.el7_6
            pkg:rpm/redhat/telnet@1%3A0.17-65.el7_6?epoch=1         | rpm redhat telnet 1:0.17-65.el7_6
            pkg:rpm/rhel/curl@0:7.61-1?epoch=0                      | rpm redhat curl 7.61-1
            pkg:rpm/suse/curl@8.0-1                                 | rpm suse curl 8.0-1
            pkg:rpm/opensuse-leap/curl@8.0-1                        | rpm opensuse curl 8.0-1
            pkg:rpm/curl@8.0-1                                      | rpm  curl 8.0-1
            pkg:deb/debian/libssl3@1%3A3.0.1-1%2Bdeb12u1            | deb debian libssl3 1:3.0.1-1+deb12u1
            pkg:apk/alpine/libssl3@3.0.8-r4?arch=x86_64             | apk alpine libssl3 3.0.8-r4
            pkg:maven/org.example/Core@2.0.1                        | maven  org.example:core 2.0.1
            pkg:npm/%40scope/ui@2.0.0                               | npm  @scope/ui 2.0.0
            pkg:golang/github.com/Maker/Gateway@v1.2.0              | golang  github.com/maker/gateway 1.2.0
            pkg:pypi/Zope.Interface_x@5                             | pypi  zope-interface-x 5
            pkg:rpm/redhat/telnet                                   | null
            pkg:rpm/redhat/tel%00net@1                              | null
            pkg:rpm/redhat/tel net@1                                | null
            telnet-1:0.17-65.el7_6.x86_64                           | null
            """)
    void aPackageUrlSaysWhatIsCompared(String purl, String expected) {
        assertThat(FixedPackage.of(purl)
                        .map(one -> String.join(" ", one.type(), one.namespace(), one.name(), one.version()))
                        .orElse("null"))
                .isEqualTo(expected);
    }

    @Test
    void aTreeAfterWhatIsStatedIsRefused() {
        assertThatThrownBy(
                        () -> read(
                                "{\"document\":{\"category\":\"csaf_vex\",\"csaf_version\":\"2.0\",\"publisher\":{\"name\":\"M\"}},"
                                        + "\"vulnerabilities\":[{\"cve\":\"C\",\"product_status\":{\"fixed\":[\"a\"]}}],\"product_tree\":{}}"))
                .hasMessageContaining("stands after");
    }

    @Test
    void thirtyThousandProductsAreTooMany() {
        StringBuilder ids = new StringBuilder("\"0\"");
        for (int n = 1; n < 30_000; n++) {
            ids.append(",\"").append(n).append('"');
        }
        assertThatThrownBy(() -> read(
                        "{\"document\":{\"category\":\"csaf_vex\",\"csaf_version\":\"2.0\",\"publisher\":{\"name\":\"M\"}},"
                                + "\"vulnerabilities\":[{\"cve\":\"C\",\"product_status\":{\"fixed\":[" + ids
                                + "]}}]}"))
                .hasMessageContaining("at most");
    }

    private VexDocument sample(String name) throws Unreadable, IOException {
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/vex/csaf/" + name + ".json"))) {
            return VexFormat.read(in, statements::add, fixes::add).document();
        }
    }

    private VexDocument read(String text) throws Unreadable, IOException {
        return VexFormat.read(
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), statements::add, fixes::add)
                .document();
    }
}
