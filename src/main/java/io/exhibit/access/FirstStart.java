package io.exhibit.access;

import io.exhibit.kernel.Console;
import io.exhibit.ledger.Actor;
import java.io.PrintStream;
import java.time.Duration;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Makes the first sign-in and the first token of an empty installation, and shows them once. */
@Component
@Order(1)
class FirstStart implements ApplicationRunner {

    private final Installations installations;
    private final People people;
    private final MachineTokens tokens;
    private final Settings settings;

    FirstStart(Installations installations, People people, MachineTokens tokens, Settings settings) {
        this.installations = installations;
        this.people = people;
        this.tokens = tokens;
        this.settings = settings;
    }

    /** The keys under exhibit that the first start reads; admin is written mail:password. */
    @ConfigurationProperties("exhibit")
    record Settings(
            @DefaultValue("false") boolean demo,
            @DefaultValue("Unnamed institution") String entity,
            @DefaultValue Bootstrap bootstrap) {

        record Bootstrap(@Nullable String admin, @Nullable String token) {}
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (installations.find().isPresent()) {
            return;
        }
        String entity = settings.demo() ? "Meridian Bank (invented)" : settings.entity();
        installations.create(new Installation(entity, settings.demo()));
        installations.find();
        String admin = settings.bootstrap().admin();
        String email = admin == null ? "admin@exhibit.example" : admin.substring(0, Math.max(admin.indexOf(':'), 0));
        String password = admin == null ? Secrets.password() : admin.substring(admin.indexOf(':') + 1);
        people.add(email, "Administrator", Role.ADMINISTRATOR, password, Actor.SYSTEM);
        String given = settings.bootstrap().token();
        String token = given == null ? Secrets.token() : given;
        tokens.issue("first token", token, EnumSet.allOf(Permission.class), Duration.ofDays(90), Actor.SYSTEM);
        show(
                admin == null ? email + "  " + password : email + "  (password as configured)",
                given == null ? token : "(as configured)");
    }

    @Console(why = "the first secrets are shown once, on the terminal, and never logged")
    private static void show(String signIn, String token) {
        PrintStream out = System.out;
        out.println();
        out.println("  First sign-in (administrator)   " + signIn);
        out.println("  First machine token             " + token);
        out.println("  Shown once. Change the password and issue tokens of your own.");
        out.println();
    }
}
