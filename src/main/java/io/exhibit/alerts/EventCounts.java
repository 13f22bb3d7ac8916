package io.exhibit.alerts;

import io.exhibit.alerts.FalcoEvents.Item;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a batch held: events by priority, alerts made of them, places that could not be read by reason. */
final class EventCounts {

    private static final int LISTED = 100;

    private final Map<Priority, Integer> priorities = new EnumMap<>(Priority.class);
    private final Map<String, Integer> reasons = new TreeMap<>();
    private final List<Item.Bad> unreadable = new ArrayList<>();
    private int total;
    private int bad;
    private int created;

    void add(Item item) {
        switch (item) {
            case Item.Good(FalcoEvent event) -> {
                total++;
                priorities.merge(event.priority(), 1, Integer::sum);
            }
            case Item.Bad place -> {
                bad++;
                reasons.merge(place.reason(), 1, Integer::sum);
                if (unreadable.size() < LISTED) {
                    unreadable.add(place);
                }
            }
        }
    }

    void created(int alerts) {
        created += alerts;
    }

    int total() {
        return total;
    }

    /** The first places that could not be read; all are counted. */
    List<Item.Bad> unreadable() {
        return unreadable;
    }

    BadEvent firstUnreadable() {
        if (unreadable.isEmpty()) {
            return new BadEvent("schema", "The body holds no event.");
        }
        Item.Bad first = unreadable.getFirst();
        String others = bad == 1 ? "" : " In all, " + bad + " places could not be read.";
        return new BadEvent(first.reason(), "Line " + first.line() + ": " + first.detail() + others);
    }

    Map<String, Object> toMap() {
        Map<String, Object> observations = new LinkedHashMap<>();
        observations.put("total", total);
        priorities.forEach((priority, count) -> observations.put(priority.name().toLowerCase(Locale.ROOT), count));
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("observations", observations);
        counts.put("alerts", Map.of("created", created));
        if (bad > 0) {
            Map<String, Object> places = new LinkedHashMap<>();
            places.put("total", bad);
            places.putAll(reasons);
            counts.put("unreadable", places);
        }
        return counts;
    }
}
