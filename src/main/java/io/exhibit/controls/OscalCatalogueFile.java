package io.exhibit.controls;

import io.exhibit.kernel.NamedId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A framework as an OSCAL catalogue, model 1.1.3: what OSCAL has no place for stands in properties of ours. The same one, the same bytes. */
final class OscalCatalogueFile {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private OscalCatalogueFile() {}

    static byte[] of(Framework framework) {
        Map<String, Object> catalogue = new LinkedHashMap<>();
        catalogue.put(
                "uuid",
                NamedId.of("urn:exhibit:oscal\ncatalogue\n" + framework.id() + "\n" + framework.version())
                        .toString());
        catalogue.put("metadata", metadata(framework));
        catalogue.put(
                "controls",
                framework.controls().stream().map(OscalCatalogueFile::control).toList());
        return (JSON.writeValueAsString(Map.of("catalog", catalogue)).replace("\r\n", "\n") + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> metadata(Framework framework) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("title", framework.name());
        metadata.put("last-modified", framework.checkedOn() + "T00:00:00Z");
        metadata.put("version", framework.version());
        metadata.put("oscal-version", "1.1.3");
        List<Map<String, Object>> properties = new ArrayList<>();
        properties.add(OscalOurs.property("framework", framework.id().text()));
        properties.add(OscalOurs.property("publisher", line(framework.publisher())));
        properties.add(OscalOurs.property("nature", line(framework.nature())));
        properties.add(OscalOurs.property("natural-scope", framework.naturalScope()));
        properties.add(OscalOurs.property("profile", framework.profile().id()));
        properties.add(OscalOurs.property("standing", framework.standing().name()));
        properties.add(
                OscalOurs.property("effective-from", framework.effectiveFrom().written()));
        framework.withdrawn().ifPresent(day -> properties.add(OscalOurs.property("withdrawn-on", day.written())));
        metadata.put("props", properties);
        metadata.put(
                "links",
                List.of(Map.of(
                        "href", framework.sourceUrl().toString(), "rel", "source", "text", framework.sourceTitle())));
        metadata.put("remarks", framework.notice());
        return metadata;
    }

    private static Map<String, Object> control(Control control) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("id", control.id().token());
        entry.put("title", control.title());
        entry.put("props", properties(control));
        if (!control.successors().isEmpty()) {
            entry.put(
                    "links",
                    control.successors().stream()
                            .map(next -> Map.<String, Object>of("href", "#" + next.token(), "rel", "successor-version"))
                            .toList());
        }
        entry.put("parts", parts(control));
        return entry;
    }

    private static List<Map<String, Object>> properties(Control control) {
        List<Map<String, Object>> properties = new ArrayList<>();
        Map<String, Object> label = new LinkedHashMap<>();
        label.put("name", "label");
        label.put("value", control.id().code());
        properties.add(label);
        properties.add(OscalOurs.property("code", control.id().code()));
        properties.add(OscalOurs.property("paragraph", line(control.paragraph())));
        properties.add(
                OscalOurs.property("effective-from", control.effectiveFrom().written()));
        control.withdrawn().ifPresent(day -> {
            properties.add(OscalOurs.property("withdrawn-on", day.written()));
            Map<String, Object> status = new LinkedHashMap<>();
            status.put("name", "status");
            status.put("value", "withdrawn");
            properties.add(status);
        });
        control.checks()
                .forEach(use ->
                        properties.add(OscalOurs.property("check", use.check().id(), use.rationale())));
        control.references()
                .forEach((elsewhere, ids) ->
                        ids.forEach(id -> properties.add(OscalOurs.property("reference", id, elsewhere))));
        return properties;
    }

    private static List<Map<String, Object>> parts(Control control) {
        List<Map<String, Object>> parts = new ArrayList<>();
        parts.add(part(control, "statement", control.text()));
        control.manual().forEach(manual -> parts.add(part(control, "manual", manual)));
        control.limit().ifPresent(limits -> parts.add(part(control, "limits", limits)));
        return parts;
    }

    private static Map<String, Object> part(Control control, String name, String prose) {
        Map<String, Object> part = new LinkedHashMap<>();
        if (name.equals("statement")) {
            part.put("id", control.id().token() + "_smt");
        }
        part.put("name", name);
        part.put("prose", prose);
        return part;
    }

    /** A value of a property is one line. */
    private static String line(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
