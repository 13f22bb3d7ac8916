package io.exhibit.controls;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a framework asks in one place, in our words: its paragraph, since when, by which checks it is looked at, what stays
 * with people ({@code manual}), what must not be concluded ({@code limits}), and ids elsewhere that cover the same ground.
 */
public record Control(
        ControlId id,
        String title,
        String text,
        String paragraph,
        Effective effectiveFrom,
        @Nullable Effective withdrawnOn,
        Standing standing,
        List<CheckUse> checks,
        List<String> manual,
        @Nullable String limits,
        Map<String, List<String>> references,
        List<ControlId> successors) {

    public Optional<String> limit() {
        return Optional.ofNullable(limits);
    }

    public Optional<Effective> withdrawn() {
        return Optional.ofNullable(withdrawnOn);
    }
}
