package io.exhibit.findings;

import io.exhibit.kernel.Text;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** What somebody entered as the worksheet of a compensating control. */
record WorksheetForm(
        @Nullable String constraints,
        @Nullable String definition,
        @Nullable String objective,
        @Nullable String objectiveMet,
        @Nullable String residualRisk,
        @Nullable String validation,
        @Nullable String maintenance)
        implements Serializable {

    private static final int LONGEST = 4000;

    static @Nullable WorksheetForm of(@Nullable Worksheet sheet) {
        return sheet == null
                ? null
                : new WorksheetForm(
                        sheet.constraints(),
                        sheet.definition(),
                        sheet.objective(),
                        sheet.objectiveMet(),
                        sheet.residualRisk(),
                        sheet.validation(),
                        sheet.maintenance());
    }

    /** Null: nothing of it was filled in, as for all other kinds. */
    @Nullable
    Worksheet worksheet() {
        String all = text(constraints)
                + text(definition)
                + text(objective)
                + text(objectiveMet)
                + text(residualRisk)
                + text(validation)
                + text(maintenance);
        return all.isEmpty()
                ? null
                : new Worksheet(
                        text(constraints),
                        text(definition),
                        text(objective),
                        text(objectiveMet),
                        text(residualRisk),
                        text(validation),
                        text(maintenance));
    }

    private static String text(@Nullable String field) {
        return field == null ? "" : Text.clean(field.strip(), LONGEST);
    }
}
