package io.exhibit.estate;

import io.exhibit.estate.RunningContainer.Workload;
import io.exhibit.intake.Json;
import io.exhibit.intake.Unreadable;
import io.exhibit.kernel.Text;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * One event of a cluster's audit log (audit.k8s.io): that somebody made, changed or deleted a pod or what pods are deployed as. What
 * was only asked, tried or tested (another stage, no success, a dry run) says nothing.
 */
final class AuditEvent {

    private static final Map<String, String> KINDS = Map.of(
            "pods", "Pod",
            "deployments", "Deployment",
            "statefulsets", "StatefulSet",
            "daemonsets", "DaemonSet",
            "replicasets", "ReplicaSet",
            "replicationcontrollers", "ReplicationController",
            "jobs", "Job",
            "cronjobs", "CronJob",
            "rollouts", "Rollout");
    private static final Set<String> GROUPS = Set.of("", "apps", "batch", "extensions", "argoproj.io");
    private static final Set<String> WRITES = Set.of("create", "update", "patch");

    private final Map<String, String> reference = new HashMap<>();
    private String id = "";
    private String stage = "";
    private String verb = "";
    private String address = "";
    private String code = "";
    private @Nullable Instant received;
    private @Nullable Instant staged;
    private @Nullable Pod asked;
    private @Nullable Pod answered;

    boolean isEvent() {
        return !id.isEmpty();
    }

    void field(String field, JsonParser parser) throws Unreadable {
        switch (field) {
            case "auditID" -> id = Json.textOr(parser, "");
            case "stage" -> stage = Json.textOr(parser, "");
            case "verb" -> verb = Json.textOr(parser, "");
            case "requestURI" -> address = Json.textOr(parser, "");
            case "objectRef" ->
                Json.object(parser, field, inner -> reference.put(inner, Names.textOr(parser, inner, "")));
            default -> answer(field, parser);
        }
    }

    private void answer(String field, JsonParser parser) throws Unreadable {
        switch (field) {
            case "responseStatus" ->
                Json.object(parser, field, inner -> code = inner.equals("code") ? Json.textOr(parser, "") : code);
            case "requestReceivedTimestamp" -> received = Text.time(Json.text(parser));
            case "stageTimestamp" -> staged = Text.time(Json.text(parser));
            case "requestObject" -> asked = object(parser);
            case "responseObject" -> answered = object(parser);
            default -> {
                // What else it says is no matter here.
            }
        }
    }

    /** In the log the reference stands before the objects; of what it does not call a workload nobody knows how it is written. */
    private @Nullable Pod object(JsonParser parser) throws Unreadable {
        if (kind() == null || parser.currentToken() != JsonToken.START_OBJECT) {
            return null;
        }
        Pod object = new Pod();
        object.read(parser);
        return object;
    }

    private String of(String field) {
        return reference.getOrDefault(field, "");
    }

    private @Nullable String kind() {
        return GROUPS.contains(of("apiGroup")) ? KINDS.get(of("resource")) : null;
    }

    private boolean isDone() {
        return stage.equals("ResponseComplete") && code.matches("2[0-9][0-9]") && !address.contains("dryRun=");
    }

    /** The earlier of both times: what is known later would begin later. */
    private @Nullable Instant at() {
        return received != null ? received : staged;
    }

    /** Says to the sink what it hints at; how much that is. */
    int tell(ClusterSink sink) throws Unreadable {
        String kind = kind();
        boolean own = of("subresource").isEmpty() || (of("resource") + "/" + of("subresource")).equals("pods/status");
        if (!isDone() || !own) {
            return 0;
        }
        if (verb.equals("delete")) {
            return deleted(kind, sink);
        }
        return kind == null || !WRITES.contains(verb) ? 0 : written(kind, sink);
    }

    private int deleted(@Nullable String kind, ClusterSink sink) {
        Workload workload = null;
        if (of("resource").equals("namespaces")) {
            workload = new Workload(of("name"), "", "");
        } else if (kind != null && !of("name").isEmpty()) {
            workload = new Workload(of("namespace"), kind, of("name"));
        }
        if (workload == null || workload.namespace().isEmpty() || isMadeByAnother(workload)) {
            return 0;
        }
        sink.ended(workload, ClusterSink.EndHint.DELETED, at());
        return 1;
    }

    /** What something else makes anew, and takes away again, ends nothing with it. Of a pod nobody knows unless its owners are shown. */
    private boolean isMadeByAnother(Workload workload) {
        if (answered != null && answered.owner.isNamed()) {
            return answered.owner.isOwned();
        }
        return workload.kind().equals("Pod") || PodOwner.isMade(workload);
    }

    private int written(String kind, ClusterSink sink) throws Unreadable {
        Pod object = object(kind);
        if (object == null) {
            return 0;
        }
        object.owner.isCalled(of("namespace"), of("name"));
        Workload workload = object.owner.workload(kind);
        if (workload.namespace().isEmpty() || workload.name().isEmpty() || object.isOver()) {
            return 0;
        }
        if (object.none) {
            return scaledToNone(object, workload, sink);
        }
        List<RunningContainer> reported = object.containers(workload);
        List<RunningContainer> all = reported.isEmpty() ? object.asked(workload) : reported;
        all.forEach(one -> sink.seen(one, ClusterSink.Hint.AUDIT, at()));
        return all.size();
    }

    /** What the server answered, else what was asked; but of a pod a patch alone does not say whose it is. */
    private @Nullable Pod object(String kind) {
        if (answered != null && answered.saysImages()) {
            return answered;
        }
        return kind.equals("Pod") && verb.equals("patch") ? null : asked;
    }

    private int scaledToNone(Pod object, Workload workload, ClusterSink sink) {
        if (object.owner.isOwned()) {
            return 0;
        }
        sink.ended(workload, ClusterSink.EndHint.SCALED_TO_NONE, at());
        return 1;
    }
}
