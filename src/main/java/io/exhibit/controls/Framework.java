package io.exhibit.controls;

import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A text that examiners work from, with its controls. {@code notice} is shown wherever it is; {@code checkedOn} is the day
 * its standing was last looked up; {@code naturalScope} is what it is about when it is asked about everything.
 */
public record Framework(
        FrameworkId id,
        String name,
        String version,
        List<String> aliases,
        String publisher,
        String nature,
        Profile profile,
        String naturalScope,
        Standing standing,
        Effective effectiveFrom,
        @Nullable Effective withdrawnOn,
        LocalDate checkedOn,
        String sourceTitle,
        URI sourceUrl,
        String notice,
        List<Control> controls) {

    public Optional<Effective> withdrawn() {
        return Optional.ofNullable(withdrawnOn);
    }

    /** The same, judged by the numbers that were in force instead of those that came with us. */
    public Framework judgedBy(Profile inForce) {
        return new Framework(
                id,
                name,
                version,
                aliases,
                publisher,
                nature,
                inForce,
                naturalScope,
                standing,
                effectiveFrom,
                withdrawnOn,
                checkedOn,
                sourceTitle,
                sourceUrl,
                notice,
                controls);
    }

    boolean answersTo(String text) {
        return id.text().equalsIgnoreCase(text) || aliases.stream().anyMatch(alias -> alias.equalsIgnoreCase(text));
    }
}
