package io.exhibit.demo;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An event of the made-up bank's sensor: a real rule's output, filled with the fields of one event as Falco fills it. */
final class EventDraft {

    private static final Pattern FIELD = Pattern.compile("%([a-z0-9_.]+(?:\\[[^\\]]+\\])?)");
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.nnnnnnnnn", Locale.ROOT);
    private static final String OF_CONTAINERS = " container_id=%container.id container_name=%container.name"
            + " container_image_repository=%container.image.repository container_image_tag=%container.image.tag"
            + " k8s_pod_name=%k8s.pod.name k8s_ns_name=%k8s.ns.name";

    private final JsonNode rule;
    private final Map<String, String> fields = new TreeMap<>();

    EventDraft(JsonNode rule, Scenario.Incident incident, Scenario.Line line, ImageBuild build, String seed) {
        this.rule = rule;
        String workload = line.place().getOrDefault("workload", "").replaceFirst(".*/", "");
        String pod = workload + "-" + seed.substring(0, 9) + "-" + seed.substring(9, 14);
        String namespace = line.place().getOrDefault("namespace", "");
        String source = rule.path("source").asString();
        if (source.equals("syscall")) {
            fields.put("container.id", seed.substring(14, 26));
            fields.put("container.name", workload);
            fields.put("container.image.repository", build.repository());
            fields.put("container.image.tag", build.tag());
            fields.put("container.image.digest", build.digest("manifest"));
            fields.put("k8s.ns.name", namespace);
            fields.put("k8s.pod.name", pod);
        } else if (source.equals("k8s_audit")) {
            fields.put("ka.target.name", pod);
            fields.put("ka.target.namespace", namespace);
            fields.put("ka.target.resource", "pods");
        }
        fields.putAll(incident.fields());
    }

    byte[] bytes(Instant at, String host) {
        Instant occurred = at.minusMillis(1300);
        boolean contained = rule.path("source").asString().equals("syscall");
        String format = rule.path("output").asString() + (contained ? OF_CONTAINERS : "");
        ObjectNode event = Material.object();
        event.put("ExhibitDemo", "made up for a demonstration from the rule's own output; see SOURCES.md");
        event.put("hostname", host);
        event.put(
                "output",
                CLOCK.format(LocalTime.ofInstant(occurred, ZoneOffset.UTC)) + ": "
                        + rule.path("priority").asString() + " " + filled(format));
        event.set("priority", rule.get("priority"));
        event.set("rule", rule.get("rule"));
        event.set("source", rule.get("source"));
        event.set("tags", rule.get("tags"));
        event.put("time", occurred.toString());
        ObjectNode said = event.putObject("output_fields");
        said.put("evt.time", occurred.getEpochSecond() * 1_000_000_000L + occurred.getNano());
        fields.forEach(said::put);
        return Material.bytes(event);
    }

    /** What an event does not know is printed as Falco prints it. */
    private String filled(String format) {
        return FIELD.matcher(format)
                .replaceAll(field -> Matcher.quoteReplacement(fields.getOrDefault(field.group(1), "<NA>")));
    }
}
