package io.exhibit.alerts;

import io.exhibit.alerts.FalcoEvents.Item;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Batches of events for tests: the real samples, and hand-written ones in their shape. */
final class Batches {

    static final List<String> SAMPLES = List.of("single_rule_with_cat_write.jsonl", "docs-alerts-a.jsonl");

    private Batches() {}

    static byte[] sample(String name) {
        try (InputStream in = Objects.requireNonNull(Batches.class.getResourceAsStream("/alerts/" + name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String event(String rule) {
        return """
               {"output":"o","priority":"Warning","rule":"%s","source":"syscall","time":"2026-11-01T10:00:00.123456789Z",\
               "hostname":"node-1","tags":["container","PCI_DSS_11.5.1"],\
               "output_fields":{"k8s.ns.name":"pay","k8s.pod.name":"api-1","evt.time":1793527200123456789}}""".replace("%s", rule);
    }

    static List<Item> read(String text) throws BadEvent {
        return read(text.getBytes(StandardCharsets.UTF_8), 5000);
    }

    static List<Item> read(byte[] bytes, int most) throws BadEvent {
        try {
            FalcoEvents events = new FalcoEvents(new ByteArrayInputStream(bytes), most);
            List<Item> items = new ArrayList<>();
            for (Item item = events.next(); item != null; item = events.next()) {
                items.add(item);
            }
            return items;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static List<FalcoEvent> good(List<Item> items) {
        return items.stream()
                .filter(Item.Good.class::isInstance)
                .map(item -> ((Item.Good) item).event())
                .toList();
    }

    static List<String> reasons(List<Item> items) {
        return items.stream()
                .filter(Item.Bad.class::isInstance)
                .map(item -> ((Item.Bad) item).reason())
                .toList();
    }
}
