package io.exhibit.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exhibit.intake.UnusableCatalogue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SupportFileTests {

    /** As the answer of the API is documented; members that are not needed are here too. */
    static final String ANSWER = """
            {"schema_version": "1.2.0", "generated_at": "2026-09-14T04:12:33+00:00", "last_modified": "2026-09-01T00:00:00+00:00",
             "result": {"name": "%s", "aliases": [], "label": "A product", "category": "os", "tags": ["os"],
               "versionCommand": null, "identifiers": [{"type": "purl", "id": "pkg:docker/library/x"}],
               "labels": {"eoas": null, "discontinued": null, "eol": "Security Support", "eoes": "Extended"},
               "links": {"icon": null, "html": "https://endoflife.date/x", "releasePolicy": null},
               "releases": [%s]}}
            """;

    static String release(String name, String rest) {
        return """
                {"name": "%s", "codename": "Bookworm", "label": "x", "releaseDate": "2023-06-10", "isLts": false, "ltsFrom": null,
                 "isMaintained": true, "latest": {"name": "12.7", "date": "2024-08-31", "link": null}, "custom": {"a": null}%s}
                """.formatted(name, rest);
    }

    @ParameterizedTest
    @CsvSource({
        "alpine-linux, 32, 32, 0",
        "debian, 18, 14, 9",
        "eclipse-temurin, 5, 5, 0",
        "openssl, 5, 5, 0",
        "rhel, 3, 3, 3",
        "spring-boot, 6, 6, 6",
        "spring-framework, 7, 7, 7",
    })
    void readsTheReleaseDataAsItIsPublished(String name, int releases, int days, int extended) throws IOException {
        SupportFile file = sample(name);
        assertThat(file.product()).isEmpty();
        assertThat(file.released()).isNull();
        assertThat(file.releases()).hasSize(releases);
        assertThat(file.releases().stream().filter(release -> release.endsOn() != null))
                .hasSize(days);
        assertThat(file.releases().stream().filter(release -> release.extendedUntil() != null))
                .hasSize(extended);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kubernetes", "log4j", "nginx", "red-hat-openshift", "ubuntu", "xeol_multiple_findings"})
    void refusesWhatNamesNoRelease(String name) {
        assertThatThrownBy(() -> sample(name))
                .isInstanceOf(UnusableCatalogue.class)
                .hasMessageContaining("release");
    }

    @Test
    void readsTheAnswerOfTheApi() {
        SupportFile file = read(ANSWER.formatted(
                "debian",
                release(
                                "12",
                                ", \"isEol\": true, \"eolFrom\": \"2026-07-11\", \"isEoes\": false, \"eoesFrom\": \"2028-06-30\"")
                        + ","
                        + release("13", ", \"isEol\": false, \"eolFrom\": null, \"isEoes\": null, \"eoesFrom\": null")
                        + ","
                        + release("3", ", \"isEol\": true, \"eolFrom\": null")));
        assertThat(file.product()).isEqualTo("debian");
        assertThat(file.version()).isEqualTo("API 1.2.0");
        assertThat(file.released()).isEqualTo(Instant.parse("2026-09-14T04:12:33Z"));
        assertThat(file.releases())
                .containsExactly(
                        new SupportFile.Release("12", LocalDate.of(2026, 7, 11), null, LocalDate.of(2028, 6, 30)),
                        new SupportFile.Release("13", null, false, null),
                        new SupportFile.Release("3", null, true, null));
    }

    @Test
    void readsThatItEndedWithoutADay() {
        assertThat(read("{\"releases\": {\"1\": {\"eol\": true}, \"2\": {\"eol\": false, \"eoes\": true}, \"3\": {}}}")
                        .releases())
                .containsExactly(
                        new SupportFile.Release("1", null, true, null),
                        new SupportFile.Release("2", null, false, null),
                        new SupportFile.Release("3", null, null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{}",
                "{\"releases\": null}",
                "{\"releases\": []}",
                "{\"releases\": {}}",
                "{\"releases\": {\"1\": 1}}",
                "{\"releases\": {\"1\": {}}} {}",
                "{\"releases\": {\"1\": {}, \"1\": {}}}",
                "{\"releases\": {\"1\": {}}, \"releases\": {\"2\": {}}}",
                "{\"releases\": {\" \": {}}}",
                "{\"releases\": {\"1\": {\"eol\": \"soon\"}}}",
                "{\"releases\": {\"1\": {\"eol\": \"0001-01-01\"}}}",
                "{\"releases\": {\"1\": {\"eol\": 20260101}}}",
                "{\"releases\": {\"1\": {\"eol\": {}}}}",
                "{\"releases\": {\"1\": {\"eoes\": \"2026-02-30\"}}}",
                "{\"result\": []}",
                "{\"result\": {\"name\": \"x\"}}",
                "{\"result\": {\"name\": \"x\", \"releases\": {}}}",
                "{\"result\": {\"name\": \"x\", \"releases\": [1]}}",
                "{\"result\": {\"name\": \"x\", \"releases\": [{\"isEol\": true}]}}",
                "{\"result\": {\"name\": \"x\", \"releases\": [{\"name\": \"1\", \"isEol\": \"yes\"}]}}",
                "{\"result\": {\"name\": \"x\", \"releases\": [{\"name\": \"1\"}]}, \"releases\": {\"1\": {}}}"
            })
    void refusesWhatIsNoWholeProduct(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(UnusableCatalogue.class);
    }

    private static SupportFile read(String body) {
        return SupportFile.read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static SupportFile sample(String name) throws IOException {
        try (InputStream in = SupportFileTests.class.getResourceAsStream("/endoflife/" + name + ".json")) {
            return SupportFile.read(in);
        }
    }
}
