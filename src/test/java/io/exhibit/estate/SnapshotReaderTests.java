package io.exhibit.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exhibit.intake.Unreadable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SnapshotReaderTests {

    private final List<RunningContainer> found = new ArrayList<>();

    @Test
    void readsWhatKubectlPrints() throws Exception {
        ReadSnapshot read;
        try (InputStream sample = sample()) {
            read = SnapshotReader.read(sample, found::add);
        }
        assertThat(read.format).isEqualTo("kubernetes");
        assertThat(read.pods).isEqualTo(10);
        assertThat(read.running).isEqualTo(12);
        assertThat(read.goesOn).isFalse();
        assertThat(found.stream().map(SnapshotReaderTests::words).distinct())
                .containsExactly(
                        "payments/Deployment/gateway/gateway registry.meridian.example/payments/gateway:1.8.2 a 1",
                        "payments/Deployment/gateway/proxy envoyproxy/envoy:v1.31.0 b 1",
                        "payments/Deployment/gateway/mesh registry.meridian.example/mesh/agent:2.3 c 1",
                        "payments/StatefulSet/ledger/postgres postgres:17 d 1",
                        "payments/StatefulSet/ledger/debugger busybox:1.36 e 1",
                        "kube-system/DaemonSet/agent/agent quay.example/agent:2 none 1",
                        "payments/CronJob/report/report registry.meridian.example/payments/report:4 1 1",
                        "kube-system/StaticPod/kube-apiserver/kube-apiserver registry.k8s.io/kube-apiserver:v1.34.1 2 1",
                        "default/Pod/by-hand/shell localhost/tool:latest none 1",
                        "default/Deployment/broken/app registry.meridian.example/broken:1 3 0");
    }

    @Test
    void namesAnImageAsItsScanDoes() throws Exception {
        try (InputStream sample = sample()) {
            SnapshotReader.read(sample, found::add);
        }
        assertThat(found.stream().map(RunningContainer::identity))
                .contains(
                        "postgres@sha256:" + "0123456789abcdef".repeat(2) + "d".repeat(32),
                        "quay.example/agent#sha256:" + "0123456789abcdef".repeat(2) + "f".repeat(32),
                        "localhost/tool:latest");
    }

    @Test
    void takesTheControllingOwnerAndLeavesAReplicaSetThatNobodyMadeAlone() throws Exception {
        read("""
                {"kind":"PodList","items":[{"metadata":{"name":"p","namespace":"n","ownerReferences":[
                 {"kind":"Thing","name":"first"},{"kind":"ReplicaSet","name":"plain-abc","controller":true}]},
                 "status":{"containerStatuses":[{"name":"c","image":"i:1","imageID":"i@sha256:%s","state":{"running":{}}}]}}]}
                """.formatted("a".repeat(64)));
        assertThat(found).extracting(SnapshotReaderTests::words).containsExactly("n/ReplicaSet/plain-abc/c i:1 a 1");
    }

    @Test
    void aListThatGoesOnIsKnownAsOne() throws Exception {
        assertThat(read("{\"items\":[],\"metadata\":{\"continue\":\"eyJ2\"}}").goesOn)
                .isTrue();
        assertThat(read("{\"items\":[],\"metadata\":{\"remainingItemCount\":7}}").goesOn)
                .isTrue();
        assertThat(read("{\"items\":[],\"metadata\":{\"continue\":\"\"}}").goesOn)
                .isFalse();
    }

    @Test
    void otherThingsInAListAreCountedAndPassedOver() throws Exception {
        ReadSnapshot read = read(
                "{\"items\":[{\"kind\":\"Service\",\"metadata\":{\"name\":\"s\"},\"status\":{\"loadBalancer\":{}}}]}");
        assertThat(read.others).isEqualTo(1);
        assertThat(read.pods).isZero();
    }

    @Test
    void aNameThatIsTooLongIsNotCutIntoAnother() {
        assertThatThrownBy(() -> read("{\"items\":[{\"metadata\":{\"name\":\"%s\"}}]}".formatted("n".repeat(600))))
                .isInstanceOf(Unreadable.class);
    }

    @Test
    void tooManyPodsAreRefusedAsTheyCome() {
        String pods = "{\"metadata\":{\"name\":\"p\",\"namespace\":\"n\"}},".repeat(SnapshotReader.MOST);
        assertThatThrownBy(() -> read("{\"items\":[" + pods + "{\"metadata\":{\"name\":\"p\",\"namespace\":\"n\"}}]}"))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("50000");
    }

    private ReadSnapshot read(String text) throws Unreadable, IOException {
        return SnapshotReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), found::add);
    }

    private static InputStream sample() {
        return Objects.requireNonNull(SnapshotReaderTests.class.getResourceAsStream("/deployments/pods.json"));
    }

    private static String words(RunningContainer one) {
        String digest = one.image().digest();
        return one.workload().namespace() + "/" + one.workload().kind() + "/"
                + one.workload().name() + "/"
                + one.container() + " " + one.image().repository() + ":"
                + one.image().tag() + " "
                + (digest == null ? "none" : digest.substring(digest.length() - 1)) + " " + one.replicas();
    }
}
