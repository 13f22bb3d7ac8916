package io.exhibit.findings;

import io.exhibit.access.Callers;
import io.exhibit.access.Role;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.ledger.Actor;
import java.util.UUID;

/** A person who decides, in the role in which they do. */
public record Signatory(Actor actor, Role role) {

    /** Whoever is signed in. */
    static Signatory current() {
        return Callers.officer()
                .map(officer -> new Signatory(Callers.current(), officer.role()))
                .orElseThrow(() -> new InvalidRequest("Only people decide."));
    }

    UUID id() {
        return actor.person();
    }

    /** That it is somebody who works with findings. */
    void checkWorks() {
        id();
        if (role != Role.SECURITY_ENGINEER && role != Role.COMPLIANCE_OFFICER) {
            throw new InvalidRequest("Security engineers and compliance officers decide that.");
        }
    }

    void checkAsks() {
        id();
        if (role != Role.SECURITY_ENGINEER && role != Role.COMPLIANCE_OFFICER) {
            throw new InvalidRequest("Security engineers and compliance officers ask for exceptions.");
        }
    }

    void checkApproves() {
        id();
        if (!approves()) {
            throw new InvalidRequest("Compliance officers decide about exceptions.");
        }
    }

    boolean approves() {
        return role == Role.COMPLIANCE_OFFICER;
    }
}
