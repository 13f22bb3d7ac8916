package io.exhibit.findings;

import io.exhibit.kernel.Choice;
import io.exhibit.kernel.InvalidRequest;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Before whom a deadline that cannot be met is brought, the nearest first. */
public enum EscalationLevel {
    SYSTEM_OWNER("owner of the system"),
    SECURITY("head of information security"),
    ICT_RISK("ICT risk control function"),
    EXECUTIVES("executives"),
    MANAGEMENT_BODY("management body");

    private final String words;

    EscalationLevel(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    static EscalationLevel read(@Nullable String word) {
        return Arrays.stream(values())
                .filter(level -> level.name().equals(word))
                .findFirst()
                .orElseThrow(() -> new InvalidRequest(
                        "Say to whom it is escalated: level is one of " + Arrays.toString(values()) + "."));
    }

    static List<Choice> choices() {
        return Arrays.stream(values())
                .map(level -> new Choice(level.name(), level.words()))
                .toList();
    }
}
