package io.exhibit.controls;

import io.exhibit.kernel.InvalidRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What must hold of a framework that a bank files, beyond what must hold of every one. */
@Component
class FrameworkSoundness {

    private static final int MOST_CONTROLS = 2000;
    private static final int LONGEST = 8000;
    private static final int AHEAD_DAYS = 366;
    private static final Set<String> SCOPES = Set.of(
            "all",
            "tag:pci",
            "tag:cardholder-data",
            "tag:pci-connected",
            "tag:pci-security-impacting",
            "tag:critical-function",
            "tag:customer-data",
            "tag:third-party");

    private final Catalogue catalogue;

    FrameworkSoundness(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Reads it, or refuses it with what is wrong and where. */
    Framework read(byte[] bytes, FrameworkFiling filing, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        insist(!filing.from().isBefore(today), "A version applies forward: from today on, or from a later day.");
        insist(!filing.from().isAfter(today.plusDays(AHEAD_DAYS)), "A version is decided at most a year ahead.");
        Framework framework = parsed(bytes, filing);
        checkNames(framework);
        checkWords(framework);
        framework.controls().stream()
                .flatMap(control -> control.successors().stream())
                .filter(next -> !catalogue.has(next)
                        && framework.controls().stream()
                                .noneMatch(own -> own.id().equals(next)))
                .findFirst()
                .ifPresent(next -> {
                    throw new InvalidRequest("Something points to " + next + ", which is not there.");
                });
        return framework;
    }

    private Framework parsed(byte[] bytes, FrameworkFiling filing) {
        try {
            return FrameworkDocument.read(bytes, filing, catalogue.ownReader());
        } catch (BadData bad) {
            throw new InvalidRequest(String.valueOf(bad.getMessage()));
        }
    }

    private void checkNames(Framework framework) {
        for (String name : Stream.concat(Stream.of(framework.id().text()), framework.aliases().stream())
                .toList()) {
            catalogue.frameworks().stream()
                    .filter(other -> other.answersTo(name))
                    .filter(other ->
                            catalogue.isShipped(other.id()) || !other.id().equals(framework.id()))
                    .findFirst()
                    .ifPresent(other -> {
                        throw new InvalidRequest(name + " is the name of another framework: " + other.name() + ".");
                    });
        }
    }

    private static void checkWords(Framework framework) {
        insist(!framework.controls().isEmpty(), "A framework has at least one control.");
        insist(framework.controls().size() <= MOST_CONTROLS, "A framework has at most " + MOST_CONTROLS + " controls.");
        insist(
                SCOPES.contains(framework.naturalScope()),
                "natural_scope is one of " + SCOPES.stream().sorted().toList() + ".");
        String scheme = String.valueOf(framework.sourceUrl().getScheme());
        insist(List.of("http", "https").contains(scheme), "The address of the source begins with https: or http:.");
        insist(
                Stream.concat(
                                Stream.of(
                                        framework.name(), framework.version(), framework.notice(), framework.nature()),
                                framework.controls().stream().flatMap(FrameworkSoundness::texts))
                        .allMatch(text -> text.length() <= LONGEST && text.indexOf('\0') < 0),
                "A text has at most " + LONGEST + " characters.");
    }

    private static Stream<String> texts(Control control) {
        return Stream.concat(
                Stream.of(
                        control.title(),
                        control.text(),
                        control.paragraph(),
                        control.limit().orElse("")),
                control.manual().stream());
    }

    private static void insist(boolean holds, String otherwise) {
        if (!holds) {
            throw new InvalidRequest(otherwise);
        }
    }
}
