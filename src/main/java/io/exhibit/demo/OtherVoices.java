package io.exhibit.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** What builds list in SBOMs, what the made-up makers state, what a cluster's audit log has, what is taken to those above, and what an examiner may see. */
@Component
@OnDemo
class OtherVoices {

    private final Scenario scenario;
    private final Material material;
    private final Acceptances acceptances;
    private final Director director;
    private final MandateDesk mandates;

    OtherVoices(
            Scenario scenario, Material material, Acceptances acceptances, Director director, MandateDesk mandates) {
        this.mandates = mandates;
        this.material = material;
        this.scenario = scenario;
        this.acceptances = acceptances;
        this.director = director;
    }

    void schedule(Schedule schedule, Instant midnight, Door door) {
        mandates.schedule(schedule, midnight);
        for (Scenario.Stated stated : scenario.others().statements()) {
            state(schedule, stated, midnight, door);
        }
        for (Scenario.Sbom sbom : scenario.others().sboms()) {
            list(schedule, sbom, midnight, door);
        }
        for (Scenario.Escalated escalated : scenario.others().escalations()) {
            String line = scenario.line(escalated.line()).name();
            Instant at = midnight.plus(Duration.ofDays(escalated.day())).plus(Duration.ofHours(14));
            schedule.add(at, "escalation for " + line, then -> acceptances.escalate(escalated, line, then));
        }
        for (Scenario.Late late : scenario.others().late()) {
            Instant sent = midnight.plus(Duration.ofDays(late.sent())).plus(Duration.ofHours(11));
            schedule.add(sent, "late report of " + late.line(), then -> report(late, midnight, door));
        }
        for (Scenario.Narrowed narrowed : scenario.others().narrowed()) {
            Instant at = midnight.plus(Duration.ofDays(narrowed.day())).plus(Duration.ofHours(13));
            schedule.add(at, "less scope for " + narrowed.system(), then -> director.propose(narrowed, midnight));
        }
        for (Scenario.Audited audited : scenario.others().audited()) {
            Instant at = midnight.plus(Duration.ofDays(audited.day())).plus(Duration.ofHours(18));
            Map<String, String> said = Map.of("cluster", audited.cluster(), "environment", audited.environment());
            schedule.add(
                    at,
                    "audit event of " + audited.line(),
                    then -> door.post("/api/v1/deployments", said, event(audited, then), "INTERPRETED"));
        }
    }

    /** As it was made, whenever it is sent. */
    private void report(Scenario.Late late, Instant midnight, Door door) {
        Scenario.Line line = scenario.line(late.line());
        Scenario.Line then = with(new Scenario.Rows(late.of(), late.made(), null, null, null), line);
        ImageBuild build = ImageBuild.of(line, late.made());
        Instant made = midnight.plus(Duration.ofDays(late.made())).plus(Duration.ofHours(20));
        Instant builtAt = midnight.plus(Duration.ofDays(build.day())).plus(Duration.ofHours(1));
        door.post(
                "/api/v1/scans",
                Play.said(line, late.made()),
                new ScanDraft(then, material.scan(line.document()), late.made()).bytes(made, builtAt),
                "INTERPRETED");
    }

    /** A line with rows that outweigh its own. */
    private static Scenario.Line with(Scenario.Rows more, Scenario.Line line) {
        List<Scenario.Rows> rows = new ArrayList<>(List.of(more));
        rows.addAll(line.rows());
        return new Scenario.Line(
                line.name(),
                line.document(),
                line.version(),
                line.place(),
                line.first(),
                line.every(),
                List.copyOf(rows));
    }

    /** Of each build, after its first scan. */
    private void list(Schedule schedule, Scenario.Sbom sbom, Instant midnight, Door door) {
        Scenario.Line line = scenario.line(sbom.line());
        TreeSet<Integer> days = new TreeSet<>(Set.of(line.first()));
        ImageBuild.changes(line).forEach(days::add);
        for (int day : days) {
            schedule.add(
                    midnight.plus(Duration.ofDays(day)).plus(Duration.ofHours(8)),
                    "SBOM of " + line.name() + " on day " + day,
                    at -> door.post(
                            "/api/v1/scans",
                            Map.of(),
                            new SbomDraft(line, sbom, material.sbom(sbom.document()), day)
                                    .bytes(at, material.scan(line.document())),
                            "INTERPRETED"));
        }
    }

    private void state(Schedule schedule, Scenario.Stated stated, Instant midnight, Door door) {
        String line = scenario.line(stated.line()).name();
        Instant morning = midnight.plus(Duration.ofDays(stated.day())).plus(Duration.ofHours(9));
        schedule.add(
                morning,
                "statement of " + stated.author(),
                then -> door.post("/api/v1/vex", Map.of(), document(stated, line, then), "INTERPRETED"));
        Instant asked = schedule.add(
                morning.plus(Duration.ofDays(stated.asked())),
                "request to honour " + stated.vulnerability(),
                then -> acceptances.ask(stated, line, then));
        schedule.add(asked.plus(Duration.ofHours(3)), "approval", then -> acceptances.approve(asked, false));
        if (stated.approved()) {
            schedule.add(asked.plus(Duration.ofHours(26)), "second approval", then -> {
                acceptances.approve(asked, true);
                director.rankByWhatChanged();
            });
        }
    }

    private static byte[] document(Scenario.Stated stated, String line, Instant at) {
        ObjectNode made = Material.object();
        made.put("@context", "https://openvex.dev/ns/v0.2.0");
        made.put("@id", "https://vex.acme-hsm.example/made-up/" + stated.vulnerability());
        made.put("author", stated.author());
        made.put("role", "Maker of the image; made up for a demonstration");
        made.put("timestamp", at.minusSeconds(3600).toString());
        made.put("version", 1);
        ObjectNode statement = made.putArray("statements").addObject();
        statement.putObject("vulnerability").put("name", stated.vulnerability());
        statement.putArray("products").addObject().put("@id", product(line));
        statement.put("status", "not_affected");
        statement.put("justification", stated.justification());
        statement.put("impact_statement", stated.impact());
        return Material.bytes(made);
    }

    private static String product(String repository) {
        return "pkg:oci/" + repository.substring(repository.lastIndexOf('/') + 1) + "?repository_url=" + repository;
    }

    private byte[] event(Scenario.Audited audited, Instant at) {
        Scenario.Line line = scenario.line(audited.line());
        ImageBuild build = ImageBuild.of(line, audited.day());
        String[] named = line.place().getOrDefault("workload", "").split("/", 2);
        ObjectNode made = Material.object();
        made.put("kind", "Event");
        made.put("apiVersion", "audit.k8s.io/v1");
        made.put("level", "Request");
        made.put("auditID", build.digest("audit " + audited).substring(7, 39));
        made.put("stage", "ResponseComplete");
        made.put("verb", audited.verb());
        made.putObject("objectRef")
                .put("resource", named[0] + "s")
                .put("apiGroup", "apps")
                .put("namespace", line.place().getOrDefault("namespace", ""))
                .put("name", named[named.length - 1]);
        made.putObject("responseStatus").put("code", 200);
        made.put("requestReceivedTimestamp", at.minusSeconds(45).toString());
        if (!audited.verb().equals("delete")) {
            String image = audited.digest() ? build.name() + "@" + build.digest("manifest") : build.name();
            made.putObject("requestObject")
                    .putObject("spec")
                    .putObject("template")
                    .putObject("spec")
                    .putArray("containers")
                    .addObject()
                    .put("name", "app")
                    .put("image", image);
        }
        return Material.bytes(made);
    }
}
