package io.exhibit.alerts;

import io.exhibit.kernel.Excerpt;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The list of alerts for machines; texts are as the sensor sent them. */
@RestController
class AlertsController {

    private final AlertList list;
    private final Clock clock;

    AlertsController(AlertList list, Clock clock) {
        this.list = list;
        this.clock = clock;
    }

    /** A page of the list; next is the cursor of the following page, null on the last. */
    record Answer(
            List<Map<String, @Nullable Object>> alerts,
            @Nullable String next) {}

    @GetMapping("/api/v1/alerts")
    Answer alerts(AlertFilter filter, @RequestParam(defaultValue = "50") int limit) {
        int room = Excerpt.room(limit);
        Excerpt<AlertRow> page = Excerpt.of(list.rows(AlertQuery.of(filter, clock), room + 1), room);
        return new Answer(
                page.rows().stream().map(AlertsController::body).toList(),
                page.more() ? page.last().cursor().text() : null);
    }

    private static Map<String, @Nullable Object> body(AlertRow row) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("id", row.id());
        body.put("recordedAt", row.recordedAt());
        body.put("occurredAt", row.occurredAt());
        body.put("sensor", row.sensor());
        body.put("rule", row.rule());
        body.put("priority", row.priority());
        body.put("source", row.source());
        body.put("output", row.output());
        body.put("class", row.alertClass());
        body.put("mappingVersion", row.mappingVersion());
        body.put("state", row.state());
        body.put("system", row.systemCode());
        body.put("place", place(row));
        body.put("handling", handling(row));
        body.put("submission", row.submissionId());
        body.put("position", row.position());
        body.put("ledgerEntry", row.entryIndex());
        return body;
    }

    private static Map<String, Object> place(AlertRow row) {
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("hostname", row.hostname());
        place.put("cluster", row.cluster());
        place.put("namespace", row.namespace());
        place.put("pod", row.pod());
        place.put("container", row.container());
        place.put("imageRepository", row.imageRepository());
        place.put("imageTag", row.imageTag());
        place.put("imageDigest", row.imageDigest());
        place.put("process", row.process());
        place.put("user", row.userName());
        return place;
    }

    private static @Nullable Map<String, @Nullable Object> handling(AlertRow row) {
        if (row.acknowledgedAt() == null) {
            return null;
        }
        Map<String, @Nullable Object> handling = new LinkedHashMap<>();
        handling.put("acknowledgedAt", row.acknowledgedAt());
        handling.put("acknowledgedBy", row.acknowledgedBy());
        handling.put("closedAt", row.closedAt());
        handling.put("closedBy", row.closedBy());
        handling.put("disposition", row.disposition());
        handling.put("reason", row.reason());
        return handling;
    }
}
