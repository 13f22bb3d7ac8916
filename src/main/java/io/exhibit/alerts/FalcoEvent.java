package io.exhibit.alerts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One event as Falco tells it; fields are its output_fields, envelope what else stood beside the known members. */
record FalcoEvent(
        int position,
        String rule,
        Priority priority,
        SensorTime time,
        Envelope envelope,
        Map<String, @Nullable Object> fields,
        boolean repaired) {

    /** What stands around the fields of an event. */
    record Envelope(
            String output, String source, String hostname, List<String> tags, Map<String, @Nullable Object> other) {}

    private static final List<String> KNOWN =
            List.of("rule", "priority", "time", "output", "source", "hostname", "tags", "output_fields");

    static FalcoEvent of(int position, EventReader.Read read) throws BadEvent {
        Map<String, @Nullable Object> members = unwrapped(read.members());
        if (!members.containsKey("rule") || members.get("rule") instanceof Map) {
            throw new BadEvent("unknown-format", "The object is no Falco event: it has no rule.");
        }
        if (!(members.get("rule") instanceof String rule) || rule.isBlank()) {
            throw new BadEvent("schema", "The event's rule is not a text, or empty.");
        }
        if (members.get("priority") == null) {
            throw new BadEvent("schema", "The event has no priority.");
        }
        Map<String, @Nullable Object> other = new LinkedHashMap<>(members);
        Priority priority = Priority.read(members.get("priority"));
        KNOWN.stream()
                .filter(name -> priority != Priority.UNKNOWN || !"priority".equals(name))
                .forEach(other::remove);
        Envelope envelope = new Envelope(
                text(members, "output"), text(members, "source"), text(members, "hostname"), tags(members), other);
        return new FalcoEvent(
                position,
                rule,
                priority,
                SensorTime.read(members.get("time")),
                envelope,
                fields(members),
                read.repaired());
    }

    /** A field as text; empty when the event does not have it or the sensor had nothing to put there. */
    String field(String name) {
        String value = text(fields, name);
        return "<NA>".equals(value) || "N/A".equals(value) ? "" : value;
    }

    /** The first of these fields that says something. */
    String first(String... names) {
        for (String name : names) {
            String value = field(name);
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }

    /** falcosidekick-ui sends {"event": {…}, "outputs": […]}. */
    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> unwrapped(Map<String, @Nullable Object> members) {
        return !members.containsKey("rule") && members.get("event") instanceof Map<?, ?> event
                ? (Map<String, @Nullable Object>) event
                : members;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> fields(Map<String, @Nullable Object> members) throws BadEvent {
        Object fields = members.get("output_fields");
        if (fields == null) {
            return Map.of();
        }
        if (fields instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw new BadEvent("schema", "The event's output_fields is not an object.");
    }

    private static List<String> tags(Map<String, @Nullable Object> members) {
        return switch (members.get("tags")) {
            case List<?> tags -> tags.stream().map(String::valueOf).toList();
            case String tag when !tag.isBlank() -> List.of(tag);
            case null, default -> List.of();
        };
    }

    private static String text(Map<String, @Nullable Object> members, String name) {
        Object value = members.get(name);
        return value == null ? "" : value.toString();
    }
}
