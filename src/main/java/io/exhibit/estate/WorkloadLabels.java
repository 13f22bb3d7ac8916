package io.exhibit.estate;

import io.exhibit.intake.Json;
import io.exhibit.intake.Unreadable;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The labels of a workload, each as key=value: not those by which Kubernetes tells one of its pods from another. */
final class WorkloadLabels {

    /** As many are kept of a workload, the first by name. */
    static final int MOST = 64;

    /** A key of which the pods of a workload have more values than this says something of pods, and is not kept. */
    static final int MOST_VALUES = 8;

    private static final String NAME = "[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";
    private static final Pattern LABEL =
            Pattern.compile("(?:[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?/)?" + NAME + "=(?:" + NAME + ")?");

    private static final Set<String> OF_PODS = Set.of(
            "pod-template-hash",
            "rollouts-pod-template-hash",
            "pod-template-generation",
            "controller-revision-hash",
            "controller-uid",
            "job-name",
            "batch.kubernetes.io/controller-uid",
            "batch.kubernetes.io/job-name",
            "batch.kubernetes.io/job-completion-index",
            "apps.kubernetes.io/pod-index",
            "statefulset.kubernetes.io/pod-name");

    private final TreeSet<String> kept = new TreeSet<>();

    /** Whether it is written as Kubernetes wants a label, with = between its key and its value. */
    static boolean isLabel(String text) {
        return LABEL.matcher(text).matches();
    }

    /** An object of keys and values. */
    void read(JsonParser parser) throws Unreadable {
        Json.object(parser, "labels", key -> add(key, parser));
    }

    /** Takes the value that the parser stands on; what no cluster would take as a label is passed over. */
    void add(String key, JsonParser parser) {
        String label = key + "=" + Json.textOr(parser, "");
        if (parser.currentToken() == JsonToken.VALUE_STRING && !OF_PODS.contains(key) && isLabel(label)) {
            kept.add(label);
            if (kept.size() > MOST) {
                kept.removeLast();
            }
        }
    }

    /** All of them in their order, a line each; null: nothing was said of labels. */
    static @Nullable String text(@Nullable WorkloadLabels labels) {
        return labels == null ? null : String.join("\n", labels.kept);
    }
}
