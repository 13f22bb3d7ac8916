package io.exhibit.access;

import io.exhibit.kernel.Console;
import io.exhibit.ledger.Actor;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Makes the first sign-in and the first token of an empty installation, and shows them once. */
@Component
@Order(1)
class FirstStart implements ApplicationRunner {

    private static final Duration FIRST_TOKEN = Duration.ofDays(90);

    private final Installations installations;
    private final People people;
    private final MachineTokens tokens;
    private final Settings settings;
    private final Optional<Cast> cast;
    private final boolean production;
    private final TransactionOperations transaction;

    FirstStart(
            Installations installations,
            People people,
            MachineTokens tokens,
            Settings settings,
            Optional<Cast> cast,
            Environment environment,
            TransactionOperations transaction) {
        this.installations = installations;
        this.people = people;
        this.tokens = tokens;
        this.settings = settings;
        this.cast = cast;
        this.production = environment.matchesProfiles("prod");
        this.transaction = transaction;
    }

    /** The keys under exhibit that the first start reads; admin is written mail:password. */
    @ConfigurationProperties("exhibit")
    record Settings(
            @DefaultValue("false") boolean demo,
            @DefaultValue("Unnamed institution") String entity,
            @DefaultValue Bootstrap bootstrap) {

        record Bootstrap(@Nullable String admin, @Nullable String token) {}
    }

    private record SignIn(Cast.Member member, String password, boolean generated) {}

    @Override
    public void run(ApplicationArguments arguments) {
        if (installations.find().isPresent()) {
            return;
        }
        if (production && settings.bootstrap().admin() == null) {
            throw new IllegalStateException(
                    "The first start in production needs EXHIBIT_BOOTSTRAP_ADMIN, written mail:password.");
        }
        List<SignIn> signIns = signIns();
        String given = settings.bootstrap().token();
        String token = given == null ? Secrets.token() : given;
        // All of it or none: an installation without anybody who may sign in could never be entered.
        if (!transaction.execute(status -> begin(signIns, token))) {
            return;
        }
        String shown = production ? "(none: an administrator issues tokens)" : token;
        show(signIns, given == null ? shown : "(as configured)");
    }

    /** False when another process was first: then its secrets are the ones to use. */
    private boolean begin(List<SignIn> signIns, String token) {
        String entity = settings.demo() ? "Meridian Bank (invented)" : settings.entity();
        if (!installations.create(new Installation(entity, settings.demo()))) {
            return false;
        }
        for (SignIn signIn : signIns) {
            Cast.Member member = signIn.member();
            people.add(member.email(), member.name(), member.role(), signIn.password(), Actor.SYSTEM);
        }
        if (!production || settings.bootstrap().token() != null) {
            // A demonstration's time begins in the past; its token is to be of use when it has arrived in the present.
            Duration valid = cast.map(Cast::past).orElse(Duration.ZERO).plus(FIRST_TOKEN);
            tokens.issue("first token", token, EnumSet.allOf(Permission.class), valid, Actor.SYSTEM);
        }
        return true;
    }

    private List<SignIn> signIns() {
        String generated = Secrets.password();
        List<SignIn> signIns = new ArrayList<>();
        signIns.add(administrator(generated));
        cast.map(Cast::members).orElse(List.of()).forEach(member -> signIns.add(new SignIn(member, generated, true)));
        return signIns;
    }

    private SignIn administrator(String generated) {
        String given = settings.bootstrap().admin();
        String email = given == null ? "admin@exhibit.example" : given.substring(0, Math.max(given.indexOf(':'), 0));
        String password = given == null ? generated : given.substring(given.indexOf(':') + 1);
        return new SignIn(new Cast.Member(email, "Administrator", Role.ADMINISTRATOR), password, given == null);
    }

    @Console(why = "the first secrets are shown once, on the terminal, and never logged")
    private static void show(List<SignIn> signIns, String token) {
        PrintStream out = System.out;
        String line = "  %-20s %-38s %s%n";
        out.println();
        out.format(Locale.ROOT, line, "First sign-in", "e-mail", "password");
        for (SignIn signIn : signIns) {
            String role = signIn.member().role().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            out.format(
                    Locale.ROOT,
                    line,
                    role,
                    signIn.member().email(),
                    signIn.generated() ? signIn.password() : "(as configured)");
        }
        out.println();
        out.println("  First machine token  " + token);
        out.println("  Shown once. Change the passwords and issue tokens of your own.");
        out.println();
    }
}
