package io.exhibit.estate;

import io.exhibit.kernel.Address;
import io.exhibit.kernel.Choice;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Written;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which systems are to be listed, and of when: of a legal entity, and those whose scope nobody stands for. */
record SystemsAsked(
        @Nullable String entity,
        @Nullable String show,
        @Nullable String asOf,
        @Nullable String known) {

    private static final String UNCONFIRMED = "unconfirmed";

    private static final String PROPOSED = "proposed";

    static final List<Choice> SHOWS = List.of(
            new Choice("", "every system"),
            new Choice(UNCONFIRMED, "scope expired or never confirmed"),
            new Choice(PROPOSED, "less scope or exposure proposed"));

    List<SystemSheet> of(List<SystemSheet> all, Instant now) {
        String shown = RuleForm.text(show);
        if (SHOWS.stream().noneMatch(choice -> choice.value().equals(shown))) {
            throw new InvalidRequest("show is unconfirmed, proposed, or left out.");
        }
        String entityText = RuleForm.text(entity);
        return all.stream()
                .filter(sheet ->
                        entityText.isEmpty() || sheet.entry().legalEntity().equals(entityText))
                .filter(sheet -> !shown.equals(UNCONFIRMED) || (sheet.isUnconfirmed(now) && !sheet.retired()))
                .filter(sheet -> !shown.equals(PROPOSED) || sheet.isNarrowingProposed())
                .toList();
    }

    /** The legal entities that systems belong to. */
    static List<Choice> entities(List<SystemSheet> all) {
        List<Choice> choices = new ArrayList<>();
        choices.add(new Choice("", "every legal entity"));
        all.stream()
                .map(sheet -> sheet.entry().legalEntity())
                .filter(name -> !name.isEmpty())
                .distinct()
                .sorted()
                .forEach(name -> choices.add(new Choice(name, name)));
        return choices;
    }

    String file() {
        return Address.of("/systems.csv")
                .with("entity", entity)
                .with("show", show)
                .with("asOf", asOf)
                .with("known", known)
                .text();
    }

    /** For which systems nobody stands any more, and for which soon; empty: there is none. */
    static String sentence(List<SystemSheet> all, Instant now) {
        List<SystemSheet> used = all.stream().filter(sheet -> !sheet.retired()).toList();
        long never = used.stream().filter(sheet -> sheet.confirmedAt() == null).count();
        long expired = used.stream().filter(sheet -> sheet.isUnconfirmed(now)).count() - never;
        long ending = used.stream().filter(sheet -> sheet.isEnding(now)).count();
        List<String> parts = new ArrayList<>();
        if (expired > 0) {
            parts.add("has expired for " + Written.count(expired, "system", "systems"));
        }
        if (never > 0) {
            parts.add("was never given for " + Written.count(never, "system", "systems"));
        }
        if (ending > 0) {
            parts.add("ends within 30 days for " + Written.count(ending, "system", "systems"));
        }
        return parts.isEmpty() ? "" : "The confirmation of the scope " + String.join(", and ", parts) + ".";
    }
}
