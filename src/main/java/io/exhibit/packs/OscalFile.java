package io.exhibit.packs;

import io.exhibit.assessment.CheckResult;
import io.exhibit.assessment.ControlResult;
import io.exhibit.assessment.Result;
import io.exhibit.controls.ControlId;
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

/**
 * The results of a pack as OSCAL assessment results, model 1.1.3: a finding for each control that was judged, an observation for each
 * check, with its counts and its population. OSCAL knows satisfied and not-satisfied only; ours is beside it as a property.
 */
final class OscalFile {

    static final String NAME = "oscal/assessment-results.json";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Dossier dossier;
    private final Map<String, PackFile> populations = new LinkedHashMap<>();

    private OscalFile(Dossier dossier, Registers registers) {
        this.dossier = dossier;
        registers
                .files()
                .forEach(file -> populations.put(file.spool().register().name(), file.json()));
    }

    static PackFile write(Path root, Dossier dossier, Registers registers) throws IOException {
        DigestingFile file = DigestingFile.create(root, NAME);
        try (Writer out = new OutputStreamWriter(file, StandardCharsets.UTF_8)) {
            Object document = new OscalFile(dossier, registers).document();
            out.write(JSON.writeValueAsString(document).replace("\r\n", "\n") + "\n");
        }
        return file.written(0);
    }

    private Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("uuid", id("assessment-results"));
        document.put("metadata", metadata());
        document.put("import-ap", Map.of("href", "#" + id("asked")));
        document.put("results", List.of(results()));
        document.put("back-matter", Map.of("resources", resources()));
        return Map.of("assessment-results", document);
    }

    /** Neither the pack's id nor the clock: the same question gives the same document. */
    private Map<String, Object> metadata() {
        Frame frame = dossier.frame();
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("title", BasisWords.title(frame.framework()) + ": assessment results of " + dossier.entity());
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

    private Map<String, Object> results() {
        Frame frame = dossier.frame();
        Map<String, Object> results = new LinkedHashMap<>();
        results.put("uuid", id("results"));
        results.put("title", BasisWords.title(frame.framework()));
        results.put(
                "description", BasisWords.scope(frame.scope().text()) + "; " + BasisWords.period(frame.period()) + ".");
        results.put("start", frame.period().from().toString());
        results.put("end", frame.period().to().toString());
        results.put("reviewed-controls", Map.of("control-selections", List.of(selection())));
        List<Map<String, Object>> observations = dossier.checks().values().stream()
                .filter(CheckResult::isBuilt)
                .map(this::observation)
                .toList();
        if (!observations.isEmpty()) {
            results.put("observations", observations);
        }
        List<Map<String, Object>> findings = dossier.controls().stream()
                .filter(OscalFile::isJudged)
                .map(this::finding)
                .toList();
        if (!findings.isEmpty()) {
            results.put("findings", findings);
        }
        return results;
    }

    private static boolean isJudged(ControlResult control) {
        return control.result() != Result.NOT_APPLICABLE && control.result() != Result.NOT_EVALUATED;
    }

    /** What was not judged is named too, so that nobody takes it for satisfied. */
    private Map<String, Object> selection() {
        Map<String, Object> selection = new LinkedHashMap<>();
        List<Map<String, Object>> included = ids(true);
        List<Map<String, Object>> excluded = ids(false);
        if (!included.isEmpty()) {
            selection.put("include-controls", included);
        }
        if (!excluded.isEmpty()) {
            selection.put("exclude-controls", excluded);
        }
        return selection;
    }

    private List<Map<String, Object>> ids(boolean judged) {
        return dossier.controls().stream()
                .filter(control -> isJudged(control) == judged)
                .map(control -> Map.<String, Object>of(
                        "control-id", control.control().id().token()))
                .toList();
    }

    private Map<String, Object> observation(CheckResult check) {
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

    private Map<String, Object> finding(ControlResult result) {
        ControlId control = result.control().id();
        Map<String, Object> finding = new LinkedHashMap<>();
        finding.put("uuid", id("control " + control));
        finding.put("title", control + " " + result.control().title());
        finding.put("description", result.reason());
        finding.put(
                "props", List.of(OscalWords.property("result", result.result().name())));
        finding.put(
                "target",
                Map.of(
                        "type",
                        "objective-id",
                        "target-id",
                        control.token(),
                        "status",
                        OscalWords.status(result.result())));
        List<Map<String, Object>> observations = result.checks().stream()
                .filter(CheckResult::isBuilt)
                .map(check -> Map.<String, Object>of(
                        "observation-uuid", id("check " + check.check().id())))
                .toList();
        if (!observations.isEmpty()) {
            finding.put("related-observations", observations);
        }
        return finding;
    }

    private List<Map<String, Object>> resources() {
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
    private String id(String thing) {
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
