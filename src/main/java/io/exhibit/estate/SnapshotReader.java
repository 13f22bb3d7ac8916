package io.exhibit.estate;

import io.exhibit.intake.Interpreter;
import io.exhibit.intake.Json;
import io.exhibit.intake.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads what runs in a cluster: the list of pods as kubectl prints it, or the compact form of our own. One pod in memory at a time. */
final class SnapshotReader {

    static final String NAME = "deployments/3";
    static final int MOST = 50_000;
    static final Interpreter.Limits LIMITS = new Interpreter.Limits(
            Json.LIMITS.depth(),
            Json.LIMITS.text(),
            Json.LIMITS.name(),
            Json.LIMITS.number(),
            Json.LIMITS.tokens(),
            MOST);

    private final JsonParser parser;
    private final Consumer<RunningContainer> running;
    private final ReadSnapshot read = new ReadSnapshot();

    private SnapshotReader(JsonParser parser, Consumer<RunningContainer> running) {
        this.parser = parser;
        this.running = running;
    }

    static ReadSnapshot read(InputStream bytes, Consumer<RunningContainer> running) throws Unreadable, IOException {
        ReadSnapshot[] read = new ReadSnapshot[1];
        Json.document(bytes, parser -> {
            SnapshotReader reader = new SnapshotReader(parser, running);
            reader.document();
            read[0] = reader.read;
        });
        return read[0];
    }

    private void document() throws Unreadable {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new Unreadable("unknown-format", "A snapshot is one JSON object.");
        }
        Json.object(parser, "The snapshot", this::field);
        if (read.format.isEmpty()) {
            throw new Unreadable(
                    "unknown-format",
                    "The document is neither a list of pods (items) nor a list of workloads (workloads).");
        }
    }

    private void field(String name) throws Unreadable {
        switch (name) {
            case "kind" -> kind(Json.textOr(parser, ""));
            case "items" -> {
                is("kubernetes");
                Json.array(parser, "items", this::pod);
            }
            case "metadata" -> Json.object(parser, "metadata", this::metadata);
            case "workloads" -> {
                is("exhibit");
                Json.array(parser, "workloads", this::workload);
            }
            case "complete" -> read.complete = truth("complete");
            default -> statement(name);
        }
    }

    private void statement(String name) throws Unreadable {
        switch (name) {
            case "cluster" -> read.cluster = Names.text(parser, "cluster");
            case "environment" -> read.environment = Names.text(parser, "environment");
            case "system" -> read.system = Names.text(parser, "system");
            case "observedAt" -> read.observedAt = Names.text(parser, "observedAt");
            default -> {
                // What else it says is no matter here.
            }
        }
    }

    private static void kind(String kind) throws Unreadable {
        if (!kind.equals("List") && !kind.equals("PodList")) {
            throw new Unreadable("unknown-format", "The document is of kind " + kind + ", and not a list of pods.");
        }
    }

    private void is(String format) throws Unreadable {
        if (!read.format.isEmpty()) {
            throw new Unreadable("schema", "The document lists both pods and workloads.");
        }
        read.format = format;
    }

    /** A list that goes on elsewhere is not all of it, whoever says so. */
    private void metadata(String name) {
        boolean more = switch (name) {
            case "continue" -> !Json.textOr(parser, "").isEmpty();
            case "remainingItemCount" -> parser.currentToken() != JsonToken.VALUE_NULL;
            default -> false;
        };
        read.goesOn |= more;
    }

    private void pod() throws Unreadable {
        Pod pod = new Pod();
        pod.read(parser);
        if (!pod.isPod()) {
            read.others++;
            return;
        }
        count();
        for (RunningContainer each : pod.containers()) {
            keep(each);
        }
    }

    private void workload() throws Unreadable {
        count();
        RunningContainer one = StatedWorkload.read(parser);
        if (one.replicas() > 0) {
            keep(one);
        }
    }

    private void count() throws Unreadable {
        if (++read.pods > MOST) {
            throw new Unreadable("too-many", "A snapshot has at most " + MOST + " pods or workloads.");
        }
    }

    private void keep(RunningContainer one) {
        read.containers++;
        read.running += one.replicas();
        if (one.image().digest() == null) {
            read.withoutDigest++;
        }
        running.accept(one);
    }

    private @Nullable Boolean truth(String name) throws Unreadable {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new Unreadable("schema", name + " is true or false.");
        };
    }
}
