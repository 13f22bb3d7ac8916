package io.exhibit.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What runs in every cluster of a bank may do as little as there is. */
class CollectorTests {

    private static final Path FOLDER = Path.of("k8s/collector");

    private final List<HasMetadata> manifests = manifests();
    private final CronJob job = only(CronJob.class);
    private final PodSpec pod =
            job.getSpec().getJobTemplate().getSpec().getTemplate().getSpec();
    private final Container container = pod.getContainers().getFirst();

    @Test
    void readsPodsAndNothingElse() {
        assertThat(only(ClusterRole.class).getRules()).singleElement().satisfies(rule -> {
            assertThat(rule.getApiGroups()).containsExactly("");
            assertThat(rule.getResources()).containsExactly("pods");
            assertThat(rule.getVerbs()).containsExactly("get", "list");
        });
        ClusterRoleBinding binding = only(ClusterRoleBinding.class);
        assertThat(binding.getRoleRef().getName())
                .isEqualTo(only(ClusterRole.class).getMetadata().getName());
        assertThat(binding.getSubjects())
                .singleElement()
                .satisfies(subject -> assertThat(subject.getName()).isEqualTo(pod.getServiceAccountName()));
        assertThat(only(ServiceAccount.class).getMetadata().getName()).isEqualTo(pod.getServiceAccountName());
    }

    @Test
    void runsWithoutRightsItDoesNotNeed() {
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getResources().getLimits()).containsKeys("cpu", "memory");
        assertThat(container.getVolumeMounts())
                .filteredOn(mount -> !Boolean.TRUE.equals(mount.getReadOnly()))
                .singleElement()
                .satisfies(mount -> assertThat(mount.getMountPath()).isEqualTo("/tmp"));
    }

    @Test
    void namesAVersionAndTakesItsTokenFromASecret() {
        assertThat(container.getImage()).matches("[a-z.]+/[a-z0-9./-]+:[0-9]+[.][0-9]+[.][0-9]+");
        assertThat(manifests).noneMatch(manifest -> manifest instanceof Secret);
        assertThat(pod.getVolumes())
                .filteredOn(volume -> volume.getSecret() != null)
                .extracting(volume -> volume.getSecret().getSecretName())
                .containsExactly("exhibit-collector");
        assertThat(String.join(" ", container.getCommand()))
                .contains("/run/secrets/exhibit/token")
                .doesNotContain("$TOKEN");
    }

    /** Without each of them a snapshot would end nothing, or be taken for the one before. */
    @Test
    void saysThatItIsAllAndOfWhen() {
        assertThat(container.getCommand().getLast())
                .contains("complete=true", "observedAt=$at", "cluster=$EXHIBIT_CLUSTER", "--fail-with-body");
        assertThat(container.getCommand()).contains("-euo", "pipefail");
        assertThat(job.getSpec().getConcurrencyPolicy()).isEqualTo("Forbid");
    }

    @Test
    void kustomizePutsTogetherWhatTheModelAccepts() throws Exception {
        assumeThat(Path.of("/usr/bin/kubectl")).exists();
        Process kubectl = new ProcessBuilder("kubectl", "kustomize", FOLDER.toString()).start();
        String built = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(kubectl.waitFor()).isZero();
        assertThat(Manifests.parse(built))
                .extracting(HasMetadata::getKind)
                .contains("Namespace", "ConfigMap", "CronJob", "ClusterRole", "ClusterRoleBinding", "ServiceAccount");
    }

    private <T extends HasMetadata> T only(Class<T> kind) {
        List<T> found =
                manifests.stream().filter(kind::isInstance).map(kind::cast).toList();
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
