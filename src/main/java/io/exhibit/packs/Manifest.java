package io.exhibit.packs;

import io.exhibit.assessment.CheckResult;
import io.exhibit.assessment.ControlResult;
import io.exhibit.controls.Framework;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a pack is, in a form that a program reads: identity, frame, results, limitations, and every file with its digest. */
final class Manifest {

    static final String FILE = "manifest.json";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Dossier dossier;
    private final List<Map<String, Object>> content = new ArrayList<>();

    Manifest(Dossier dossier) {
        this.dossier = dossier;
    }

    void add(PackFile file, String role) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("path", file.path());
        line.put("media_type", mediaType(file.path()));
        line.put("bytes", file.size());
        line.put("sha256", file.sha256().hex());
        line.put("role", role);
        if (role.equals("register")) {
            line.put("rows", file.rows());
        }
        content.add(line);
    }

    private static String mediaType(String path) {
        return switch (path.substring(path.lastIndexOf('.') + 1)) {
            case "csv" -> "text/csv; charset=utf-8";
            case "json" -> "application/json";
            case "pdf" -> "application/pdf";
            case "tsr" -> "application/timestamp-reply";
            case "txt" -> "text/plain; charset=utf-8";
            case "xlsx" -> "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            default -> "application/octet-stream";
        };
    }

    byte[] bytes(String product, List<String> limitations) {
        Map<String, @Nullable Object> manifest = new LinkedHashMap<>();
        manifest.put("schema_version", 1);
        manifest.put("pack_id", dossier.pack().id().toString());
        manifest.put("state", "DRAFT");
        manifest.put("demonstration", dossier.pack().demo());
        manifest.put("entity", dossier.entity());
        manifest.put("requested_by", dossier.pack().requestedBy());
        manifest.put("requested_at", dossier.pack().requestedAt());
        manifest.put("framework", framework(dossier.frame().framework()));
        manifest.put("time", time());
        manifest.put("scope", scope());
        manifest.put(
                "results", dossier.controls().stream().map(Manifest::result).toList());
        manifest.put("limitations", limitations);
        manifest.put("coverage", dossier.coverage());
        manifest.put("platform", Map.of("product", "Exhibit " + product));
        manifest.put("people", List.of());
        manifest.put(
                "supersedes",
                dossier.pack().superseding().map(Manifest::superseded).orElse(null));
        manifest.put("report_signature", null);
        manifest.put("content", content);
        return bytes(manifest);
    }

    private static byte[] bytes(Object manifest) {
        return (JSON.writeValueAsString(manifest).replace("\r\n", "\n") + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The draft's manifest with what came since: who signed, and the files that say so. Figures are not touched. */
    static byte[] sealed(
            byte[] draft, List<SignOff> people, Optional<ReportSignature> signature, List<PackFile> replaced) {
        ObjectNode manifest = (ObjectNode) JSON.readTree(draft);
        manifest.put("state", "SEALED");
        manifest.set(
                "people", JSON.valueToTree(people.stream().map(Manifest::person).toList()));
        manifest.set(
                "report_signature",
                JSON.valueToTree(signature.map(Manifest::signature).orElse(null)));
        for (JsonNode line : manifest.get("content")) {
            for (PackFile file : replaced) {
                if (line.get("path").asString().equals(file.path())) {
                    ((ObjectNode) line)
                            .put("bytes", file.size())
                            .put("sha256", file.sha256().hex());
                }
            }
        }
        return bytes(manifest);
    }

    private static Map<String, Object> superseded(Superseding old) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("pack_id", old.pack().toString());
        facts.put("archive_sha256", old.archive().hex());
        facts.put("reason", old.why());
        return facts;
    }

    private static Map<String, Object> person(SignOff said) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("part", said.kind().name());
        facts.put("name", said.name());
        facts.put("person", said.by().toString());
        facts.put("role", said.role().name());
        facts.put("at", said.at());
        facts.put("statement", said.statement());
        facts.put("ledger_entry", said.entry());
        return facts;
    }

    private static Map<String, @Nullable Object> signature(ReportSignature signature) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("signer", signature.signer());
        facts.put("certificate_sha256", signature.certificate().hex());
        facts.put("certificate_until", signature.until());
        facts.put("signed_at", signature.at());
        facts.put("stamped_by", signature.stampedBy());
        facts.put("stamped_at", signature.stampedAt());
        return facts;
    }

    private static Map<String, Object> framework(Framework framework) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("id", framework.id().text());
        facts.put("name", framework.name());
        facts.put("version", framework.version());
        facts.put("effective_from", framework.effectiveFrom().toString());
        facts.put("standing", framework.standing().name());
        facts.put("profile", framework.profile().id());
        facts.put("profile_version", framework.profile().version());
        facts.put("notice", framework.notice());
        facts.put("source", framework.sourceUrl().toString());
        return facts;
    }

    private Map<String, Object> time() {
        Map<String, Object> time = new LinkedHashMap<>();
        time.put("period_start", dossier.frame().period().from());
        time.put("period_end_exclusive", dossier.frame().period().to());
        time.put("as_of", dossier.frame().asOf());
        time.put("judged_at", dossier.frame().judgedAt());
        time.put("ledger_position", dossier.frame().ledgerSize());
        time.put("display_zone", "UTC");
        return time;
    }

    private Map<String, Object> scope() {
        Map<String, Object> scope = new LinkedHashMap<>();
        scope.put("text", dossier.frame().scope().text());
        scope.put(
                "systems",
                dossier.systems().stream().map(Dossier.SystemInScope::code).toList());
        return scope;
    }

    private static Map<String, Object> result(ControlResult result) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("control", result.control().id().code());
        line.put("result", result.result().name());
        line.put("reason", result.reason());
        line.put("checks", result.checks().stream().map(Manifest::check).toList());
        return line;
    }

    private static Map<String, Object> check(CheckResult check) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("check", check.check().id());
        line.put("version", check.version());
        line.put("result", check.result().name());
        line.put("items", check.counts().population());
        line.put("satisfied", check.counts().satisfied());
        line.put("compensated", check.counts().compensated());
        line.put("violated", check.counts().violated());
        line.put("insufficient", check.counts().insufficient());
        line.put("not_applicable", check.counts().notApplicable());
        line.put("reason", check.reason());
        return line;
    }
}
