package io.exhibit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.Profiles;
import org.springframework.util.StringUtils;

/** Settles whether this start shows the demo, and refuses a production start that was not configured on purpose. */
class StartConditions implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final String URL = "spring.datasource.url";
    private static final String USER = "spring.datasource.username";
    private static final String PASSWORD = "spring.datasource.password";
    private static final String DEMO = "exhibit.demo";
    private static final String SIGNER = "exhibit.signer.dir";
    private static final String NODE = "exhibit.node.dir";
    private static final String ENTITY = "exhibit.entity";
    private static final String ADMIN = "exhibit.bootstrap.admin";
    private static final String TOKEN = "exhibit.bootstrap.token";

    private static final int PASSWORD_LENGTH = 12;
    private static final int TOKEN_LENGTH = 32;
    private static final Pattern GUESSABLE = Pattern.compile(
            "(postgres|password|passw0rd|secret|exhibit|admin|root|test|default|example|changeme|change-me|replace-?me"
                    + "|letmein|qwerty|welcome|0?1234\\d*)[\\W_\\d]*|(.)\\2*|<.*>");

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        value(environment, ADMIN).ifPresent(StartConditions::checkForm);
        boolean production = environment.acceptsProfiles(Profiles.of("prod"));
        boolean embedded = value(environment, URL).isEmpty();
        String data = environment.getProperty("exhibit.data-dir", "");
        Map<String, Object> defaults = Map.of(
                DEMO,
                embedded && !production,
                // With another database this process signs when it is given a folder for it.
                SIGNER,
                embedded ? Path.of(data, "signer").toString() : "",
                NODE,
                embedded ? Path.of(data, "node").toString() : "");
        environment.getPropertySources().addLast(new MapPropertySource("exhibit defaults", defaults));
        if (production) {
            List<String> reasons = reasonsAgainst(environment);
            if (!reasons.isEmpty()) {
                throw new StartRefused(
                        "Exhibit does not start for production like this:\n- " + String.join("\n- ", reasons),
                        "Set what is named above; docs/operator-guide.md lists every setting."
                                + " To try Exhibit out, start it without the profile prod.");
            }
        } else if (embedded) {
            // Only to say so at once, not after half of a start: the directory is held for good by EmbeddedDatabase.
            DataDirectory.hold(Path.of(environment.getRequiredProperty("exhibit.data-dir")))
                    .close();
        }
    }

    private static void checkForm(String admin) {
        if (admin.indexOf(':') < 1) {
            throw new StartRefused(
                    "EXHIBIT_BOOTSTRAP_ADMIN does not have the form mail:password.",
                    "Write it like officer@bank.example:and-the-password, or leave it out to be given a password.");
        }
    }

    private static List<String> reasonsAgainst(Environment environment) {
        List<String> reasons = new ArrayList<>();
        databaseReasons(environment, reasons);
        ownerReasons(environment, reasons);
        if (value(environment, ENTITY).isEmpty()) {
            reasons.add("EXHIBIT_ENTITY is not set: the institution's name stands on every page and every pack.");
        }
        if (environment.getRequiredProperty(DEMO, Boolean.class)) {
            reasons.add("EXHIBIT_DEMO is true: a demo estate must never be mixed with a bank's evidence.");
        }
        value(environment, ADMIN).ifPresent(admin -> {
            String mail = admin.split(":", 2)[0];
            String password = admin.substring(Math.min(admin.length(), mail.length() + 1));
            weakness(password, mail, PASSWORD_LENGTH)
                    .ifPresent(weak -> reasons.add("The password in EXHIBIT_BOOTSTRAP_ADMIN " + weak + "."));
        });
        value(environment, TOKEN)
                .flatMap(token -> weakness(token, "", TOKEN_LENGTH))
                .ifPresent(weak -> reasons.add("EXHIBIT_BOOTSTRAP_TOKEN " + weak + "."));
        return reasons;
    }

    private static void databaseReasons(Environment environment, List<String> reasons) {
        String url = value(environment, URL).orElse("");
        String user = value(environment, USER).orElse("");
        String password = value(environment, PASSWORD).orElse("");
        if (url.isEmpty()) {
            reasons.add("SPRING_DATASOURCE_URL is not set: production keeps its evidence in a PostgreSQL that is"
                    + " operated, not in the embedded one.");
        } else if (!url.startsWith("jdbc:postgresql:")) {
            reasons.add("SPRING_DATASOURCE_URL is not the address of a PostgreSQL (jdbc:postgresql://host/database).");
        } else if (url.toLowerCase(Locale.ROOT).contains("password=") || url.contains("@")) {
            reasons.add("SPRING_DATASOURCE_URL holds a password; addresses are logged."
                    + " Use SPRING_DATASOURCE_PASSWORD.");
        }
        if (user.isEmpty()) {
            reasons.add("SPRING_DATASOURCE_USERNAME is not set.");
        }
        if (password.isEmpty()) {
            reasons.add("SPRING_DATASOURCE_PASSWORD is not set.");
        } else {
            weakness(password, user, PASSWORD_LENGTH)
                    .ifPresent(weak -> reasons.add("SPRING_DATASOURCE_PASSWORD " + weak + "."));
        }
    }

    /** Whoever signs, or leaves migrating to somebody else, needs no owner of tables. */
    private static void ownerReasons(Environment environment, List<String> reasons) {
        if (environment.getProperty("role", "").equals("signer")
                || !environment.getProperty("spring.flyway.enabled", Boolean.class, true)) {
            return;
        }
        String user = value(environment, DatabaseOwner.USER).orElse("");
        if (user.isEmpty()) {
            reasons.add(
                    "EXHIBIT_MIGRATOR_USERNAME is not set: the tables belong to another role than the application's,"
                            + " and migrations run as it (or SPRING_FLYWAY_ENABLED is false, where somebody else runs them).");
        } else if (user.equals(value(environment, USER).orElse(""))) {
            reasons.add("EXHIBIT_MIGRATOR_USERNAME is the application's own role, which must not own the tables.");
        }
        value(environment, DatabaseOwner.PASSWORD)
                .map(password -> weakness(password, user, PASSWORD_LENGTH))
                .orElse(Optional.of("is not set"))
                .ifPresent(weak -> reasons.add("EXHIBIT_MIGRATOR_PASSWORD " + weak + "."));
    }

    private static Optional<String> weakness(String secret, String user, int length) {
        String plain = secret.strip().toLowerCase(Locale.ROOT);
        if (GUESSABLE.matcher(plain).matches()) {
            return Optional.of("is a default or a placeholder");
        }
        if (plain.equals(user.toLowerCase(Locale.ROOT))) {
            return Optional.of("is the same as the user's name");
        }
        return plain.length() < length ? Optional.of("is shorter than " + length + " characters") : Optional.empty();
    }

    private static Optional<String> value(Environment environment, String key) {
        return Optional.ofNullable(environment.getProperty(key)).filter(StringUtils::hasText);
    }
}
