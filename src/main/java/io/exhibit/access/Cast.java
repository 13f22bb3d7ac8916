package io.exhibit.access;

import java.time.Duration;
import java.util.List;

/** Whom the first start of a demonstration lets in besides the administrator, and how far back its time begins. */
public interface Cast {

    List<Member> members();

    Duration past();

    /** One of the demonstration's people. */
    record Member(String email, String name, Role role) {}
}
