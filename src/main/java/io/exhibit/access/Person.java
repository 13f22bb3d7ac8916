package io.exhibit.access;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Somebody who may sign in. */
@Entity
@Table(schema = "access", name = "person")
class Person {

    /** PCI DSS 8.3.4: at most ten attempts, then thirty minutes. */
    static final int ATTEMPTS = 10;

    static final Duration LOCKED_FOR = Duration.ofMinutes(30);

    @Id
    private UUID id;

    private String email;
    private String name;

    @Enumerated(EnumType.STRING)
    private Role role;

    private String passwordHash;

    private int failedAttempts;

    private @Nullable Instant lockedUntil;
    private Instant createdAt;
    private @Nullable Instant disabledAt;
    private Instant passwordSince;
    private boolean passwordOfOther;

    @Version
    private @Nullable Long version;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Person() {}

    Person(UUID id, String email, String name, Role role, String passwordHash, Instant createdAt) {
        this.id = id;
        this.email = email.strip().toLowerCase(Locale.ROOT);
        this.name = name.strip();
        this.role = role;
        this.passwordHash = passwordHash;
        this.createdAt = createdAt;
        this.passwordSince = createdAt;
    }

    void failed(Instant now) {
        failedAttempts++;
        if (failedAttempts >= ATTEMPTS) {
            lockedUntil = now.plus(LOCKED_FOR);
            failedAttempts = 0;
        }
    }

    void signedIn() {
        failedAttempts = 0;
        lockedUntil = null;
    }

    boolean isLocked(Instant now) {
        return lockedUntil != null && now.isBefore(lockedUntil);
    }

    void disable(Instant now) {
        if (disabledAt == null) {
            disabledAt = now;
        }
    }

    void enable() {
        disabledAt = null;
    }

    void changePassword(String hash, Instant now) {
        passwordHash = hash;
        passwordSince = now;
        passwordOfOther = false;
        signedIn();
    }

    /** Whoever set it knows it: it is good for one thing only, to be changed. */
    void mustChangePassword() {
        passwordOfOther = true;
    }

    boolean isPasswordOfOther() {
        return passwordOfOther;
    }

    Instant passwordSince() {
        return passwordSince;
    }

    boolean isEnabled() {
        return disabledAt == null;
    }

    UUID id() {
        return id;
    }

    String email() {
        return email;
    }

    String name() {
        return name;
    }

    Role role() {
        return role;
    }

    String passwordHash() {
        return passwordHash;
    }

    Instant createdAt() {
        return createdAt;
    }
}
