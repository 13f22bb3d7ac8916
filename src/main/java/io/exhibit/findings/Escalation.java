package io.exhibit.findings;

import java.time.LocalDate;

/** That the deadline of a vulnerability in a place cannot be met: who heard it, why, what they decided, and the day on which it is to be gone. */
public record Escalation(
        String vulnerability,
        ExceptionPlace place,
        EscalationLevel level,
        String person,
        String reason,
        String decision,
        LocalDate planned) {}
