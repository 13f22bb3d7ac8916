package io.exhibit.packs;

import io.exhibit.assessment.CheckResult;
import io.exhibit.assessment.ControlResult;
import io.exhibit.assessment.Result;
import io.exhibit.controls.ControlId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The results of a pack as OSCAL assessment results, model 1.1.3: a finding for each control that was judged, an observation for each
 * check, with its counts and its population. OSCAL knows satisfied and not-satisfied only; ours is beside it as a property.
 */
final class OscalFile {

    static final String NAME = "oscal/assessment-results.json";

    private final Dossier dossier;
    private final OscalParts parts;

    private OscalFile(Dossier dossier, OscalParts parts) {
        this.dossier = dossier;
        this.parts = parts;
    }

    static PackFile write(Path root, Dossier dossier, OscalParts parts) throws IOException {
        return OscalParts.write(root, NAME, new OscalFile(dossier, parts).document());
    }

    private Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("uuid", parts.id("assessment-results"));
        document.put("metadata", parts.metadata("assessment results"));
        document.put("import-ap", Map.of("href", "#" + parts.id("asked")));
        document.put("results", List.of(results()));
        document.put("back-matter", Map.of("resources", parts.resources()));
        return Map.of("assessment-results", document);
    }

    private Map<String, Object> results() {
        Frame frame = dossier.frame();
        Map<String, Object> results = new LinkedHashMap<>();
        results.put("uuid", parts.id("results"));
        results.put("title", BasisWords.title(frame.framework()));
        results.put(
                "description", BasisWords.scope(frame.scope().text()) + "; " + BasisWords.period(frame.period()) + ".");
        results.put("start", frame.period().from().toString());
        results.put("end", frame.period().to().toString());
        results.put("reviewed-controls", Map.of("control-selections", List.of(selection())));
        List<Map<String, Object>> observations = dossier.checks().values().stream()
                .filter(CheckResult::isBuilt)
                .map(parts::observation)
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

    private Map<String, Object> finding(ControlResult result) {
        ControlId control = result.control().id();
        Map<String, Object> finding = new LinkedHashMap<>();
        finding.put("uuid", parts.id("control " + control));
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
                        "observation-uuid", parts.id("check " + check.check().id())))
                .toList();
        if (!observations.isEmpty()) {
            finding.put("related-observations", observations);
        }
        return finding;
    }
}
