package io.exhibit.dashboard;

import io.exhibit.access.Officer;
import io.exhibit.access.Role;

/**
 * The person who reads a page, and which doors to show: decides (policies, packs), works (alerts), administers (people, tokens), draws (samples);
 * outside: an examiner, who sees what a mandate says.
 */
record Reader(
        String name, String role, boolean decides, boolean works, boolean administers, boolean draws, boolean outside) {

    static Reader of(Officer officer) {
        Role role = officer.role();
        return new Reader(
                officer.name(),
                role.title(),
                role == Role.COMPLIANCE_OFFICER,
                role == Role.COMPLIANCE_OFFICER || role == Role.SECURITY_ENGINEER,
                role == Role.ADMINISTRATOR,
                role != Role.SECURITY_ENGINEER,
                role == Role.EXAMINER);
    }
}
