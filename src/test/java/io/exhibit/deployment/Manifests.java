package io.exhibit.deployment;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** The files of a folder as Kubernetes' own types; a field that these do not have is a mistake. */
final class Manifests {

    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.ofEntries(
            Map.entry("v1/Namespace", Namespace.class),
            Map.entry("v1/Service", Service.class),
            Map.entry("v1/ServiceAccount", ServiceAccount.class),
            Map.entry("v1/ConfigMap", ConfigMap.class),
            Map.entry("apps/v1/Deployment", Deployment.class),
            Map.entry("apps/v1/StatefulSet", StatefulSet.class),
            Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
            Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("batch/v1/CronJob", CronJob.class),
            Map.entry("rbac.authorization.k8s.io/v1/ClusterRole", ClusterRole.class),
            Map.entry("rbac.authorization.k8s.io/v1/ClusterRoleBinding", ClusterRoleBinding.class));
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private Manifests() {}

    static List<HasMetadata> in(Path folder) throws IOException {
        List<HasMetadata> manifests = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".yaml"))
                    .filter(path -> !path.endsWith("kustomization.yaml"))
                    .sorted()
                    .toList()) {
                manifests.addAll(parse(Files.readString(file)));
            }
        }
        return manifests;
    }

    static List<HasMetadata> parse(String yaml) {
        List<HasMetadata> manifests = new ArrayList<>();
        for (Object document : strict().loadAll(yaml)) {
            Map<?, ?> fields = (Map<?, ?>) document;
            String kind = fields.get("apiVersion") + "/" + fields.get("kind");
            Class<? extends HasMetadata> type = KINDS.get(kind);
            if (type == null) {
                throw new IllegalArgumentException("No such kind here: " + kind);
            }
            HasMetadata manifest = JSON.convertValue(fields, type);
            refuseUnknown(manifest, kind);
            manifests.add(manifest);
        }
        return manifests;
    }

    static Yaml strict() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return new Yaml(options);
    }

    /** The types keep fields that they do not know instead of refusing them. */
    private static void refuseUnknown(Object value, String path) {
        switch (value) {
            case Map<?, ?> map -> map.forEach((key, each) -> refuseUnknown(each, path + "." + key));
            case Collection<?> items -> items.forEach(each -> refuseUnknown(each, path + "[]"));
            case Object model
            when model.getClass().getName().startsWith("io.fabric8.kubernetes.api.model") -> {
                for (Method getter : model.getClass().getMethods()) {
                    if (getter.getParameterCount() == 0 && getter.getName().startsWith("get")) {
                        refuseUnknown(model, getter, path);
                    }
                }
            }
            default -> {}
        }
    }

    private static void refuseUnknown(Object model, Method getter, String path) {
        try {
            Object value = getter.invoke(model);
            if (getter.getName().equals("getAdditionalProperties")) {
                if (value instanceof Map<?, ?> unknown && !unknown.isEmpty()) {
                    throw new IllegalArgumentException("Unknown at " + path + ": " + unknown.keySet());
                }
            } else if (value != null && !(value instanceof Class) && !(value instanceof Enum)) {
                refuseUnknown(value, path + "." + getter.getName().substring(3));
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
