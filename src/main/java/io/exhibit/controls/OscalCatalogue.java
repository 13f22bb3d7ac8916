package io.exhibit.controls;

import io.exhibit.controls.FrameworkFile.ControlEntry;
import io.exhibit.controls.FrameworkFile.SourceEntry;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads an OSCAL catalogue (JSON) into our own form: every control of it and of its groups, in order. Checks come along only from what we
 * wrote ourselves; of all others the controls have none until somebody maps some. Controls that it calls withdrawn are left out and counted.
 */
final class OscalCatalogue {

    private static final String FILE = "The OSCAL catalogue";
    private static final int DEEPEST = 20;

    private final FrameworkFiling filing;
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private final List<ControlEntry> controls = new ArrayList<>();
    private int withdrawn;

    private OscalCatalogue(FrameworkFiling filing) {
        this.filing = filing;
    }

    static FrameworkFile read(byte[] bytes, FrameworkFiling filing) {
        if (filing.id().isEmpty()
                || filing.profile().isEmpty()
                || filing.source().isEmpty()) {
            throw new BadData(
                    FILE,
                    "say with it which id it gets here, by which profile of numbers it is judged, and where its text is");
        }
        JsonNode catalogue = parse(bytes).path("catalog");
        if (!catalogue.isObject()) {
            throw new BadData(FILE, "has no \"catalog\": other documents of OSCAL are not read");
        }
        return new OscalCatalogue(filing).file(catalogue);
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            return JsonMapper.shared().readTree(bytes);
        } catch (JacksonException unreadable) {
            throw new BadData(
                    FILE, "line " + unreadable.getLocation().getLineNr() + ": " + unreadable.getOriginalMessage());
        }
    }

    private FrameworkFile file(JsonNode catalogue) {
        JsonNode metadata = catalogue.path("metadata");
        take(catalogue, "", 0);
        String remarks = text(metadata.path("remarks"));
        String notice = (remarks.isEmpty() ? "Taken from an OSCAL catalogue." : remarks)
                + (withdrawn == 0 ? "" : " Controls that it calls withdrawn are left out: " + withdrawn + ".");
        return new FrameworkFile(
                filing.id(),
                text(metadata.path("title")),
                text(metadata.path("version")),
                List.of(),
                OscalOurs.find(metadata, "publisher")
                        .orElseGet(() -> named(metadata.path("parties").path(0).path("name"), "not stated")),
                OscalOurs.find(metadata, "nature").orElse("An OSCAL catalogue."),
                filing.profile(),
                OscalOurs.find(metadata, "natural-scope").orElse("all"),
                Standing.OPERATIVE,
                filing.from().toString(),
                null,
                filing.from(),
                new SourceEntry(text(metadata.path("title")), URI.create(filing.source())),
                notice,
                controls);
    }

    /** Groups have groups and controls, controls have controls. */
    private void take(JsonNode holder, String place, int depth) {
        if (depth > DEEPEST) {
            throw new BadData(FILE, "has groups and controls more than " + DEEPEST + " deep");
        }
        holder.path("params")
                .forEach(parameter -> parameters.put(
                        text(parameter.path("id")), named(parameter.path("label"), text(parameter.path("id")))));
        for (JsonNode control : holder.path("controls")) {
            control(control, place);
            take(control, join(place, title(control)), depth + 1);
        }
        holder.path("groups").forEach(group -> take(group, join(place, title(group)), depth + 1));
    }

    private void control(JsonNode control, String place) {
        if (isWithdrawn(control)) {
            withdrawn++;
            return;
        }
        control.path("params")
                .forEach(parameter -> parameters.put(
                        text(parameter.path("id")), named(parameter.path("label"), text(parameter.path("id")))));
        String prose = prose(control, "statement");
        controls.add(new ControlEntry(
                code(control),
                title(control),
                prose.isEmpty() ? named(control.path("title"), code(control)) : prose,
                OscalOurs.find(control, "paragraph").orElseGet(() -> join(place, label(control))),
                OscalOurs.find(control, "effective-from").orElse(filing.from().toString()),
                null,
                OscalOurs.checks(control),
                manual(control),
                blank(prose(control, "limits")),
                OscalOurs.references(control),
                null));
    }

    private static boolean isWithdrawn(JsonNode control) {
        return control.path("props")
                .valueStream()
                .anyMatch(property -> text(property.path("name")).equals("status")
                        && text(property.path("value")).equalsIgnoreCase("withdrawn"));
    }

    private static List<String> manual(JsonNode control) {
        return control.path("parts")
                .valueStream()
                .filter(part -> text(part.path("name")).equals("manual"))
                .map(part -> text(part.path("prose")))
                .toList();
    }

    /** Our own code where we wrote it, else its id with what ours may not have replaced. */
    private static String code(JsonNode control) {
        return OscalOurs.find(control, "code")
                .orElseGet(() -> text(control.path("id")).replaceAll("[^A-Za-z0-9.-]", "-"));
    }

    private static String label(JsonNode control) {
        return control.path("props")
                .valueStream()
                .filter(property -> text(property.path("name")).equals("label"))
                .map(property -> text(property.path("value")))
                .findFirst()
                .orElseGet(() -> text(control.path("id")));
    }

    private String prose(JsonNode holder, String name) {
        return holder.path("parts")
                .valueStream()
                .filter(part -> text(part.path("name")).equals(name))
                .map(part -> whole(part, 0))
                .collect(Collectors.joining("\n"));
    }

    private String whole(JsonNode part, int depth) {
        if (depth > DEEPEST) {
            throw new BadData(FILE, "has parts more than " + DEEPEST + " deep");
        }
        return Stream.concat(
                        Stream.of(filled(text(part.path("prose")))),
                        part.path("parts").valueStream().map(inner -> whole(inner, depth + 1)))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    /** {{ insert: param, ac-1_prm_1 }} is read as the parameter's label. */
    private String filled(String prose) {
        String filled = prose;
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            filled =
                    filled.replace("{{ insert: param, " + parameter.getKey() + " }}", "[" + parameter.getValue() + "]");
        }
        return filled;
    }

    private static String title(JsonNode thing) {
        return named(thing.path("title"), text(thing.path("id")));
    }

    private static String join(String place, String next) {
        return place.isEmpty() ? next : place + ", " + next;
    }

    private static @Nullable String blank(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String named(JsonNode node, String otherwise) {
        return Optional.of(text(node)).filter(text -> !text.isEmpty()).orElse(otherwise);
    }

    private static String text(JsonNode node) {
        return node.asString("").strip();
    }
}
