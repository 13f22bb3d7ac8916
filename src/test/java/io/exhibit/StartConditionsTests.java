package io.exhibit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class StartConditionsTests {

    @TempDir
    Path data;

    @Test
    void letsAConfiguredProductionStart() {
        assertThatCode(() -> start("prod", production())).doesNotThrowAnyException();
        assertThat(start("prod", production()).getProperty("exhibit.demo")).isEqualTo("false");
    }

    @Test
    void namesEverythingThatIsMissingAtOnce() {
        assertThat(refusal(Map.of()))
                .contains("SPRING_DATASOURCE_URL is not set")
                .contains("SPRING_DATASOURCE_USERNAME is not set")
                .contains("SPRING_DATASOURCE_PASSWORD is not set");
    }

    @Test
    void refusesTheEmbeddedDatabaseInProduction() {
        assertThat(refusal(production("SPRING_DATASOURCE_URL", ""))).contains("SPRING_DATASOURCE_URL is not set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:h2:mem:x", "postgresql://db/exhibit"})
    void refusesAnAddressThatIsNotAPostgreSQLs(String url) {
        assertThat(refusal(production("SPRING_DATASOURCE_URL", url))).contains("is not the address of a PostgreSQL");
    }

    @Test
    void refusesAPasswordInTheAddress() {
        assertThat(refusal(production("SPRING_DATASOURCE_URL", "jdbc:postgresql://db/exhibit?user=a&password=b")))
                .contains("holds a password");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres",
                "password",
                "Password123!",
                "changeme",
                "change-me-2026",
                "exhibit2026!",
                "aaaaaaaaaaaaaaaa",
                "1234567890123456",
                "<the password>",
                "short-1",
                "exhibit_application"
            })
    void refusesAWeakDatabasePassword(String password) {
        assertThat(refusal(production("SPRING_DATASOURCE_PASSWORD", password)))
                .contains("SPRING_DATASOURCE_PASSWORD is");
    }

    @Test
    void refusesOneRoleForBothTheTablesAndTheApplication() {
        assertThat(refusal(production("EXHIBIT_MIGRATOR_USERNAME", "exhibit_application")))
                .contains("must not own the tables");
        assertThat(refusal(production("EXHIBIT_MIGRATOR_USERNAME", "")))
                .contains("EXHIBIT_MIGRATOR_USERNAME is not set");
        assertThat(refusal(production("EXHIBIT_MIGRATOR_PASSWORD", "")))
                .contains("EXHIBIT_MIGRATOR_PASSWORD is not set");
        assertThat(refusal(production("EXHIBIT_MIGRATOR_PASSWORD", "changeme")))
                .contains("EXHIBIT_MIGRATOR_PASSWORD is a default");
    }

    @Test
    void needsNoOwnerOfTablesWhereSomebodyElseMigratesOrItOnlySigns() {
        Map<String, Object> settings = production();
        settings.remove("EXHIBIT_MIGRATOR_USERNAME");
        settings.remove("EXHIBIT_MIGRATOR_PASSWORD");
        settings.put("SPRING_FLYWAY_ENABLED", "false");
        assertThatCode(() -> start("prod", settings)).doesNotThrowAnyException();
        settings.remove("SPRING_FLYWAY_ENABLED");
        settings.put("ROLE", "signer");
        assertThatCode(() -> start("prod", settings)).doesNotThrowAnyException();
    }

    @Test
    void refusesTheDemoInProduction() {
        assertThat(refusal(production("EXHIBIT_DEMO", "true"))).contains("EXHIBIT_DEMO is true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"officer@bank.example:", "officer@bank.example:password1", "officer@bank.example:Ab3$x"})
    void refusesAWeakFirstPassword(String admin) {
        assertThat(refusal(production("EXHIBIT_BOOTSTRAP_ADMIN", admin))).contains("EXHIBIT_BOOTSTRAP_ADMIN");
    }

    @Test
    void refusesAFirstAdministratorWithoutAPasswordEverywhere() {
        assertThatThrownBy(() -> start("default", Map.of("EXHIBIT_BOOTSTRAP_ADMIN", "officer@bank.example")))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("mail:password");
    }

    @Test
    void refusesAnInstitutionWithoutAName() {
        assertThat(refusal(production("EXHIBIT_ENTITY", ""))).contains("EXHIBIT_ENTITY is not set");
    }

    @Test
    void refusesAWeakFirstToken() {
        assertThat(refusal(production("EXHIBIT_BOOTSTRAP_TOKEN", "token"))).contains("EXHIBIT_BOOTSTRAP_TOKEN is");
    }

    @Test
    void showsTheDemoOnTheEmbeddedDatabaseOnly() {
        assertThat(start("default", Map.of()).getProperty("exhibit.demo")).isEqualTo("true");
        assertThat(start("default", Map.of("EXHIBIT_DEMO", "false")).getProperty("exhibit.demo"))
                .isEqualTo("false");
        assertThat(start("default", Map.of("SPRING_DATASOURCE_URL", "jdbc:postgresql://db/x"))
                        .getProperty("exhibit.demo"))
                .isEqualTo("false");
    }

    private String refusal(Map<String, Object> variables) {
        var refused = catchThrowableOfType(StartRefused.class, () -> start("prod", variables));
        assertThat(refused.action()).contains("operator-guide");
        return String.valueOf(refused.getMessage());
    }

    private static Map<String, Object> production(String key, String value) {
        Map<String, Object> variables = production();
        variables.put(key, value);
        return variables;
    }

    private static Map<String, Object> production() {
        return new HashMap<>(Map.of(
                "EXHIBIT_ENTITY", "Example Bank",
                "EXHIBIT_MIGRATOR_USERNAME", "exhibit_owner",
                "EXHIBIT_MIGRATOR_PASSWORD", "wQ7-hGb2-Yc9-xD4",
                "SPRING_DATASOURCE_URL", "jdbc:postgresql://db.bank.example/exhibit",
                "SPRING_DATASOURCE_USERNAME", "exhibit_application",
                "SPRING_DATASOURCE_PASSWORD", "mJ2-vLq8-Tz5-kN0",
                "EXHIBIT_BOOTSTRAP_ADMIN", "officer@bank.example:Kx3-pWm7-Rt1",
                "EXHIBIT_BOOTSTRAP_TOKEN", "b1946ac92492d2347c6235b4d2611184"));
    }

    private StandardEnvironment start(String profile, Map<String, Object> variables) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        environment
                .getPropertySources()
                .addLast(new MapPropertySource("files", Map.of("exhibit.data-dir", data.toString())));
        environment.setActiveProfiles(profile);
        var context = new GenericApplicationContext();
        context.setEnvironment(environment);
        new StartConditions().initialize(context);
        return environment;
    }
}
