package io.exhibit.access;

import io.exhibit.ledger.ActivityTrail;
import io.exhibit.ledger.Actor;
import java.time.Clock;
import java.util.Locale;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authentication.event.AuthenticationFailureBadCredentialsEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Looks people up when they sign in, counts failures, and writes both kinds of outcome into the trail. */
@Component
class SignIns implements UserDetailsService {

    private final Persons persons;
    private final ActivityTrail trail;
    private final Clock clock;

    SignIns(Persons persons, ActivityTrail trail, Clock clock) {
        this.persons = persons;
        this.trail = trail;
        this.clock = clock;
    }

    @Override
    public UserDetails loadUserByUsername(String username) {
        return persons.findByEmail(username.strip().toLowerCase(Locale.ROOT))
                .map(person -> new Officer(person, person.isLocked(clock.instant())))
                .orElseThrow(() -> new UsernameNotFoundException("No such person"));
    }

    @EventListener
    @Transactional
    void on(AuthenticationSuccessEvent success) {
        if (success.getAuthentication().getPrincipal() instanceof Officer officer) {
            persons.findById(officer.id()).ifPresent(Person::signedIn);
            Actor actor = new Actor(
                    Actor.Kind.PERSON,
                    officer.id(),
                    officer.getUsername(),
                    Callers.current().origin());
            trail.record(actor, "person.signed-in", officer.getUsername());
        }
    }

    @EventListener
    @Transactional
    void on(AbstractAuthenticationFailureEvent failure) {
        String name = shortened(failure.getAuthentication().getName());
        if (failure instanceof AuthenticationFailureBadCredentialsEvent) {
            persons.findByEmail(name.toLowerCase(Locale.ROOT)).ifPresent(person -> person.failed(clock.instant()));
        }
        trail.refused(Callers.current(), "person.signed-in", name);
    }

    private static String shortened(String name) {
        return name.strip().substring(0, Math.min(200, name.strip().length()));
    }
}
