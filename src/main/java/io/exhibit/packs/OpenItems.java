package io.exhibit.packs;

import io.exhibit.assessment.Verdict;
import io.exhibit.kernel.Visible;
import io.exhibit.kernel.Written;
import io.exhibit.packs.ReportText.Item;
import io.exhibit.packs.ReportText.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The rows of a population that a control sheet shows: the first violated ones, then the first that cannot be judged, then the compensated. */
final class OpenItems {

    private static final int MOST = 12;

    private final List<Item> violated = new ArrayList<>();
    private final List<Item> insufficient = new ArrayList<>();
    private final List<Item> compensated = new ArrayList<>();

    private OpenItems() {}

    static OpenItems of(Spool population) throws IOException {
        OpenItems items = new OpenItems();
        population.each(items::look);
        return items;
    }

    private void look(List<@Nullable String> row) {
        Verdict verdict = Verdict.valueOf(String.valueOf(row.get(PopulationRegister.VERDICT)));
        switch (verdict) {
            case VIOLATED -> keep(violated, item(row, verdict, "NOT_SATISFIED"));
            case INSUFFICIENT -> keep(insufficient, item(row, verdict, "INSUFFICIENT_EVIDENCE"));
            case COMPENSATED -> keep(compensated, item(row, verdict, "SATISFIED_COMPENSATED"));
            case SATISFIED, NOT_APPLICABLE -> {}
        }
    }

    private static void keep(List<Item> items, Item item) {
        if (items.size() < MOST) {
            items.add(item);
        }
    }

    private static Item item(List<@Nullable String> row, Verdict verdict, String style) {
        return new Item(
                Written.brief(Visible.line(String.valueOf(row.get(PopulationRegister.LABEL)))),
                Written.brief(Visible.line(String.valueOf(row.get(PopulationRegister.ABOUT)))),
                new State(style, verdict.title().toLowerCase(Locale.ROOT)),
                Visible.line(String.valueOf(row.get(PopulationRegister.REASON))));
    }

    int size() {
        return Math.min(MOST, violated.size() + insufficient.size() + compensated.size());
    }

    List<Item> lines() {
        List<Item> lines = new ArrayList<>(violated);
        lines.addAll(insufficient);
        lines.addAll(compensated);
        return lines.subList(0, size());
    }
}
