package io.exhibit.estate;

import io.exhibit.intake.Json;
import io.exhibit.intake.Unreadable;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * The image of a report of the Trivy Operator, written as registry.server, artifact.repository, tag and digest. The digest is the
 * manifest's only where the workload asks for the image by digest; beside a tag it is that of the image's configuration.
 */
public final class OperatorArtifact {

    private final Map<String, String> said = new HashMap<>();

    /** Takes the object named artifact or registry. */
    public void read(String field, JsonParser parser) throws Unreadable {
        Json.object(parser, field, name -> {
            String text = Names.text(parser, name);
            if (text != null) {
                said.put(name, text);
            }
        });
    }

    /** What people deploy, as kind/name, where a report names what Kubernetes makes of it: a Deployment's ReplicaSet, a CronJob's Job. */
    public static String workload(String kind, String name) {
        RunningContainer.Workload deployed = PodOwner.deployed(new RunningContainer.Workload("", kind, name));
        return deployed.kind() + "/" + deployed.name();
    }

    /** Null where no image is named. */
    public @Nullable ImageFacts image() {
        String repository = said.getOrDefault("repository", "");
        if (repository.isBlank()) {
            return null;
        }
        String server = said.getOrDefault("server", "");
        String tag = said.getOrDefault("tag", "");
        String digest = said.get("digest");
        String bytes = Names.isDigest(digest) ? digest : null;
        String plain = ImageReference.parse(server.isEmpty() ? repository : server + "/" + repository)
                .repository();
        return tag.isEmpty()
                ? new ImageFacts(new ImageReference(plain, null, bytes), null, null, null, null, null)
                : new ImageFacts(new ImageReference(plain, tag, null), bytes, null, null, null, null);
    }
}
