package io.exhibit.access;

import io.exhibit.kernel.Sha256;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** What a machine shows to be let in. Only the SHA-256 of its 256 random bits is kept. */
@Entity
@Table(schema = "access", name = "token")
@SuppressWarnings("UnusedVariable") // Hibernate reads them
class Token {

    @Id
    private UUID id;

    private String name;
    private String hint;
    private byte[] secretHash;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private String[] scopes;

    private @Nullable UUID createdBy;
    private Instant createdAt;
    private Instant expiresAt;
    private @Nullable Instant revokedAt;
    private @Nullable Instant lastUsedAt;

    @Version
    private @Nullable Long version;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Token() {}

    Token(UUID id, String name, String secret, Set<Permission> permissions, Instant createdAt, Instant expiresAt) {
        this.id = id;
        this.name = name.strip();
        this.hint = secret.substring(0, Math.min(8, secret.length() / 2));
        this.secretHash = hash(secret);
        this.scopes = permissions.stream().map(Permission::scope).sorted().toArray(String[]::new);
        this.createdAt = createdAt;
        this.expiresAt = expiresAt;
    }

    static byte[] hash(String secret) {
        return Sha256.of(secret.getBytes(StandardCharsets.UTF_8)).bytes();
    }

    void createdBy(UUID person) {
        createdBy = person;
    }

    void revoke(Instant now) {
        if (revokedAt == null) {
            revokedAt = now;
        }
    }

    boolean isValid(Instant now) {
        return revokedAt == null && now.isBefore(expiresAt);
    }

    UUID id() {
        return id;
    }

    String name() {
        return name;
    }

    String hint() {
        return hint;
    }

    Set<Permission> permissions() {
        return Arrays.stream(scopes).map(Permission::of).collect(Collectors.toCollection(TreeSet::new));
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    @Nullable
    Instant revokedAt() {
        return revokedAt;
    }

    @Nullable
    Instant lastUsedAt() {
        return lastUsedAt;
    }
}
