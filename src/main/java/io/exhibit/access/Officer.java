package io.exhibit.access;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/** A person who is signed in. The password hash is dropped after the sign-in, before the session is stored. */
public final class Officer implements UserDetails, CredentialsContainer {

    private static final long serialVersionUID = 1L;

    private final UUID id;
    private final String email;
    private final String name;
    private final Role role;
    private final boolean locked;
    private final boolean enabled;
    private final Instant passwordSince;
    private String passwordHash;

    Officer(Person person, boolean locked) {
        this.id = person.id();
        this.email = person.email();
        this.name = person.name();
        this.role = person.role();
        this.locked = locked;
        this.enabled = person.isEnabled();
        this.passwordSince = person.passwordSince();
        this.passwordHash = person.passwordHash();
    }

    public UUID id() {
        return id;
    }

    public String name() {
        return name;
    }

    public Role role() {
        return role;
    }

    /** Whether the person may still do what this session was opened for. */
    boolean isStill(Person person) {
        return person.isEnabled()
                && person.role() == role
                && person.passwordSince().equals(passwordSince);
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        return List.of(new SimpleGrantedAuthority(role.authority()));
    }

    @Override
    public String getPassword() {
        return passwordHash;
    }

    @Override
    public String getUsername() {
        return email;
    }

    @Override
    public boolean isAccountNonLocked() {
        return !locked;
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }

    @Override
    public void eraseCredentials() {
        passwordHash = "";
    }
}
