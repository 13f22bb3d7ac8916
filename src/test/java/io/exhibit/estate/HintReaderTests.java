package io.exhibit.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exhibit.estate.RunningContainer.Workload;
import io.exhibit.intake.Unreadable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HintReaderTests {

    private final List<String> told = new ArrayList<>();

    private final ClusterSink sink = new ClusterSink() {

        @Override
        public void runs(RunningContainer one) {
            told.add("runs " + one.workload());
        }

        @Override
        public void seen(RunningContainer one, Hint by, @Nullable Instant at) {
            Workload of = one.workload();
            told.add(String.join(
                    " ",
                    by.name(),
                    of.namespace() + "/" + of.kind() + "/" + of.name() + "/" + one.container(),
                    one.identity(),
                    String.valueOf(at)));
        }

        @Override
        public void ended(Workload workload, EndHint how, @Nullable Instant at) {
            told.add(String.join(
                    " ",
                    how.name(),
                    workload.namespace() + "/" + workload.kind() + "/" + workload.name(),
                    String.valueOf(at)));
        }
    };

    @Test
    void aDeploymentThatWasMadeIsAHintOfItsImages() throws Exception {
        ReadSnapshot read = sample("/deployments/k8s-audit/create_deployment.json");
        assertThat(told)
                .containsExactly("AUDIT default/Deployment/nginx-deployment/nginx1 nginx: 2018-10-26T13:07:36.905144Z");
        assertThat(read.isHints()).isTrue();
        assertThat(read.events).isEqualTo(1);
        assertThat(read.hintsWithoutDigest).isEqualTo(1);
    }

    @Test
    void aPodThatWasMadeIsAHintOfWhatMadeIt() throws Exception {
        for (String sample : List.of("hostnetwork", "privileged", "unprivileged")) {
            sample("/deployments/k8s-audit/create_nginx_pod_" + sample + ".json");
        }
        // In that year's Kubernetes the label of the pod was not the end of its ReplicaSet's name.
        assertThat(told).hasSize(3).allMatch(one -> one.contains("default/ReplicaSet/nginx-deployment-"));
    }

    @Test
    void aNamespaceThatWasDeletedIsAHintOfTheEndOfAllInIt() throws Exception {
        sample("/deployments/k8s-audit/delete_namespace_foo.json");
        assertThat(told).containsExactly("DELETED foo// 2018-10-26T13:00:25.241677Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attach_cluster_admin_role.json",
                "anonymous_creates_namespace_foo.json",
                "attach_pod.json",
                "create_cluster_role_wildcard_resources.json",
                "create_clusterrole.json",
                "create_configmap.json",
                "create_configmap_sensitive_values.jsonl",
                "create_nginx_service_nodeport.json",
                "create_secret.json",
                "create_serviceaccount.json",
                "delete_clusterrolebinding.json",
                "delete_secret.json",
                "modify_cluster_role_node_problem_detector.json",
                "some-user_creates_namespace_foo.json"
            })
    void whatIsNoWorkloadSaysNothingOfWhatRuns(String sample) throws Exception {
        ReadSnapshot read = sample("/deployments/k8s-audit/" + sample);
        assertThat(told).isEmpty();
        assertThat(read.isHints()).isTrue();
        assertThat(read.mute).isEqualTo(sample.endsWith(".jsonl") ? 6 : 1).isEqualTo(read.events);
    }

    @Test
    void aReportOfTheOperatorIsAHintThatItsImageRan() throws Exception {
        sample("/scans/trivy-operator/vulnerabilityreport_single_vuln.json");
        sample("/scans/trivy-operator/vulnerabilityreport_extended.json");
        ReadSnapshot list = sample("/scans/trivy-operator/findings_in_list.json");
        assertThat(told)
                .containsExactly(
                        "OPERATOR default/Deployment/nginx-deployment/nginx nginx:alpine 2023-03-23T16:23:01Z",
                        "OPERATOR lbc/Pod/ubuntu/ubuntu"
                                + " ubuntu#sha256:f78909c2b360d866b3220655c0b079838258b8891a12ac25fc670f0cbb54229f"
                                + " 2024-01-23T13:43:55Z",
                        told.get(1));
        assertThat(list.others).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clustercompliancereport.json",
                "configauditreport_many.json",
                "exposedsecretreport_single_vuln.json"
            })
    void otherReportsAreRefused(String sample) {
        assertThatThrownBy(() -> sample("/scans/trivy-operator/" + sample))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("neither");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            create | ResponseComplete | 201 | /apis/apps/v1/namespaces/n/deployments               | 1
            update | ResponseComplete | 200 | /apis/apps/v1/namespaces/n/deployments/d             | 1
            patch  | ResponseComplete | 200 | /apis/apps/v1/namespaces/n/deployments/d             | 1
            get    | ResponseComplete | 200 | /apis/apps/v1/namespaces/n/deployments/d             | 0
            create | RequestReceived  | 201 | /apis/apps/v1/namespaces/n/deployments               | 0
            create | Panic            | 500 | /apis/apps/v1/namespaces/n/deployments               | 0
            create | ResponseComplete | 403 | /apis/apps/v1/namespaces/n/deployments               | 0
            create | ResponseComplete | 409 | /apis/apps/v1/namespaces/n/deployments               | 0
            create | ResponseComplete | 201 | /apis/apps/v1/namespaces/n/deployments?dryRun=All    | 0
            """)
    void onlyWhatWasDoneIsAHint(String verb, String stage, String code, String address, int hints) throws Exception {
        read(event(verb, stage, code, address, "deployments", "", "\"requestObject\":" + TEMPLATE));
        assertThat(told).hasSize(hints);
    }

    @Test
    void whatTheServerAnsweredComesBeforeWhatWasAsked() throws Exception {
        String answered = TEMPLATE.replace("app:1", "app@sha256:" + "ab".repeat(32));
        read(done("patch", "deployments", "\"requestObject\":[{\"op\":\"replace\"}],\"responseObject\":" + answered));
        assertThat(told).singleElement().asString().contains("app@sha256:abab");
    }

    @Test
    void whatIsScaledToNothingIsAHintOfAnEnd() throws Exception {
        read(done(
                "update", "statefulsets", "\"requestObject\":" + TEMPLATE.replace("\"replicas\":2", "\"replicas\":0")));
        assertThat(told).containsExactly("SCALED_TO_NONE n/StatefulSet/d 2026-11-01T10:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "deployments,d,1",
        "cronjobs,d,1",
        "jobs,report-29384950,0",
        "replicasets,d-5d9c7b6f4,0",
        "pods,d-5d9c7b6f4-abcde,0"
    })
    void whatAnotherMakesAnewEndsNothing(String resource, String name, int hints) throws Exception {
        read(done("delete", resource, "\"x\":1").replace("\"name\":\"d\"", "\"name\":\"" + name + "\""));
        assertThat(told).hasSize(hints);
    }

    @Test
    void aPodOfItsOwnEndsWhenItIsDeletedAndOneOfAWorkloadDoesNot() throws Exception {
        String pod = "\"responseObject\":{\"kind\":\"Pod\",\"metadata\":{\"name\":\"d\",\"namespace\":\"n\"%s}}";
        read(done("delete", "pods", pod.formatted("")));
        read(done("delete", "pods", pod.formatted(",\"ownerReferences\":[{\"kind\":\"StatefulSet\",\"name\":\"d\"}]")));
        assertThat(told).containsExactly("DELETED n/Pod/d 2026-11-01T10:00:00Z");
    }

    @Test
    void aChangeOfSomethingBelowOrOfAnotherGroupSaysNothing() throws Exception {
        read(event("update", "ResponseComplete", "200", "/", "deployments", "scale", "\"requestObject\":" + TEMPLATE));
        read(done("create", "deployments", "\"requestObject\":" + TEMPLATE).replace("\"apps\"", "\"other.example\""));
        assertThat(told).isEmpty();
    }

    @Test
    void aCronJobsImagesAreTwoTemplatesDeep() throws Exception {
        read(done(
                "create",
                "cronjobs",
                "\"requestObject\":{\"kind\":\"CronJob\",\"spec\":{\"schedule\":\"*\",\"jobTemplate\":{\"spec\":{\"template\":"
                        + "{\"spec\":{\"initContainers\":[{\"name\":\"a\",\"image\":\"one:1\"}],"
                        + "\"containers\":[{\"name\":\"b\",\"image\":\"two:2\"}]}}}}}}"));
        assertThat(told)
                .containsExactly(
                        "AUDIT n/CronJob/d/a one:1 2026-11-01T10:00:00Z",
                        "AUDIT n/CronJob/d/b two:2 2026-11-01T10:00:00Z");
    }

    @Test
    void aListOfEventsAndLinesOfThemAreTheSame() throws Exception {
        String one = done("create", "deployments", "\"requestObject\":" + TEMPLATE);
        read("{\"kind\":\"EventList\",\"apiVersion\":\"audit.k8s.io/v1\",\"metadata\":{},\"items\":[" + one + "," + one
                + "]}");
        List<String> listed = List.copyOf(told);
        told.clear();
        read(one + "\n" + one + "\n");
        assertThat(told).isEqualTo(listed).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[1]",
                "{\"kind\":\"Event\",\"reason\":\"Pulled\"}",
                "{\"auditID\":\"a\"} {\"items\":[{\"metadata\":{\"name\":\"p\",\"namespace\":\"n\"}}]}",
                "{\"items\":[]} {\"items\":[]}",
                "{\"auditID\":\"a\",\"objectRef\":[]}",
                "{\"auditID\":\"a\""
            })
    void whatIsNeitherIsUnreadable(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(Unreadable.class);
    }

    private static final String TEMPLATE =
            "{\"kind\":\"Deployment\",\"spec\":{\"replicas\":2,\"template\":{\"spec\":{\"containers\":"
                    + "[{\"name\":\"c\",\"image\":\"registry.example/app:1\"}]}}}}";

    private static String done(String verb, String resource, String objects) {
        return event(verb, "ResponseComplete", "200", "/", resource, "", objects);
    }

    private static String event(
            String verb, String stage, String code, String address, String resource, String below, String objects) {
        return ("{\"auditID\":\"1\",\"stage\":\"%s\",\"requestURI\":\"%s\",\"verb\":\"%s\",\"objectRef\":{\"resource\":\"%s\","
                        + "\"namespace\":\"n\",\"name\":\"d\",\"apiGroup\":\"%s\",\"subresource\":\"%s\"},"
                        + "\"responseStatus\":{\"code\":%s},%s,\"requestReceivedTimestamp\":\"2026-11-01T10:00:00.000000Z\"}")
                .formatted(stage, address, verb, resource, group(resource), below, code, objects);
    }

    private static String group(String resource) {
        return switch (resource) {
            case "pods" -> "";
            case "jobs", "cronjobs" -> "batch";
            default -> "apps";
        };
    }

    private ReadSnapshot sample(String name) throws Unreadable, IOException {
        try (InputStream sample = Objects.requireNonNull(getClass().getResourceAsStream(name))) {
            return SnapshotReader.read(sample, sink);
        }
    }

    private ReadSnapshot read(String body) throws Unreadable, IOException {
        return SnapshotReader.read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), sink);
    }
}
