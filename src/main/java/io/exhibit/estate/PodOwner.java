package io.exhibit.estate;

import io.exhibit.estate.RunningContainer.Workload;
import io.exhibit.intake.Json;
import io.exhibit.intake.Unreadable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Whose a pod is: the thing that people deploy, and not the one that Kubernetes makes in between. */
final class PodOwner {

    /** A CronJob's Jobs are named after it and the minute they are due in, counted from 1970. */
    private static final Pattern SCHEDULED = Pattern.compile("(.+)-[0-9]{8,10}");

    final WorkloadLabels labels = new WorkloadLabels();
    String node = "";
    private String name = "";
    private String namespace = "";
    private String templateHash = "";
    private boolean rollout;
    private String ownerKind = "";
    private String ownerName = "";
    private boolean controlled;

    void readMetadata(JsonParser parser) throws Unreadable {
        Json.object(parser, "metadata", field -> {
            switch (field) {
                case "name" -> name = Names.textOr(parser, "The name of a pod", "");
                case "namespace" -> namespace = Names.textOr(parser, "The namespace of a pod", "");
                case "labels" -> Json.object(parser, "labels", label -> label(label, parser));
                case "ownerReferences" -> Json.array(parser, "ownerReferences", () -> owner(parser));
                default -> {
                    // What else it says is no matter here.
                }
            }
        });
    }

    boolean isNamed() {
        return !name.isEmpty() && !namespace.isEmpty();
    }

    private void label(String label, JsonParser parser) {
        if (label.equals("pod-template-hash") || label.equals("rollouts-pod-template-hash")) {
            templateHash = Json.textOr(parser, "");
            rollout = label.startsWith("rollouts");
        }
        labels.add(label, parser);
    }

    /** The controlling one of several, else the first. */
    private void owner(JsonParser parser) throws Unreadable {
        String[] said = {"", ""};
        boolean[] controls = {false};
        Json.object(parser, "An owner", field -> {
            switch (field) {
                case "kind" -> said[0] = Names.textOr(parser, "The kind of an owner", "");
                case "name" -> said[1] = Names.textOr(parser, "The name of an owner", "");
                case "controller" -> controls[0] = parser.currentToken() == JsonToken.VALUE_TRUE;
                default -> {
                    // What else it says is no matter here.
                }
            }
        });
        if (ownerName.isEmpty() || (controls[0] && !controlled)) {
            ownerKind = said[0];
            ownerName = said[1];
            controlled = controls[0];
        }
    }

    Workload workload() {
        return switch (ownerKind) {
            case "" -> new Workload(namespace, "Pod", name);
            case "ReplicaSet" -> ofReplicaSet();
            case "Job" -> ofJob();
            case "Node" -> new Workload(namespace, "StaticPod", withoutEnd(name, node));
            default -> new Workload(namespace, ownerKind, ownerName);
        };
    }

    private Workload ofReplicaSet() {
        String deployment = withoutEnd(ownerName, templateHash);
        return deployment.equals(ownerName)
                ? new Workload(namespace, "ReplicaSet", ownerName)
                : new Workload(namespace, rollout ? "Rollout" : "Deployment", deployment);
    }

    private Workload ofJob() {
        Matcher scheduled = SCHEDULED.matcher(ownerName);
        return scheduled.matches()
                ? new Workload(namespace, "CronJob", scheduled.group(1))
                : new Workload(namespace, "Job", ownerName);
    }

    private static String withoutEnd(String text, String end) {
        String suffix = "-" + end;
        return !end.isEmpty() && text.length() > suffix.length() && text.endsWith(suffix)
                ? text.substring(0, text.length() - suffix.length())
                : text;
    }
}
