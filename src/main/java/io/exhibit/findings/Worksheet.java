package io.exhibit.findings;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Visible;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The worksheet of a compensating control, field by field as an assessor asks for it; none of them may be left out. */
public record Worksheet(
        String constraints,
        String definition,
        String objective,
        String objectiveMet,
        String residualRisk,
        String validation,
        String maintenance) {

    /** A field with its name, for a page. */
    public record Field(String title, String text) {}

    public Worksheet {
        for (String field :
                List.of(constraints, definition, objective, objectiveMet, residualRisk, validation, maintenance)) {
            if (field.isBlank()) {
                throw new InvalidRequest(
                        "A compensating control needs its worksheet, every field of it: constraints, definition, objective of the original"
                                + " control, objective met, residual risk, validation, maintenance.");
            }
        }
    }

    /** In the order of the worksheet. */
    public List<Field> fields() {
        return List.of(
                new Field("Constraints", constraints),
                new Field("Compensating control", definition),
                new Field("Objective of the original control", objective),
                new Field("Objective met", objectiveMet),
                new Field("Residual risk", residualRisk),
                new Field("Validation performed", validation),
                new Field("Maintenance", maintenance));
    }

    Map<String, Object> toMap() {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("constraints", constraints);
        detail.put("definition", definition);
        detail.put("objective", objective);
        detail.put("objectiveMet", objectiveMet);
        detail.put("residualRisk", residualRisk);
        detail.put("validation", validation);
        detail.put("maintenance", maintenance);
        return detail;
    }

    /** Null: it was asked for before there were worksheets, or is of a kind that has none. */
    static @Nullable Worksheet of(@Nullable JsonNode detail) {
        return detail == null
                ? null
                : new Worksheet(
                        detail.get("constraints").asString(),
                        detail.get("definition").asString(),
                        detail.get("objective").asString(),
                        detail.get("objectiveMet").asString(),
                        detail.get("residualRisk").asString(),
                        detail.get("validation").asString(),
                        detail.get("maintenance").asString());
    }

    /** From the columns of its table; null: there is none. */
    static @Nullable Worksheet of(ResultSet row) throws SQLException {
        return row.getString("definition") == null
                ? null
                : new Worksheet(
                        Visible.text(row.getString("constraints")),
                        Visible.text(row.getString("definition")),
                        Visible.text(row.getString("objective")),
                        Visible.text(row.getString("objective_met")),
                        Visible.text(row.getString("residual_risk")),
                        Visible.text(row.getString("validation")),
                        Visible.text(row.getString("maintenance")));
    }
}
