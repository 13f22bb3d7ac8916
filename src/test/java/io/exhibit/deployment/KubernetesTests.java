package io.exhibit.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KubernetesTests {

    private static final Path FOLDER = Path.of("k8s");

    private final List<HasMetadata> manifests = manifests();
    private final Deployment deployment = only(Deployment.class);
    private final PodSpec pod = deployment.getSpec().getTemplate().getSpec();
    private final Container container = pod.getContainers().getFirst();

    @Test
    void everyFileIsUsed() throws IOException {
        String kustomization = Files.readString(FOLDER.resolve("kustomization.yaml"));
        try (var files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".yaml") && !name.equals("kustomization.yaml")))
                    .allSatisfy(name -> assertThat(kustomization).contains("- " + name));
        }
    }

    @Test
    void theModelRefusesWhatKubernetesDoesNotKnow() {
        assertThatThrownBy(() -> Manifests.parse("""
                apiVersion: apps/v1
                kind: Deployment
                spec:
                  template:
                    spec:
                      containers:
                        - name: exhibit
                          securityContext:
                            readOnlyRootFileSystem: true
                """)).hasMessageContaining("readOnlyRootFileSystem");
    }

    @Test
    void runsWithoutRightsItDoesNotNeed() {
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getSecurityContext().getCapabilities().getAdd()).isEmpty();
        assertThat(container.getSecurityContext().getPrivileged()).isNull();
        assertThat(pod.getHostNetwork()).isNull();
        assertThat(pod.getHostPID()).isNull();
        assertThat(pod.getVolumes())
                .allSatisfy(volume -> assertThat(volume.getHostPath()).isNull());
    }

    @Test
    void carriesNoTokenOfTheCluster() {
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(only(ServiceAccount.class).getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getServiceAccountName())
                .isEqualTo(only(ServiceAccount.class).getMetadata().getName());
    }

    @Test
    void writesToTemporarySpaceAlone() {
        assertThat(container.getVolumeMounts())
                .filteredOn(mount -> !Boolean.TRUE.equals(mount.getReadOnly()))
                .singleElement()
                .satisfies(mount -> assertThat(mount.getMountPath()).isEqualTo("/tmp"));
        assertThat(pod.getVolumes())
                .filteredOn(volume -> volume.getName().equals("tmp"))
                .singleElement()
                .satisfies(volume ->
                        assertThat(volume.getEmptyDir().getSizeLimit()).isNotNull());
    }

    @Test
    void asksForWhatItNeedsAndTakesNoMore() {
        assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
        assertThat(container.getResources().getLimits())
                .containsEntry("memory", new Quantity("1Gi"))
                .containsKey("cpu");
    }

    @Test
    void tellsWhenItStartsLivesAndIsReady() {
        assertThat(container.getStartupProbe().getHttpGet().getPath()).isEqualTo("/actuator/health/liveness");
        assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/actuator/health/liveness");
        assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/actuator/health/readiness");
    }

    @Test
    void keepsSecretsOutOfTheManifests() throws IOException {
        assertThat(manifests).noneMatch(manifest -> manifest instanceof Secret);
        assertThat(pod.getVolumes())
                .filteredOn(volume -> volume.getSecret() != null)
                .extracting(volume -> volume.getSecret().getSecretName())
                .containsExactlyInAnyOrder("exhibit", "exhibit-database-ca");
        assertThat(Files.readString(FOLDER.resolve("kustomization.yaml")))
                .doesNotContainIgnoringCase("password=")
                .doesNotContain("secretGenerator");
    }

    @Test
    void selectorsFindTheSamePods() {
        Map<String, String> labels = deployment.getSpec().getSelector().getMatchLabels();
        assertThat(only(Service.class).getSpec().getSelector()).isEqualTo(labels);
        assertThat(only(PodDisruptionBudget.class).getSpec().getSelector().getMatchLabels())
                .isEqualTo(labels);
        assertThat(only(NetworkPolicy.class).getSpec().getPodSelector().getMatchLabels())
                .isEqualTo(labels);
        assertThat(deployment.getSpec().getReplicas())
                .isGreaterThan(only(PodDisruptionBudget.class)
                        .getSpec()
                        .getMinAvailable()
                        .getIntVal());
    }

    @Test
    void talksToNameServersAndTheDatabaseAlone() {
        NetworkPolicy policy = only(NetworkPolicy.class);
        assertThat(policy.getSpec().getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
        assertThat(policy.getSpec().getIngress())
                .allSatisfy(rule -> assertThat(rule.getFrom()).isNotEmpty());
        assertThat(policy.getSpec().getEgress()).allSatisfy(rule -> {
            assertThat(rule.getTo()).isNotEmpty();
            assertThat(rule.getPorts())
                    .allSatisfy(port -> assertThat(port.getPort().getIntVal()).isIn(53, 5432));
        });
    }

    @Test
    void theSignerIsOneAndNobodyReachesIt() {
        StatefulSet signer = manifests.stream()
                .filter(StatefulSet.class::isInstance)
                .map(StatefulSet.class::cast)
                .findFirst()
                .orElseThrow();
        PodSpec alone = signer.getSpec().getTemplate().getSpec();
        Container process = alone.getContainers().getFirst();
        assertThat(signer.getSpec().getReplicas()).isEqualTo(1);
        assertThat(process.getArgs()).containsExactly("--role=signer");
        assertThat(process.getPorts()).isEmpty();
        assertThat(process.getSecurityContext()).isEqualTo(container.getSecurityContext());
        assertThat(alone.getSecurityContext()).isEqualTo(pod.getSecurityContext());
        assertThat(alone.getVolumes())
                .filteredOn(volume -> volume.getSecret() != null)
                .extracting(volume -> volume.getSecret().getSecretName())
                .containsExactlyInAnyOrder("exhibit-signer", "exhibit-database-ca");
        NetworkPolicy policy = manifests.stream()
                .filter(NetworkPolicy.class::isInstance)
                .map(NetworkPolicy.class::cast)
                .filter(found -> found.getSpec()
                        .getPodSelector()
                        .getMatchLabels()
                        .equals(signer.getSpec().getSelector().getMatchLabels()))
                .findFirst()
                .orElseThrow();
        assertThat(policy.getSpec().getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
        assertThat(policy.getSpec().getIngress()).isEmpty();
    }

    @Test
    void kustomizePutsTogetherWhatTheModelAccepts() throws Exception {
        assumeThat(Path.of("/usr/bin/kubectl")).exists();
        Process kubectl = new ProcessBuilder("kubectl", "kustomize", FOLDER.toString()).start();
        String built = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(kubectl.waitFor()).isZero();

        List<HasMetadata> together = Manifests.parse(built);

        assertThat(together).extracting(HasMetadata::getKind).contains("ConfigMap", "Deployment", "NetworkPolicy");
        assertThat(together)
                .filteredOn(Deployment.class::isInstance)
                .singleElement()
                .satisfies(joined -> assertThat(((Deployment) joined)
                                .getSpec()
                                .getTemplate()
                                .getMetadata()
                                .getLabels())
                        .containsAllEntriesOf(deployment.getSpec().getSelector().getMatchLabels()));
    }

    /** Of the application; what is the signer's is looked at by itself. */
    private <T extends HasMetadata> T only(Class<T> kind) {
        List<T> found = manifests.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(manifest -> !manifest.getMetadata().getName().equals("exhibit-signer"))
                .toList();
        assertThat(found).as(kind.getSimpleName()).hasSize(1);
        return found.getFirst();
    }

    private static List<HasMetadata> manifests() {
        try {
            return Manifests.in(FOLDER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
