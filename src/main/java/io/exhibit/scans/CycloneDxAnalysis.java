package io.exhibit.scans;

import io.exhibit.intake.Json;
import io.exhibit.intake.Unreadable;
import io.exhibit.kernel.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/** One vulnerability of a CycloneDX document, with the analysis of it; without one nothing is stated. */
final class CycloneDxAnalysis {

    private static final Map<String, String> STATUSES = Map.of(
            "not_affected", "not_affected",
            "false_positive", "not_affected",
            "exploitable", "affected",
            "in_triage", "under_investigation",
            "resolved", "fixed",
            "resolved_with_pedigree", "fixed");
    private static final Map<String, String> JUSTIFICATIONS = Map.of(
            "code_not_present", "vulnerable_code_not_present",
            "code_not_reachable", "vulnerable_code_not_in_execute_path");
    private static final int MOST_NAMES = 100;

    private final JsonParser parser;
    private final Products known;
    private final Set<String> names = new LinkedHashSet<>();
    private final List<VexProduct> products = new ArrayList<>();
    private final List<String> responses = new ArrayList<>();
    private String state = "";
    private String justification = "";
    private String detail = "";
    private @Nullable Instant issuedAt;
    private @Nullable Instant updatedAt;

    CycloneDxAnalysis(JsonParser parser, Products known) {
        this.parser = parser;
        this.known = known;
    }

    /** Finds a product by its reference; narrowed: only some versions of it are meant. */
    interface Products {
        VexProduct of(String ref, boolean narrowed);
    }

    void read(VexFormat.Sink sink) throws Unreadable {
        Json.object(parser, "A vulnerability", this::field);
        if (state.isEmpty()) {
            return;
        }
        String status = STATUSES.get(state);
        if (status == null || names.isEmpty()) {
            throw new Unreadable(
                    "schema", "An analysis has a state that is not known here, or its vulnerability no id.");
        }
        sink.add(new VexStatement(
                names.iterator().next(),
                names,
                status,
                status.equals("not_affected") ? whyNot() : whatAbout(),
                updatedAt == null ? issuedAt : updatedAt,
                products));
    }

    /** Two of its justifications are words of VEX under other names; what it says beyond that is kept as a note. */
    private VexStatement.Reasons whyNot() {
        String word = JUSTIFICATIONS.getOrDefault(justification, "");
        String note = state.equals("false_positive") ? "false positive" : "";
        return new VexStatement.Reasons(
                word, detail, String.join(", ", responses), word.isEmpty() && note.isEmpty() ? justification : note);
    }

    private VexStatement.Reasons whatAbout() {
        return new VexStatement.Reasons("", "", String.join(", ", responses), detail);
    }

    private void field(String name) throws Unreadable {
        switch (name) {
            case "id" -> {
                Set<String> others = new LinkedHashSet<>(names);
                names.clear();
                named();
                names.addAll(others);
            }
            case "references" ->
                Json.array(
                        parser,
                        name,
                        () -> Json.object(parser, "A reference", inner -> {
                            if (inner.equals("id")) {
                                named();
                            }
                        }));
            case "analysis" -> Json.object(parser, name, this::analysis);
            case "affects" -> Json.array(parser, name, this::affected);
            default -> {
                // What else it says is no matter here.
            }
        }
    }

    private void named() throws Unreadable {
        String id = VexFormat.line(parser);
        if (!id.isEmpty() && names.size() < MOST_NAMES) {
            names.add(id);
        }
    }

    private void analysis(String name) throws Unreadable {
        switch (name) {
            case "state" -> state = VexFormat.line(parser);
            case "justification" -> justification = VexFormat.line(parser);
            case "detail" -> detail = Json.textOr(parser, "");
            case "response" ->
                Json.array(parser, name, () -> {
                    if (responses.size() < MOST_NAMES) {
                        responses.add(VexFormat.line(parser).replace('_', ' '));
                    }
                });
            case "firstIssued" -> issuedAt = Text.time(Json.text(parser));
            case "lastUpdated" -> updatedAt = Text.time(Json.text(parser));
            default -> {
                // What else it says is no matter here.
            }
        }
    }

    private void affected() throws Unreadable {
        String[] ref = {""};
        int[] versions = {0};
        Json.object(parser, "What is affected", name -> {
            if (name.equals("ref")) {
                ref[0] = VexFormat.line(parser);
            } else if (name.equals("versions")) {
                Json.array(parser, name, () -> versions[0]++);
            }
        });
        if (products.size() >= VexFormat.MOST) {
            throw VexFormat.tooMany();
        }
        products.add(known.of(ref[0], versions[0] > 0));
    }
}
