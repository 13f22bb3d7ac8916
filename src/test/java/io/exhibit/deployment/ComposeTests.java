package io.exhibit.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComposeTests {

    private static final Path FILE = Path.of("docker-compose.yml");

    private final Compose compose = read();

    @Test
    void theDatabaseIsReachableFromTheApplicationAlone() {
        assertThat(service("database").networks()).containsExactly("inside");
        assertThat(service("database").ports()).isNull();
        assertThat(Objects.requireNonNull(compose.networks().get("inside")).internal())
                .isTrue();
        assertThat(service("exhibit").ports()).allMatch(port -> port.startsWith("127.0.0.1:"));
    }

    @Test
    void bothTellWhetherTheyAreWell() {
        assertThat(compose.services().values()).allSatisfy(service -> {
            assertThat(Objects.requireNonNull(service.healthcheck()).test()).isNotEmpty();
            assertThat(service.restart()).isEqualTo("unless-stopped");
        });
        assertThat(Objects.requireNonNull(service("exhibit").dependsOn()))
                .extractingByKey("database")
                .isEqualTo(new Dependency("service_healthy"));
    }

    @Test
    void theSignerSharesNeitherSecretNorFolderWithTheApplication() {
        assertThat(service("signer").networks()).containsExactly("inside");
        assertThat(service("signer").ports()).isNull();
        assertThat(service("signer").environment()).containsEntry("SPRING_DATASOURCE_USERNAME", "exhibit_signer");
        assertThat(service("signer").secrets())
                .doesNotContainAnyElementsOf(service("exhibit").secrets());
        assertThat(service("exhibit").volumes()).isNull();
        assertThat(service("signer").readOnly()).isTrue();
        assertThat(service("signer").capDrop()).containsExactly("ALL");
    }

    @Test
    void secretsAreFilesOfTheHosts() {
        assertThat(compose.secrets().values())
                .allSatisfy(secret -> assertThat(secret.file()).startsWith("${EXHIBIT_SECRETS:?"));
        assertThat(compose.services().values())
                .allSatisfy(service -> assertThat(service.environment()).allSatisfy((name, value) -> {
                    if (name.contains("PASSWORD") || name.contains("TOKEN")) {
                        assertThat(value).startsWith("/run/secrets/");
                    }
                }));
    }

    @Test
    void theApplicationRunsForProductionWithoutRights() {
        Service exhibit = service("exhibit");
        assertThat(exhibit.environment()).containsEntry("SPRING_PROFILES_ACTIVE", "prod");
        assertThat(exhibit.readOnly()).isTrue();
        assertThat(exhibit.capDrop()).containsExactly("ALL");
        assertThat(exhibit.securityOpt()).containsExactly("no-new-privileges:true");
        assertThat(exhibit.memLimit()).isNotNull();
    }

    @Test
    void theImageRunsAsNobodyInParticular() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("k8s/image/Dockerfile"));
        assertThat(lines).contains("USER 10001:10001");
        assertThat(lines.stream().filter(line -> line.startsWith("FROM "))).hasSize(2);
        assertThat(lines.stream().filter(line -> line.startsWith("COPY ") && !line.contains("--from=")))
                .allSatisfy(line -> {
                    List<String> words = List.of(line.split(" +", -1));
                    words.subList(1, words.size() - 1).stream()
                            .filter(word -> !word.startsWith("--"))
                            .forEach(source -> assertThat(Path.of(source)).exists());
                });
    }

    @Test
    void composeItselfAcceptsTheFile() {
        List<String> compose = Stream.of(List.of("docker", "compose"), List.of("docker-compose"))
                .filter(command -> run(with(command, "version")).isEmpty())
                .findFirst()
                .orElse(List.of());
        assumeThat(compose).as("compose is installed").isNotEmpty();

        assertThat(run(with(compose, "-f", FILE.toString(), "config", "--quiet")))
                .isEmpty();
    }

    private static List<String> with(List<String> command, String... more) {
        return Stream.concat(command.stream(), Stream.of(more)).toList();
    }

    /** What the command complained about; nothing when it succeeded. */
    private static String run(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(Map.of("EXHIBIT_SECRETS", "/etc/exhibit", "EXHIBIT_ENTITY", "Example Bank"));
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? "" : "failed: " + output;
        } catch (IOException notInstalled) {
            return notInstalled.toString();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return stopped.toString();
        }
    }

    private Service service(String name) {
        return Objects.requireNonNull(compose.services().get(name));
    }

    private static Compose read() {
        try {
            return new ObjectMapper()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .convertValue(Manifests.strict().load(Files.readString(FILE)), Compose.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The part of the compose specification that the file uses; anything else in it is a mistake. */
    record Compose(
            Map<String, Service> services,
            Map<String, FileSecret> secrets,
            Map<String, Volume> volumes,
            Map<String, @Nullable Network> networks) {}

    record Service(
            @Nullable Build build,
            String image,
            @Nullable List<String> command,
            String restart,
            @JsonProperty("depends_on") @Nullable Map<String, Dependency> dependsOn,
            Map<String, String> environment,
            List<Object> secrets,
            @Nullable List<String> ports,
            List<String> networks,
            @JsonProperty("read_only") boolean readOnly,
            @Nullable List<String> tmpfs,
            @Nullable List<String> volumes,
            @JsonProperty("cap_drop") @Nullable List<String> capDrop,
            @JsonProperty("security_opt") @Nullable List<String> securityOpt,
            @JsonProperty("mem_limit") @Nullable String memLimit,
            @JsonProperty("pids_limit") int pidsLimit,
            @JsonProperty("shm_size") @Nullable String shmSize,
            @JsonProperty("stop_grace_period") String stopGracePeriod,
            @Nullable Health healthcheck) {}

    record Build(String context, String dockerfile) {}

    record Dependency(String condition) {}

    record Health(
            List<String> test,
            String interval,
            String timeout,
            @JsonProperty("start_period") String startPeriod,
            int retries) {}

    record FileSecret(String file) {}

    record Volume(String name) {}

    record Network(boolean internal) {}
}
