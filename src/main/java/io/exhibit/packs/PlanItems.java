package io.exhibit.packs;

import io.exhibit.assessment.CheckResult;
import io.exhibit.assessment.Item;
import io.exhibit.assessment.Verdict;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a check found that is to be put right, gathered by the system whose owner it falls to. */
final class PlanItems {

    private final Map<String, PlanItem> bySystem = new TreeMap<>();
    private final PlanDecisions decisions;
    private final CheckResult check;

    private PlanItems(CheckResult check, PlanDecisions decisions) {
        this.check = check;
        this.decisions = decisions;
    }

    static List<PlanItem> of(CheckResult check, Spool population, PlanDecisions decisions) throws IOException {
        PlanItems items = new PlanItems(check, decisions);
        population.each(items::look);
        return new ArrayList<>(items.bySystem.values());
    }

    private void look(List<@Nullable String> row) {
        Verdict verdict = Verdict.valueOf(String.valueOf(row.get(PopulationRegister.VERDICT)));
        if (verdict == Verdict.SATISFIED || verdict == Verdict.NOT_APPLICABLE) {
            return;
        }
        PlanItem item = bySystem.computeIfAbsent(
                String.valueOf(row.get(PopulationRegister.SYSTEM)), system -> new PlanItem(check, system));
        item.count(verdict, String.valueOf(row.get(PopulationRegister.REASON)));
        if (verdict == Verdict.VIOLATED && row.get(PopulationRegister.DONE) == null) {
            item.due(time(row.get(PopulationRegister.DUE)));
        }
        if (Item.Kind.FINDING.name().equals(row.get(PopulationRegister.KIND))) {
            decisions.about(String.valueOf(row.get(PopulationRegister.SUBJECT))).forEach(item::covered);
        }
    }

    private static @Nullable Instant time(@Nullable String written) {
        return written == null ? null : Instant.parse(written);
    }
}
