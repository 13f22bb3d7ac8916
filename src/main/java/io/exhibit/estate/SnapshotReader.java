package io.exhibit.estate;

import io.exhibit.estate.RunningContainer.Workload;
import io.exhibit.intake.Interpreter;
import io.exhibit.intake.Json;
import io.exhibit.intake.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads what runs in a cluster: the list of pods as kubectl prints it, or the compact form of our own; and hints of it, audit events and
 * reports of the Trivy Operator, alone, as a list or as JSON lines. One pod, event or report in memory at a time.
 */
final class SnapshotReader {

    static final String NAME = "deployments/4";
    static final int MOST = 50_000;
    static final Interpreter.Limits LIMITS = new Interpreter.Limits(
            Json.LIMITS.depth(),
            Json.LIMITS.text(),
            Json.LIMITS.name(),
            Json.LIMITS.number(),
            Json.LIMITS.tokens(),
            MOST);

    private static final Set<String> LISTS_OF_HINTS = Set.of("EventList", OperatorReport.KIND + "List");
    private static final Set<String> KINDS =
            Set.of("List", "PodList", "EventList", "Event", OperatorReport.KIND + "List", OperatorReport.KIND);

    private final JsonParser parser;
    private final ClusterSink sink;
    private final ReadSnapshot read = new ReadSnapshot();
    private ListItem root = new ListItem();
    private int documents;

    private SnapshotReader(JsonParser parser, ClusterSink sink) {
        this.parser = parser;
        this.sink = sink;
    }

    static ReadSnapshot read(InputStream bytes, ClusterSink sink) throws Unreadable, IOException {
        List<SnapshotReader> reader = new ArrayList<>(1);
        Json.documents(bytes, parser -> {
            if (reader.isEmpty()) {
                reader.add(new SnapshotReader(parser, sink));
            }
            reader.getFirst().next();
        });
        return reader.getFirst().end();
    }

    /** Hints come as JSON lines, too; a snapshot is one document. */
    private void next() throws Unreadable {
        document();
        if (++documents > 1 && !read.isHints()) {
            throw new Unreadable("schema", "There is more after the end of the document.");
        }
    }

    private ReadSnapshot end() throws Unreadable {
        if (!read.isHints() && read.format.isEmpty()) {
            throw new Unreadable(
                    "unknown-format",
                    "The document is neither a list of pods (items) nor a list of workloads (workloads), nor are there audit events or"
                            + " VulnerabilityReports in it.");
        }
        return read;
    }

    private void document() throws Unreadable {
        root = new ListItem();
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            Json.array(parser, "The list", this::item);
            return;
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new Unreadable("unknown-format", "A snapshot is one JSON object.");
        }
        Json.object(parser, "The snapshot", this::field);
        if (root.event.isEvent() || root.pod.isOf(OperatorReport.KIND)) {
            hint(root);
        }
    }

    private void field(String name) throws Unreadable {
        switch (name) {
            case "kind" -> {
                kind(Json.textOr(parser, ""));
                root.field(name, parser);
            }
            case "items" -> {
                is("kubernetes");
                Json.array(parser, "items", this::item);
            }
            case "metadata" ->
                Json.object(parser, "metadata", inner -> {
                    metadata(inner);
                    root.pod.owner.metadata(inner, parser);
                });
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
            case "status", "spec" -> {
                // Those of a list say nothing.
            }
            default -> root.field(name, parser);
        }
    }

    private void kind(String kind) throws Unreadable {
        read.isListOfHints |= LISTS_OF_HINTS.contains(kind);
        if (!KINDS.contains(kind)) {
            throw new Unreadable(
                    "unknown-format",
                    "The document is of kind " + kind + ", and neither a list of pods nor a hint of what runs.");
        }
    }

    private void is(String format) throws Unreadable {
        if (!read.format.isEmpty() && !read.format.equals(format)) {
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

    private void item() throws Unreadable {
        ListItem item = new ListItem();
        Json.object(parser, "An item", field -> item.field(field, parser));
        if (item.event.isEvent() || item.pod.isOf(OperatorReport.KIND)) {
            hint(item);
        } else if (read.format.isEmpty() || !item.pod.isPod()) {
            read.others++;
        } else {
            count();
            item.pod.requireName();
            for (RunningContainer each : item.pod.containers()) {
                keep(each);
            }
        }
    }

    private void hint(ListItem item) throws Unreadable {
        ClusterSink counted = new Counted();
        int told = item.event.isEvent() ? item.event.tell(counted) : item.report.tell(item.pod.owner, counted) ? 1 : 0;
        read.mute += told == 0 ? 1 : 0;
        boolean many = item.event.isEvent() ? ++read.events > MOST : ++read.reports > MOST;
        if (many || read.seen > MOST) {
            throw new Unreadable("too-many", "A document has at most " + MOST + " audit events or reports.");
        }
    }

    /** Counts what hints say on its way. */
    private final class Counted implements ClusterSink {

        @Override
        public void runs(RunningContainer one) {
            sink.runs(one);
        }

        @Override
        public void seen(RunningContainer one, Hint by, @Nullable Instant at) {
            read.seen++;
            read.hintsWithoutDigest += one.image().digest() == null ? 1 : 0;
            sink.seen(one, by, at);
        }

        @Override
        public void ended(Workload workload, EndHint how, @Nullable Instant at) {
            read.ended++;
            sink.ended(workload, how, at);
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
        sink.runs(one);
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
