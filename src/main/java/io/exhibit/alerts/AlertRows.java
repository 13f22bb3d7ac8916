package io.exhibit.alerts;

import io.exhibit.controls.AlertMapping;
import io.exhibit.intake.Submission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Events on their way into the table: a column is an array, so that any number of rows is one statement. */
final class AlertRows {

    // Far above what a sensor sends, below what an index entry may hold.
    private static final int NAME = 300;
    private static final int TEXT = 8000;

    private final AlertMapping mapping;
    private final JsonMapper json;
    private final Map<String, List<@Nullable String>> columns = new LinkedHashMap<>();
    private int size;
    private long weight;

    AlertRows(AlertMapping mapping, JsonMapper json) {
        this.mapping = mapping;
        this.json = json;
    }

    int size() {
        return size;
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
        put("system", submission.context("system"));
        put("position", String.valueOf(event.position()));
        put("occurred_at", text(event.time().at()));
        put("sensor_time", texts.cut(event.time().text(), NAME));
        put("rule", texts.cut(event.rule(), NAME));
        put("priority", event.priority().name());
        put("class", mapping.classOf(event.rule()).orElse(null));
        put("source", texts.cut(event.envelope().source(), NAME));
        put("hostname", texts.cut(event.envelope().hostname(), NAME));
        put("output", texts.cut(event.envelope().output(), TEXT));
        put(
                "tags",
                json.writeValueAsString(event.envelope().tags().stream()
                        .limit(200)
                        .map(tag -> texts.cut(tag, NAME))
                        .toList()));
        put("fields", json.writeValueAsString(event.fields()));
        put("envelope", json.writeValueAsString(event.envelope().other()));
        place(Place.of(event, submission), texts);
        put("repaired", String.valueOf(event.repaired() || texts.happened()));
        size++;
    }

    private void place(Place place, Shortened texts) {
        put("cluster", texts.cut(place.cluster(), NAME));
        put("namespace", texts.cut(place.namespace(), NAME));
        put("pod", texts.cut(place.pod(), NAME));
        put("container", texts.cut(place.container(), NAME));
        put("image_repository", texts.cut(place.image().repository(), NAME));
        put("image_tag", texts.cut(place.image().tag(), NAME));
        put("image_digest", texts.cut(place.image().digest(), NAME));
        put("process", texts.cut(place.process(), TEXT));
        put("user_name", texts.cut(place.user(), NAME));
    }

    JdbcClient.StatementSpec bind(JdbcClient.StatementSpec statement) {
        columns.forEach((name, values) -> statement.param(name, values.toArray(String[]::new)));
        return statement;
    }

    void clear() {
        columns.clear();
        size = 0;
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
