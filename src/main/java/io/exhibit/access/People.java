package io.exhibit.access;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.UuidV7;
import io.exhibit.ledger.ActivityTrail;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Draft;
import io.exhibit.ledger.Ledger;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Lets people in and out: every change is a line in the trail and an entry in the ledger. */
@Component
public class People {

    static final int SHORTEST_PASSWORD = 12;

    private static final int LONGEST_PASSWORD = 128;
    private static final Set<String> COMMON = Set.of(
            "passwordpassword", "123456789012", "1234567890123", "qwertyuiopas", "changemechangeme", "administrator");

    private final Persons persons;
    private final PasswordEncoder passwords;
    private final ActivityTrail trail;
    private final Ledger ledger;
    private final Clock clock;

    People(Persons persons, PasswordEncoder passwords, ActivityTrail trail, Ledger ledger, Clock clock) {
        this.persons = persons;
        this.passwords = passwords;
        this.trail = trail;
        this.ledger = ledger;
        this.clock = clock;
    }

    public boolean isEmpty() {
        return persons.count() == 0;
    }

    @Transactional
    public void add(String email, String name, Role role, String password, Actor by) {
        String address = email.strip().toLowerCase(Locale.ROOT);
        if (!address.matches("[^@\\s]+@[^@\\s]+") || address.length() > 200 || name.isBlank() || name.length() > 200) {
            throw new InvalidRequest("A person has an e-mail address and a name.");
        }
        if (persons.findByEmail(address).isPresent()) {
            throw new InvalidRequest("There is a person with the address " + address + " already.");
        }
        check(password, address);
        Person person =
                new Person(UuidV7.next(clock), address, name, role, passwords.encode(password), clock.instant());
        if (by.kind() == Actor.Kind.PERSON) {
            person.mustChangePassword();
        }
        persons.save(person);
        record(by, "person.added", address, Map.of("email", address, "role", role.name()));
    }

    @Transactional
    public void disable(UUID id, Actor by) {
        if (id.equals(by.id())) {
            throw new InvalidRequest("Nobody can disable themselves.");
        }
        Person person = find(id);
        person.disable(clock.instant());
        record(by, "person.disabled", person.email(), Map.of("email", person.email()));
    }

    @Transactional
    public void enable(UUID id, Actor by) {
        Person person = find(id);
        person.enable();
        record(by, "person.enabled", person.email(), Map.of("email", person.email()));
    }

    /** A person changes their own password, knowing the old one; every session of theirs ends. */
    @Transactional
    public void changePassword(UUID id, String old, String password, Actor by) {
        Person person = find(id);
        if (!passwords.matches(old, person.passwordHash())) {
            throw new InvalidRequest("The present password is not right.");
        }
        check(password, person.email());
        person.changePassword(passwords.encode(password), clock.instant());
        record(by, "person.password-changed", person.email(), Map.of("email", person.email()));
    }

    /** Gives somebody who forgot theirs a new password, shown once to whoever asked for it; a lock is lifted. */
    @Transactional
    public String resetPassword(UUID id, Actor by) {
        if (id.equals(by.id())) {
            throw new InvalidRequest("Your own password is changed with the old one, on the page Password.");
        }
        Person person = find(id);
        String password = Secrets.password();
        person.changePassword(passwords.encode(password), clock.instant());
        person.mustChangePassword();
        record(by, "person.password-reset", person.email(), Map.of("email", person.email()));
        return password;
    }

    boolean hasPasswordOfOther(UUID id) {
        return find(id).isPasswordOfOther();
    }

    private Person find(UUID id) {
        return persons.findById(id).orElseThrow(() -> new NotFound("person"));
    }

    private void record(Actor by, String kind, String object, Map<String, Object> detail) {
        trail.record(by, kind, object);
        ledger.append(Draft.of(kind, by, detail));
    }

    static void check(String password, String email) {
        boolean plain = COMMON.contains(password.toLowerCase(Locale.ROOT)) || password.equalsIgnoreCase(email);
        boolean monotonous = password.chars().distinct().count() < 5;
        if (password.length() < SHORTEST_PASSWORD || password.length() > LONGEST_PASSWORD || plain || monotonous) {
            throw new InvalidRequest("A password has " + SHORTEST_PASSWORD + " to " + LONGEST_PASSWORD
                    + " characters and is not one that everybody tries first.");
        }
    }
}
