package io.exhibit.examinations;

import io.exhibit.Desk;
import io.exhibit.access.Role;
import io.exhibit.ledger.Actor;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** Mandates of a test: given by one officer, approved by another. */
public final class Letters {

    public static final Actor ANOTHER = new Actor(Actor.Kind.PERSON, UUID.randomUUID(), "Tomasz", "test");

    private Letters() {}

    public static Terms terms(
            Desk desk, List<String> frameworks, List<String> scopes, LocalDate from, LocalDate to, LocalDate today) {
        return new Terms(
                desk.officer(Role.EXAMINER).id(),
                "Authority <b>, letter 7",
                frameworks,
                scopes,
                new Terms.Days(from, to),
                new Terms.Days(today, today.plusDays(30)));
    }

    /** In force from now on. The entry. */
    public static long grant(Mandates mandates, Desk desk, Terms terms) {
        long entry = mandates.give(terms, officer(desk));
        mandates.approve(entry, ANOTHER);
        return entry;
    }

    static Actor officer(Desk desk) {
        return new Actor(
                Actor.Kind.PERSON,
                desk.officer(Role.COMPLIANCE_OFFICER).id(),
                desk.officer(Role.COMPLIANCE_OFFICER).getUsername(),
                "test");
    }
}
