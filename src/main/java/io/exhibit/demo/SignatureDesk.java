package io.exhibit.demo;

import io.exhibit.estate.KeyComparisons;
import io.exhibit.estate.KeyEntry;
import io.exhibit.estate.TrustedKeys;
import io.exhibit.ledger.Actor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keys that the made-up bank trusts, and what their owners sign about images. */
@Component
@OnDemo
class SignatureDesk {

    private final Scenario scenario;
    private final Director director;
    private final TrustedKeys keys;
    private final KeyComparisons comparisons;
    private final JdbcClient jdbc;

    SignatureDesk(Scenario scenario, Director director, TrustedKeys keys, KeyComparisons comparisons, JdbcClient jdbc) {
        this.scenario = scenario;
        this.director = director;
        this.keys = keys;
        this.comparisons = comparisons;
        this.jdbc = jdbc;
    }

    void schedule(Schedule schedule, Instant midnight, Door door) {
        for (Scenario.Key key : scenario.keys()) {
            Instant noon = midnight.plus(Duration.ofDays(key.day())).plus(Duration.ofHours(12));
            Instant entered = schedule.add(noon, "key " + key.name(), then -> enter(key, midnight));
            schedule.add(
                    noon.plus(Duration.ofHours(3)),
                    "approval of key " + key.name(),
                    then -> keys.approve(
                            entryAt(entered), director.person(scenario.roles().another())));
        }
        for (Scenario.Signed signed : scenario.signed()) {
            schedule.add(
                    midnight.plus(Duration.ofDays(signed.day())).plus(Duration.ofHours(17)),
                    "statements about " + signed.line() + " on day " + signed.day(),
                    at -> door.post(
                            "/api/v1/attestations",
                            Map.of(),
                            document(signed, line(signed.line()), midnight),
                            "INTERPRETED"));
        }
    }

    /** Exhibit compares it some seconds later by itself: in made-up time that would be days. */
    private void enter(Scenario.Key key, Instant midnight) {
        keys.enter(key.vendor(), entry(key, midnight), officer());
        comparisons.follow();
    }

    private KeyEntry entry(Scenario.Key key, Instant midnight) {
        return new KeyEntry(
                SigningKey.of(key.name(), midnight).pem(),
                "",
                key.origin(),
                null,
                LocalDate.ofInstant(midnight, ZoneOffset.UTC).plusDays(key.day()),
                null);
    }

    /** No two steps have the same time. */
    private long entryAt(Instant at) {
        return jdbc.sql("SELECT index FROM ledger.pub_entry WHERE recorded_at = :at AND kind = 'key.entered'")
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    /** One statement a line, as cosign prints them. */
    private static byte[] document(Scenario.Signed signed, Scenario.Line line, Instant midnight) {
        ImageBuild build = ImageBuild.of(line, signed.day());
        SigningKey key = SigningKey.of(signed.key(), midnight);
        Instant built = midnight.plus(Duration.ofDays(build.day()));
        return signed.of().stream()
                .map(kind -> key.envelope(statement(build, predicate(kind, signed, build, built))))
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String statement(ImageBuild build, String predicate) {
        return "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"name\":\"" + build.repository()
                + "\",\"digest\":{\"sha256\":\"" + build.digest("manifest").substring("sha256:".length())
                + "\"}}],\"ExhibitDemo\":\"made up for a demonstration\"," + predicate + "}";
    }

    private static String predicate(String kind, Scenario.Signed signed, ImageBuild build, Instant built) {
        if (kind.equals("sbom")) {
            return "\"predicateType\":\"https://cyclonedx.org/bom\",\"predicate\":{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\"}";
        }
        String revision = build.digest("source").substring("sha256:".length(), "sha256:".length() + 40);
        return "\"predicateType\":\"https://slsa.dev/provenance/v1\",\"predicate\":{\"buildDefinition\":{\"buildType\":\"https://"
                + signed.builder() + "/container@v1\",\"resolvedDependencies\":[{\"uri\":\"git+" + signed.source()
                + "@refs/tags/" + build.tag() + "\",\"digest\":{\"gitCommit\":\"" + revision
                + "\"}}]},\"runDetails\":{\"builder\":{\"id\":\"https://" + signed.builder()
                + "/runner\"},\"metadata\":{\"finishedOn\":\"" + built + "\"}}}";
    }

    private Scenario.Line line(String name) {
        return scenario.lines().stream()
                .filter(line -> line.name().endsWith(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The scenario has no line " + name));
    }

    private Actor officer() {
        return director.person(scenario.roles().officer());
    }
}
