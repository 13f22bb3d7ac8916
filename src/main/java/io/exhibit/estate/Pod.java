package io.exhibit.estate;

import io.exhibit.estate.RunningContainer.Workload;
import io.exhibit.intake.Json;
import io.exhibit.intake.Unreadable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** One pod of the Kubernetes API: whose it is, and which images its containers run, by what the node reports of them. */
final class Pod {

    private static final int MOST_CONTAINERS = 500;

    final PodOwner owner = new PodOwner();
    boolean none;
    private String kind = "Pod";
    private String phase = "";
    private final Map<String, String> asked = new LinkedHashMap<>();
    private final List<ContainerStatus> statuses = new ArrayList<>();

    /** What the node says of a container; again: it is one that is started again when it ends. */
    private static final class ContainerStatus {

        private final boolean again;
        private String name = "";
        private String image = "";
        private String imageId = "";
        private boolean running;

        private ContainerStatus(boolean again) {
            this.again = again;
        }
    }

    void read(JsonParser parser) throws Unreadable {
        Json.object(parser, "A pod", field -> field(field, parser));
    }

    /** Takes one field of it. */
    void field(String field, JsonParser parser) throws Unreadable {
        switch (field) {
            case "kind" -> kind = Json.textOr(parser, "Pod");
            case "metadata" -> owner.readMetadata(parser);
            case "spec" -> Json.object(parser, "spec", inner -> spec(inner, parser));
            case "status" -> Json.object(parser, "status", inner -> status(inner, parser));
            default -> {
                // What else it says is no matter here.
            }
        }
    }

    void requireName() throws Unreadable {
        if (!owner.isNamed()) {
            throw new Unreadable("schema", "A pod has a name and a namespace.");
        }
    }

    boolean isPod() {
        return isOf("Pod");
    }

    boolean isOf(String other) {
        return kind.equals(other);
    }

    private void spec(String field, JsonParser parser) throws Unreadable {
        switch (field) {
            case "nodeName" -> owner.node = Names.textOr(parser, "nodeName", "");
            case "containers", "initContainers", "ephemeralContainers" ->
                Json.array(parser, field, () -> asked(parser));
            // What people deploy has its pods' specification in it, one or two levels down.
            case "template", "jobTemplate" -> nested(field, parser);
            case "replicas" -> none |= Json.textOr(parser, "").equals("0");
            default -> {
                // What else it says is no matter here.
            }
        }
    }

    private void nested(String template, JsonParser parser) throws Unreadable {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            Json.object(parser, template, inner -> {
                if (inner.equals("spec")) {
                    Json.object(parser, inner, deeper -> spec(deeper, parser));
                }
            });
        }
    }

    private void asked(JsonParser parser) throws Unreadable {
        String[] both = {"", ""};
        Json.object(parser, "A container", field -> {
            if (field.equals("name")) {
                both[0] = Names.textOr(parser, "The name of a container", "");
            } else if (field.equals("image")) {
                both[1] = Names.textOr(parser, "The image of a container", "");
            }
        });
        bounded(asked.size());
        asked.put(both[0], both[1]);
    }

    private void status(String field, JsonParser parser) throws Unreadable {
        switch (field) {
            case "phase" -> phase = Json.textOr(parser, "");
            case "containerStatuses" -> Json.array(parser, field, () -> status(parser, new ContainerStatus(true)));
            case "initContainerStatuses", "ephemeralContainerStatuses" ->
                Json.array(parser, field, () -> status(parser, new ContainerStatus(false)));
            default -> {
                // What else it says is no matter here.
            }
        }
    }

    private void status(JsonParser parser, ContainerStatus status) throws Unreadable {
        Json.object(parser, "The status of a container", field -> {
            switch (field) {
                case "name" -> status.name = Names.textOr(parser, "The name of a container", "");
                case "image" -> status.image = Names.textOr(parser, "The image of a container", "");
                case "imageID" -> status.imageId = Names.textOr(parser, "imageID", "");
                case "state" ->
                    Json.object(parser, "state", state -> {
                        status.running |=
                                state.equals("running") && parser.currentToken().isStructStart();
                    });
                default -> {
                    // What else it says is no matter here.
                }
            }
        });
        bounded(statuses.size());
        statuses.add(status);
    }

    private static void bounded(int size) throws Unreadable {
        if (size >= MOST_CONTAINERS) {
            throw new Unreadable("too-many", "A pod has at most " + MOST_CONTAINERS + " containers.");
        }
    }

    /** Those that run, and those that are started again; what has not come to an image yet, or ended for good, is not there. */
    List<RunningContainer> containers() throws Unreadable {
        return containers(owner.workload());
    }

    List<RunningContainer> containers(Workload workload) throws Unreadable {
        List<RunningContainer> containers = new ArrayList<>();
        for (ContainerStatus status : statuses) {
            boolean kept = status.again && !isOver() && !status.imageId.isEmpty();
            if (!status.name.isEmpty() && (status.running || kept)) {
                containers.add(container(workload, status));
            }
        }
        return containers;
    }

    /** What is asked to run, before any node says what it pulled. */
    List<RunningContainer> asked(Workload workload) {
        List<RunningContainer> containers = new ArrayList<>();
        asked.forEach((container, image) -> {
            ImageReference said = ImageReference.parse(image);
            if (!container.isEmpty() && !said.repository().isBlank()) {
                String digest = Names.isDigest(said.digest()) ? said.digest() : null;
                ImageReference reference = new ImageReference(said.repository(), said.tag(), digest);
                containers.add(new RunningContainer(workload, container, reference, null, null, 1));
            }
        });
        return containers;
    }

    boolean saysImages() {
        return !asked.isEmpty() || !statuses.isEmpty();
    }

    boolean isOver() {
        return phase.equals("Succeeded") || phase.equals("Failed");
    }

    /** The name is what was asked for; the digest is what the node pulled. */
    private RunningContainer container(Workload workload, ContainerStatus status) throws Unreadable {
        String named = asked.getOrDefault(status.name, "");
        String pulled = withoutScheme(status.imageId);
        String plain = !named.isEmpty() ? named : !Names.isDigest(status.image) ? status.image : pulled;
        ImageReference said = ImageReference.parse(plain);
        if (said.repository().isBlank()) {
            throw new Unreadable("schema", "A container that runs does not name its image.");
        }
        String digest = pulled.indexOf('@') > 0 ? pulled.substring(pulled.indexOf('@') + 1) : said.digest();
        String config = Names.isDigest(pulled) ? pulled : null;
        ImageReference reference =
                new ImageReference(said.repository(), said.tag(), Names.isDigest(digest) ? digest : null);
        String labels = WorkloadLabels.text(owner.labels);
        return new RunningContainer(workload, status.name, reference, config, labels, status.running ? 1 : 0);
    }

    private static String withoutScheme(String imageId) {
        int scheme = imageId.indexOf("://");
        return scheme < 0 ? imageId : imageId.substring(scheme + 3);
    }
}
