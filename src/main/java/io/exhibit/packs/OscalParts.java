package io.exhibit.packs;

import io.exhibit.assessment.CheckResult;
import io.exhibit.kernel.NamedId;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What the OSCAL documents of a pack have in common: ids, metadata, the observation of a check, the files that are referred to. */
final class OscalParts {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Dossier dossier;
    private final Map<String, PackFile> populations = new LinkedHashMap<>();

    OscalParts(Dossier dossier, List<RegisterFile> registers) {
        this.dossier = dossier;
        registers.forEach(file -> populations.put(file.spool().register().name(), file.json()));
    }

    static PackFile write(Path root, String name, Object document) throws IOException {
        DigestingFile file = DigestingFile.create(root, name);
        try (Writer out = new OutputStreamWriter(file, StandardCharsets.UTF_8)) {
            out.write(JSON.writeValueAsString(document).replace("\r\n", "\n") + "\n");
        }
        return file.written(0);
    }

    /** Neither the pack's id nor the clock: the same question gives the same document. */
    Map<String, Object> metadata(String kind) {
        Frame frame = dossier.frame();
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("title", BasisWords.title(frame.framework()) + ": " + kind + " of " + dossier.entity());
        metadata.put("last-modified", frame.asOf().toString());
        metadata.put("version", String.valueOf(frame.ledgerSize()));
        metadata.put("oscal-version", "1.1.3");
        List<Map<String, Object>> props = new ArrayList<>();
        props.add(OscalWords.property("scope", frame.scope().text()));
        props.add(OscalWords.property("as-of", frame.asOf().toString()));
        props.add(OscalWords.property("ledger-position", String.valueOf(frame.ledgerSize())));
        if (dossier.pack().demo()) {
            props.add(OscalWords.property("demonstration", "true"));
        }
        metadata.put("props", props);
        metadata.put(
                "remarks",
                frame.framework().notice().isEmpty()
                        ? "Made by Exhibit from the ledger as it was at the position that is named."
                        : frame.framework().notice());
        return metadata;
    }

    Map<String, Object> observation(CheckResult check) {
        Map<String, Object> observation = new LinkedHashMap<>();
        String id = check.check().id();
        observation.put("uuid", id("check " + id));
        observation.put("title", id + " " + check.check().name());
        observation.put("description", check.reason());
        observation.put("props", OscalWords.counts(check));
        observation.put("methods", List.of("TEST"));
        PackFile population = populations.get(PopulationRegister.name(id));
        if (population != null) {
            observation.put(
                    "relevant-evidence",
                    List.of(Map.of(
                            "href",
                            "#" + id(population.path()),
                            "description",
                            check.check().question())));
        }
        observation.put("collected", dossier.frame().judgedAt().toString());
        if (!check.gaps().isEmpty()) {
            observation.put("remarks", "Missing: " + String.join("; ", check.gaps()) + ".");
        }
        return observation;
    }

    List<Map<String, Object>> resources() {
        List<Map<String, Object>> resources = new ArrayList<>();
        Map<String, Object> asked = new LinkedHashMap<>();
        asked.put("uuid", id("asked"));
        asked.put("title", "What was asked");
        asked.put(
                "description",
                "There is no assessment plan of its own: framework, scope, period, as-of and parameters are in the manifest of the pack.");
        asked.put("rlinks", List.of(Map.of("href", "../" + Manifest.FILE, "media-type", "application/json")));
        resources.add(asked);
        populations.values().forEach(file -> {
            Map<String, Object> resource = new LinkedHashMap<>();
            resource.put("uuid", id(file.path()));
            resource.put("title", file.path());
            resource.put(
                    "rlinks",
                    List.of(Map.of(
                            "href",
                            "../" + file.path(),
                            "media-type",
                            "application/json",
                            "hashes",
                            List.of(Map.of(
                                    "algorithm",
                                    "SHA-256",
                                    "value",
                                    file.sha256().hex())))));
            resources.add(resource);
        });
        return resources;
    }

    /** The same thing of the same question has the same id: version 5 of RFC 9562, which is all that OSCAL takes beside random ones. */
    String id(String thing) {
        Frame frame = dossier.frame();
        String name = String.join(
                "\n",
                OscalWords.OURS,
                frame.framework().id().text(),
                frame.scope().text(),
                frame.period().from().toString(),
                frame.period().to().toString(),
                frame.asOf().toString(),
                thing);
        return NamedId.of(name).toString();
    }
}
