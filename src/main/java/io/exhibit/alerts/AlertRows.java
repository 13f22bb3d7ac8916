package io.exhibit.alerts;

import io.exhibit.controls.AlertMapping;
import io.exhibit.intake.Submission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Events on their way into the table: a column is an array, so that any number of rows is one statement. */
final class AlertRows {

    // Far above what a sensor sends, below what an index entry may hold.
    private static final int NAME = 300;
    private static final int TEXT = 8000;
    private static final int TAGS = 200;

    private final AlertMapping mapping;
    private final JsonMapper json;
    private final Map<String, List<@Nullable String>> columns = new LinkedHashMap<>();
    private final List<Origin> origins = new ArrayList<>();
    private long weight;

    /** What decides to which system an alert belongs. */
    record Origin(String claimedSystem, String cluster, String namespace, String imageRepository) {}

    AlertRows(AlertMapping mapping, JsonMapper json) {
        this.mapping = mapping;
        this.json = json;
    }

    int size() {
        return origins.size();
    }

    /** Each once: there are far fewer of them than rows. */
    Set<Origin> origins() {
        return new LinkedHashSet<>(origins);
    }

    /** Roughly how many characters wait here. */
    long weight() {
        return weight;
    }

    void add(Submission submission, FalcoEvent event) {
        Shortened texts = new Shortened();
        put("id", id(submission, event.position()).toString());
        put("submission", submission.id().toString());
        put("entry", String.valueOf(submission.entryIndex()));
        put("recorded", submission.receivedAt().toString());
        put("position", String.valueOf(event.position()));
        put("occurred_at", text(event.time().at()));
        put("sensor_time", texts.cut(event.time().text(), NAME));
        put("rule", texts.cut(event.rule(), NAME));
        put("priority", event.priority().name());
        put("class", mapping.classOf(event.rule()).orElse(null));
        put("source", texts.cut(event.envelope().source(), NAME));
        put("hostname", texts.cut(event.envelope().hostname(), NAME));
        put("output", texts.cut(event.envelope().output(), TEXT));
        List<String> tags = event.envelope().tags();
        put("tags", tags.isEmpty() ? "{}" : quoted(tags, texts));
        put("fields", json.writeValueAsString(event.fields()));
        put("envelope", json.writeValueAsString(event.envelope().other()));
        place(Place.of(event, submission), submission.context("system"), texts);
        put("repaired", String.valueOf(event.repaired() || texts.happened()));
    }

    private void place(Place place, String system, Shortened texts) {
        Origin origin = new Origin(
                system,
                texts.cut(place.cluster(), NAME),
                texts.cut(place.namespace(), NAME),
                texts.cut(place.image().repository(), NAME));
        origins.add(origin);
        put("system", origin.claimedSystem());
        put("cluster", origin.cluster());
        put("namespace", origin.namespace());
        put("image_repository", origin.imageRepository());
        put("pod", texts.cut(place.pod(), NAME));
        put("container", texts.cut(place.container(), NAME));
        put("image_tag", texts.cut(place.image().tag(), NAME));
        put("image_digest", texts.cut(place.image().digest(), NAME));
        put("process", texts.cut(place.process(), TEXT));
        put("user_name", texts.cut(place.user(), NAME));
    }

    /** As PostgreSQL writes an array: a column of arrays cannot be an array itself. */
    private static String quoted(List<String> tags, Shortened texts) {
        return tags.stream()
                .limit(TAGS)
                .map(tag -> texts.cut(tag, NAME).replace("\\", "\\\\").replace("\"", "\\\""))
                .collect(Collectors.joining("\",\"", "{\"", "\"}"));
    }

    JdbcClient.StatementSpec bind(JdbcClient.StatementSpec statement, Map<Origin, String> owners) {
        columns.forEach((name, values) -> statement.param(name, values.toArray(String[]::new)));
        return statement.param("owner", origins.stream().map(owners::get).toArray(String[]::new));
    }

    void clear() {
        columns.clear();
        origins.clear();
        weight = 0;
    }

    /** The same for the same submission and place: an alert keeps its id, and with it its handling, when it is read again. */
    private static UUID id(Submission submission, int position) {
        return AlertId.of(submission.receivedAt(), submission.id(), position);
    }

    private void put(String column, @Nullable String value) {
        columns.computeIfAbsent(column, name -> new ArrayList<>()).add(value);
        weight += value == null ? 0 : value.length();
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }

    /** Cuts texts to what is kept of them and remembers whether it had to. */
    private static final class Shortened {

        private boolean happened;

        String cut(String text, int longest) {
            if (text.length() <= longest) {
                return text;
            }
            happened = true;
            int end = Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
            return text.substring(0, end) + "…";
        }

        boolean happened() {
            return happened;
        }
    }
}
