package io.exhibit.packs;

import io.exhibit.assessment.CheckResult;
import io.exhibit.assessment.Verdict;
import io.exhibit.kernel.Visible;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be put right as an OSCAL plan of action and milestones, model 1.1.3: an item for each check and system, with what it counts,
 * its deadline, its owner and the decisions that cover it. The things themselves are in the population that it names.
 */
final class OscalPlan {

    static final String NAME = "oscal/plan-of-action.json";

    private static final String OWNER = "system-owner";

    private final Dossier dossier;
    private final OscalParts parts;
    private final List<PlanItem> items;

    private OscalPlan(Dossier dossier, OscalParts parts, List<PlanItem> items) {
        this.dossier = dossier;
        this.parts = parts;
        this.items = items;
    }

    /** Nothing, where nothing is to be put right: OSCAL has no plan without an item. */
    static Optional<PackFile> write(Path root, Dossier dossier, OscalParts parts) throws IOException {
        PlanDecisions decisions = PlanDecisions.of(dossier);
        List<PlanItem> items = new ArrayList<>();
        for (CheckResult check : dossier.checks().values()) {
            if (check.isBuilt()) {
                Spool population = dossier.population(check.check().id()).orElseThrow();
                PlanItems.of(check, population, decisions).stream()
                        .filter(PlanItem::isOpen)
                        .forEach(items::add);
            }
        }
        OscalPlan plan = new OscalPlan(dossier, parts, items);
        return items.isEmpty() ? Optional.empty() : Optional.of(OscalParts.write(root, NAME, plan.document()));
    }

    private Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("uuid", parts.id("plan-of-action"));
        document.put("metadata", metadata());
        document.put(
                "system-id",
                Map.of(
                        "identifier-type",
                        OscalWords.OURS,
                        "id",
                        dossier.frame().scope().text()));
        document.put(
                "observations",
                items.stream()
                        .map(PlanItem::check)
                        .distinct()
                        .map(parts::observation)
                        .toList());
        document.put("risks", items.stream().map(this::risk).toList());
        document.put("poam-items", items.stream().map(this::item).toList());
        document.put("back-matter", Map.of("resources", parts.resources()));
        return Map.of("plan-of-action-and-milestones", document);
    }

    private Map<String, Object> metadata() {
        Map<String, Object> metadata = parts.metadata("plan of action and milestones");
        List<Map<String, Object>> owners = items.stream()
                .map(PlanItem::system)
                .distinct()
                .sorted()
                .flatMap(system -> owner(system).stream().map(name -> party(system, name)))
                .toList();
        if (!owners.isEmpty()) {
            metadata.put("roles", List.of(Map.of("id", OWNER, "title", "Owner of a system")));
            metadata.put("parties", owners);
        }
        return metadata;
    }

    private Optional<String> owner(String system) {
        return dossier.systems().stream()
                .filter(one -> one.code().equals(system))
                .map(one -> Visible.line(one.owner()).strip())
                .filter(name -> !name.isEmpty())
                .findFirst();
    }

    /** Who owns a system is a name; whether of a person or a team, nobody has entered. */
    private Map<String, Object> party(String system, String name) {
        Map<String, Object> party = new LinkedHashMap<>();
        party.put("uuid", parts.id("owner of " + system));
        party.put("type", "organization");
        party.put("name", name);
        party.put("props", List.of(OscalWords.property("system", system)));
        return party;
    }

    private Map<String, Object> item(PlanItem item) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("uuid", parts.id("item " + name(item)));
        line.put("title", title(item));
        line.put("description", PlanWords.counts(item) + ".");
        line.put("props", props(item));
        line.put("related-observations", observed(item));
        line.put("related-risks", List.of(Map.of("risk-uuid", parts.id("risk " + name(item)))));
        return line;
    }

    private Map<String, Object> risk(PlanItem item) {
        Map<String, Object> risk = new LinkedHashMap<>();
        risk.put("uuid", parts.id("risk " + name(item)));
        risk.put("title", title(item));
        risk.put("description", PlanWords.reasons(item));
        risk.put("statement", "Until it is put right: " + String.join("; ", standing(item)) + ".");
        risk.put("status", "open");
        List<Map<String, Object>> factors = item.decisions().entrySet().stream()
                .map(decided -> factor(item, decided.getKey(), decided.getValue()))
                .toList();
        if (!factors.isEmpty()) {
            risk.put("mitigating-factors", factors);
        }
        item.earliest().ifPresent(due -> risk.put("deadline", due.toString()));
        risk.put("remediations", List.of(remediation(item)));
        risk.put("related-observations", observed(item));
        return risk;
    }

    private List<Map<String, Object>> props(PlanItem item) {
        List<Map<String, Object>> props = new ArrayList<>();
        props.add(OscalWords.property("check", item.check().check().id()));
        if (!item.system().isEmpty()) {
            props.add(OscalWords.property("system", item.system()));
        }
        props.add(OscalWords.property("violated", String.valueOf(item.count(Verdict.VIOLATED))));
        props.add(OscalWords.property("insufficient", String.valueOf(item.count(Verdict.INSUFFICIENT))));
        props.add(OscalWords.property("compensated", String.valueOf(item.count(Verdict.COMPENSATED))));
        item.latest().ifPresent(due -> props.add(OscalWords.property("latest-deadline", due.toString())));
        controls(item).forEach(control -> props.add(OscalWords.property("control", control)));
        return props;
    }

    private List<String> controls(PlanItem item) {
        return dossier.controls().stream()
                .filter(control -> control.checks().contains(item.check()))
                .map(control -> control.control().id().token())
                .toList();
    }

    /** What the controls that rest on the check are now, for all systems together. */
    private List<String> standing(PlanItem item) {
        return dossier.controls().stream()
                .filter(control -> control.checks().contains(item.check()))
                .map(control -> control.control().id() + " is " + SheetWords.words(control.result()))
                .toList();
    }

    private Map<String, Object> factor(PlanItem item, PlanDecisions.Decision decision, long covered) {
        Map<String, Object> factor = new LinkedHashMap<>();
        factor.put("uuid", parts.id("decision " + decision + " of " + name(item)));
        factor.put("description", PlanWords.decision(decision, covered));
        factor.put(
                "props",
                List.of(
                        OscalWords.property("decision", decision.kind()),
                        OscalWords.property("ledger-entry", String.valueOf(decision.entry())),
                        OscalWords.property("covers", String.valueOf(covered)),
                        OscalWords.property("until", decision.until().toString())));
        return factor;
    }

    /** Nobody has planned it here: it is what the bank's own rules ask for, and the day is their deadline. */
    private Map<String, Object> remediation(PlanItem item) {
        Map<String, Object> remediation = new LinkedHashMap<>();
        remediation.put("uuid", parts.id("remediation " + name(item)));
        remediation.put("lifecycle", "recommendation");
        remediation.put("title", "Put right what is violated, and show what cannot be judged");
        remediation.put("description", item.check().check().needs());
        Map<String, Object> task = new LinkedHashMap<>();
        task.put("uuid", parts.id("milestone " + name(item)));
        task.put("type", "milestone");
        task.put("title", title(item));
        item.earliest().ifPresent(due -> task.put("timing", Map.of("on-date", Map.of("date", due.toString()))));
        owner(item.system())
                .ifPresent(_ -> task.put(
                        "responsible-roles",
                        List.of(Map.of(
                                "role-id", OWNER, "party-uuids", List.of(parts.id("owner of " + item.system()))))));
        remediation.put("tasks", List.of(task));
        return remediation;
    }

    private List<Map<String, Object>> observed(PlanItem item) {
        return List.of(Map.of(
                "observation-uuid", parts.id("check " + item.check().check().id())));
    }

    private static String name(PlanItem item) {
        return item.check().check().id() + " " + item.system();
    }

    private static String title(PlanItem item) {
        return item.check().check().id() + " " + item.check().check().name() + ", "
                + (item.system().isEmpty() ? "no system" : "system " + item.system());
    }
}
