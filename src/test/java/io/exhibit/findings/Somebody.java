package io.exhibit.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exhibit.access.Role;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.ledger.Actor;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** People who decide in tests, each another one, and what they are told when they may not. */
final class Somebody {

    private Somebody() {}

    static Signatory person(Role role) {
        return new Signatory(new Actor(Actor.Kind.PERSON, UUID.randomUUID(), "somebody", "test"), role);
    }

    static void refused(ThrowingCallable decision, String why) {
        assertThatThrownBy(decision)
                .isInstanceOfSatisfying(
                        InvalidRequest.class,
                        refused -> assertThat(refused.detail()).contains(why));
    }
}
