package io.exhibit.scans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exhibit.estate.Component;
import io.exhibit.estate.ImageReference;
import io.exhibit.intake.Unreadable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SbomReaderTests {

    private static final String DIGEST = "sha256:" + "ab".repeat(32);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bom-examples__SBOM__laravel-7.12.0__bom.1.4 | CycloneDX 1.4 | cyclonedx-php-composer | in-dev               | 62  | 0 | 0 | 0
            bom-examples__VEX__bom                      | CycloneDX 1.3 | CycloneDX Maven plugin | 2.5.3                | 3   | 0 | 0 | 0
            dtrack-bom-issue4455                        | CycloneDX 1.6 | trivy                  | 0.54.1               | 22  | 0 | 0 | 1
            guac-xray-cdx-vulns                         | CycloneDX 1.4 | Xray                   | 3.103.6              | 1   | 0 | 0 | 0
            nested-component-log4j                      | CycloneDX 1.4 | grype                  | 0.41.0               | 1   | 0 | 0 | 1
            trivy-minikube-kbom-input                   | CycloneDX 1.5 | trivy                  | 0.45.1-15-g7bbd0d097 | 8   | 1 | 2 | 10
            valid-bom-1.2                               | CycloneDX 1.2 | Awesome Tool           | 9.1.2                | 2   | 0 | 1 | 0
            valid-bom-1.7                               | CycloneDX 1.7 | Awesome Tool           | 9.1.2                | 3   | 0 | 0 | 0
            valid-vulnerability-1.6                     | CycloneDX 1.6 | ''                     | ''                   | 1   | 0 | 0 | 0
            juice-shop-v11.1.2.cdx                      | CycloneDX 1.2 | Node.js module         | 2.0.0                | 840 | 0 | 0 | 0
            trivy-fluentd-multiple-lockfiles.cdx        | CycloneDX 1.7 | trivy                  | dev                  | 160 | 0 | 0 | 1
            guac-syft-alpine-spdx                       | SPDX 2.2      | syft                   | 0.57.0               | 14  | 0 | 0 | 0
            spdx_one_vuln                               | SPDX 2.3      | syft                   | 1.50.0               | 3   | 0 | 0 | 0
            trivy-conda-spdx                            | SPDX 2.3      | trivy                  | dev                  | 2   | 0 | 0 | 1
            trivy-julia-spdx                            | SPDX 2.3      | trivy                  | dev                  | 3   | 0 | 0 | 2
            claircore-distroless-static-debian12.spdx   | SPDX 2.3      | Claircore              | ''                   | 3   | 0 | 3 | 1
            claircore-ubi8-micro.spdx                   | SPDX 2.3      | Claircore              | ''                   | 20  | 0 | 20 | 21
            spdx-examples__example14__spdx2.3__examplemaven-0.0.1-enriched.spdx | SPDX 2.3 | spdx-maven-plugin | '' | 6   | 4 | 6 | 0
            """)
    void listsWhatTheDocumentHas(
            String sample,
            String format,
            String tool,
            String version,
            int components,
            int unversioned,
            int withoutPurl,
            int others)
            throws Exception {
        ReadReport report = ReadReport.of(sample(sample));
        SbomHeader header = report.sbom();
        assertThat(header.format + " " + header.version).isEqualTo(format);
        assertThat(header.tool).isEqualTo(tool);
        assertThat(header.toolVersion).isEqualTo(version);
        assertThat(report.components).hasSize(components);
        assertThat(header.counts())
                .containsEntry("components", components)
                .containsEntry("without a version", unversioned)
                .containsEntry("without a package URL", withoutPurl)
                .containsEntry("not packages", others);
        assertThat(report.observations).isEmpty();
        assertThat(report.headers).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "invalid-bomformat-1.6, unknown-format",
        "invalid-component-type-1.5, schema",
        "invalid-missing-component-type-1.7, schema",
        "valid-attestation-1.6, schema",
        "spdx-examples__example14__spdx3.0__examplemaven-0.0.1-enriched.spdx3, unknown-version",
        "spdx-examples__example1__spdx3.0__example1, unknown-version"
    })
    void refusesWhatIsNoListOrOfAnotherFormat(String sample, String reason) throws IOException {
        assertThat(ReadReport.reason(sample(sample))).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            log4j-core | org.apache.logging.log4j | 2.14.1   | pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1 | org.apache.logging.log4j:log4j-core | 2.14.1
            core       | @angular                 | 17.0.1   | pkg:npm/%40angular/core@17.0.1                       | @angular/core                       | 17.0.1
            toml       | none                     | v1.2.1   | pkg:golang/github.com/BurntSushi/toml@v1.2.1         | github.com/BurntSushi/toml          | v1.2.1
            framework  | laravel                  | 7.12.0   | pkg:composer/laravel/framework@7.12.0                | laravel/framework                   | 7.12.0
            PyYAML     | none                     | 6.0      | pkg:pypi/pyyaml@6.0                                  | PyYAML                              | 6.0
            openssl    | none                     | 1.0.2k-16.el7   | pkg:rpm/centos/openssl@1.0.2k-16.el7?arch=x86_64&epoch=1 | openssl                 | 1:1.0.2k-16.el7
            openssl    | none                     | 1:1.0.2k-16.el7 | pkg:rpm/centos/openssl@1.0.2k-16.el7?epoch=1  | openssl                             | 1:1.0.2k-16.el7
            libxml2    | none                     | none     | pkg:deb/debian/libxml2@2.9.14%2Bdfsg-1               | libxml2                             | 2.9.14+dfsg-1
            thing      | acme                     | 1        | none                                                 | acme/thing                          | 1
            """)
    void namesPackagesAsScannersDo(
            String name, @Nullable String group, @Nullable String version, @Nullable String purl, String as, String at)
            throws Exception {
        ReadReport report = read("""
                {"bomFormat":"CycloneDX","specVersion":"1.6","components":[
                 {"type":"library","name":"%s","group":"%s","version":"%s","purl":"%s"}]}
                """.formatted(name, orEmpty(group), orEmpty(version), orEmpty(purl)));
        Component only = report.components.getFirst();
        assertThat(only.name()).isEqualTo(as);
        assertThat(only.version()).isEqualTo(at);
    }

    @Test
    void tellsWhereInTheImageAPackageIs() throws Exception {
        ReadReport report = read("""
                {"bomFormat":"CycloneDX","specVersion":"1.6","components":[
                 {"type":"library","name":"a","properties":[{"name":"aquasecurity:trivy:FilePath","value":"app/a.jar"}]},
                 {"type":"library","name":"b","properties":[{"name":"syft:location:0:path","value":"/b.jar"}]},
                 {"type":"library","name":"c","evidence":{"occurrences":[{"location":"/c.jar"},{"location":"/d.jar"}]}}]}
                """);
        assertThat(report.components).extracting(Component::location).containsExactly("app/a.jar", "/b.jar", "/c.jar");
    }

    @Test
    void listsWhatIsInsideAndLeavesOutWhatIsExcluded() throws Exception {
        ReadReport report = read("""
                {"bomFormat":"CycloneDX","specVersion":"1.6","metadata":{"component":{"type":"container","name":"r/app:1","components":[
                 {"type":"library","name":"in-root"}]}},"components":[
                 {"type":"application","name":"package-lock.json","components":[{"type":"library","name":"inner"}]},
                 {"type":"library","name":"test-only","scope":"excluded"},{"type":"library","name":"maybe","scope":"optional"}]}
                """);
        assertThat(report.components).extracting(Component::name).containsExactly("in-root", "inner", "maybe");
        assertThat(report.sbom().others).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            '"name":"r.example/app:1","purl":"pkg:oci/app@DIGEST?repository_url=r.example/app&tag=1"' | r.example/app | 1    | DIGEST
            '"name":"app","purl":"pkg:oci/app@DIGEST?repository_url=r.example"'                       | r.example/app | none | DIGEST
            '"name":"alpine:3.19","version":"DIGEST"'                                                 | alpine        | 3.19 | DIGEST
            '"name":"r.example/app@DIGEST"'                                                           | r.example/app | none | DIGEST
            '"name":"r.example/app","version":"1.2"'                                                  | r.example/app | 1.2  | none
            '"name":"r.example/app:1","hashes":[{"alg":"SHA-256","content":"HEX"}]'                   | r.example/app | 1    | DIGEST
            '"name":"app.tar","properties":[{"name":"aquasecurity:trivy:RepoTag","value":"r.example/app:1"},{"name":"aquasecurity:trivy:RepoDigest","value":"r.example/app@DIGEST"}]' | r.example/app | 1 | DIGEST
            """)
    void knowsTheImageThatItIsOf(String root, String repository, @Nullable String tag, @Nullable String digest)
            throws Exception {
        ReadReport report = read("""
                {"bomFormat":"CycloneDX","specVersion":"1.6","metadata":{"component":{"type":"container",%s}},
                 "components":[{"type":"library","name":"a"}]}
                """.formatted(root.replace("DIGEST", DIGEST).replace("HEX", "AB".repeat(32))));
        assertThat(report.sbom().root.reference())
                .isEqualTo(
                        new ImageReference(repository, tag, digest == null ? null : digest.replace("DIGEST", DIGEST)));
    }

    @Test
    void knowsTheImageOfAnSpdxDocument() throws Exception {
        ReadReport report = read("""
                {"spdxVersion":"SPDX-2.3","name":"app","packages":[
                 {"SPDXID":"SPDXRef-DocumentRoot-Image-app","name":"r.example/app","versionInfo":"1","primaryPackagePurpose":"CONTAINER",
                  "externalRefs":[{"referenceCategory":"PACKAGE-MANAGER","referenceType":"purl","referenceLocator":"pkg:oci/app@%s?arch=amd64"}]},
                 {"SPDXID":"SPDXRef-1","name":"musl","versionInfo":"1.2.3"}],
                 "relationships":[{"spdxElementId":"SPDXRef-DOCUMENT","relationshipType":"DESCRIBES","relatedSpdxElement":"SPDXRef-DocumentRoot-Image-app"}]}
                """.formatted(DIGEST.replace(":", "%3A")));
        assertThat(report.sbom().root.reference()).isEqualTo(new ImageReference("r.example/app", "1", DIGEST));
        assertThat(report.components).extracting(Component::name).containsExactly("musl");
    }

    @Test
    void knowsNoImageWhereTheDocumentIsAboutSomethingElse() throws Exception {
        assertThat(ReadReport.of(sample("bom-examples__SBOM__laravel-7.12.0__bom.1.4"))
                        .sbom()
                        .root
                        .reference())
                .isNull();
        assertThat(ReadReport.of(sample("trivy-conda-spdx")).sbom().root.reference())
                .isNull();
        SbomRoot digestAlone =
                ReadReport.of(sample("claircore-ubi8-micro.spdx")).sbom().root;
        assertThat(digestAlone.reference()).isNull();
        assertThat(digestAlone.digest()).isEqualTo("sha256:" + "a".repeat(64));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            schema          | {"bomFormat":"CycloneDX","specVersion":"1.6","components":[]}
            schema          | {"bomFormat":"CycloneDX","specVersion":"1.6","components":{}}
            schema          | {"bomFormat":"CycloneDX","specVersion":"1.6","components":[null]}
            schema          | {"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"type":"library"}]}
            schema          | {"bomFormat":"CycloneDX","specVersion":"1.6","metadata":[],"components":[]}
            unknown-version | {"bomFormat":"CycloneDX","specVersion":"1.1","components":[{"type":"library","name":"a"}]}
            unknown-version | {"bomFormat":"CycloneDX","components":[{"type":"library","name":"a"}]}
            unknown-format  | {"specVersion":"1.6","components":[{"type":"library","name":"a"}]}
            duplicate-key   | {"bomFormat":"CycloneDX","bomFormat":"CycloneDX"}
            unknown-version | {"spdxVersion":"SPDX-2.1","packages":[{"name":"a"}]}
            unknown-version | {"SPDXID":"SPDXRef-DOCUMENT","packages":[{"name":"a"}]}
            schema          | {"spdxVersion":"SPDX-2.3","packages":[{"versionInfo":"1"}]}
            schema          | {"spdxVersion":"SPDX-2.3","packages":[]}
            schema          | {"spdxVersion":"SPDX-2.3","packages":["a"]}
            not-json        | {"spdxVersion":"SPDX-2.3","packages":[{"name":"a"
            """)
    void refusesHostileInputWithAReason(String reason, String text) {
        assertThat(ReadReport.reason(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(reason);
    }

    @Test
    void refusesNestingWithoutEnd() {
        String text = "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":["
                + "{\"type\":\"library\",\"name\":\"a\",\"components\":[".repeat(200);
        assertThat(ReadReport.reason(text.getBytes(StandardCharsets.UTF_8))).isEqualTo("too-deep");
    }

    @Test
    void refusesMoreComponentsThanAnyImageHas() {
        String text = IntStream.rangeClosed(0, SbomHeader.MOST)
                .mapToObj(n -> "{\"type\":\"library\",\"name\":\"a\"}")
                .collect(Collectors.joining(
                        ",", "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[", "]}"));
        assertThatThrownBy(() ->
                        ScanFormat.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), new Nowhere()))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("at most 200000 components");
    }

    private static final class Nowhere implements ScanSink {

        @Override
        public void observation(Observation observation) {}

        @Override
        public void component(Component component) {}

        @Override
        public void scan(ScanHeader header) {}
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static ReadReport read(String text) throws Unreadable, IOException {
        return ReadReport.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] sample(String name) throws IOException {
        String path = name.endsWith(".cdx") ? "/demo/documents/" + name + ".json.gz" : "/sboms/" + name + ".json";
        try (InputStream in = Objects.requireNonNull(SbomReaderTests.class.getResourceAsStream(path), path);
                InputStream plain = path.endsWith(".gz") ? new GZIPInputStream(in) : in) {
            return plain.readAllBytes();
        }
    }
}
