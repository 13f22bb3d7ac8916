package io.exhibit.estate;

import io.exhibit.estate.RunningContainer.Workload;
import io.exhibit.intake.Json;
import io.exhibit.intake.Unreadable;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Whose a pod is: the thing that people deploy, and not the one that Kubernetes makes in between. */
final class PodOwner {

    /** A CronJob's Jobs are named after it and the minute they are due in, counted from 1970. */
    private static final Pattern SCHEDULED = Pattern.compile("(.+)-[0-9]{8,10}");

    /** A Deployment's ReplicaSets are named after it and a hash, written with these letters and digits alone. */
    private static final Pattern TEMPLATED = Pattern.compile("(.+)-[bcdfghjklmnpqrstvwxz2456789]{8,10}");

    private static final String OF_OPERATOR = "trivy-operator.";

    final WorkloadLabels labels = new WorkloadLabels();
    final Map<String, String> ofOperator = new HashMap<>();
    String node = "";
    private String name = "";
    private String namespace = "";
    private String templateHash = "";
    private boolean rollout;
    private String ownerKind = "";
    private String ownerName = "";
    private boolean controlled;

    void readMetadata(JsonParser parser) throws Unreadable {
        Json.object(parser, "metadata", field -> metadata(field, parser));
    }

    /** Takes one field of the metadata. */
    void metadata(String field, JsonParser parser) throws Unreadable {
        switch (field) {
            case "name" -> name = Names.textOr(parser, "The name of a pod", "");
            case "namespace" -> namespace = Names.textOr(parser, "The namespace of a pod", "");
            case "labels" -> Json.object(parser, "labels", label -> label(label, parser));
            case "ownerReferences" -> Json.array(parser, "ownerReferences", () -> owner(parser));
            default -> {
                // What else it says is no matter here.
            }
        }
    }

    /** What it is called where its own metadata do not say so: in the request that makes it, the server has not named it yet. */
    void isCalled(String givenNamespace, String givenName) {
        namespace = namespace.isEmpty() ? givenNamespace : namespace;
        name = name.isEmpty() ? givenName : name;
    }

    boolean isOwned() {
        return !ownerKind.isEmpty();
    }

    boolean isNamed() {
        return !name.isEmpty() && !namespace.isEmpty();
    }

    private void label(String label, JsonParser parser) throws Unreadable {
        if (label.equals("pod-template-hash") || label.equals("rollouts-pod-template-hash")) {
            templateHash = Json.textOr(parser, "");
            rollout = label.startsWith("rollouts");
        }
        if (label.startsWith(OF_OPERATOR)) {
            ofOperator.put(
                    label.substring(OF_OPERATOR.length()), Names.textOr(parser, "A label of the Trivy Operator", ""));
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
        return workload("Pod");
    }

    /** Whose it is when what it is of is known: its owner's, or its own. */
    Workload workload(String kind) {
        return switch (ownerKind) {
            case "" -> new Workload(namespace, kind, name);
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
        return deployed(new Workload(namespace, "Job", ownerName));
    }

    /** What people deploy, where only the thing in between is named, and that is named as Kubernetes does. */
    static Workload deployed(Workload made) {
        Matcher scheduled = SCHEDULED.matcher(made.name());
        Matcher templated = TEMPLATED.matcher(made.name());
        if (made.kind().equals("Job") && scheduled.matches()) {
            return new Workload(made.namespace(), "CronJob", scheduled.group(1));
        }
        if (made.kind().equals("ReplicaSet") && templated.matches()) {
            return new Workload(made.namespace(), "Deployment", templated.group(1));
        }
        return made;
    }

    /** Whether its name is one that Kubernetes gives to what it makes in between. */
    static boolean isMade(Workload workload) {
        return !deployed(workload).equals(workload);
    }

    private static String withoutEnd(String text, String end) {
        String suffix = "-" + end;
        return !end.isEmpty() && text.length() > suffix.length() && text.endsWith(suffix)
                ? text.substring(0, text.length() - suffix.length())
                : text;
    }
}
