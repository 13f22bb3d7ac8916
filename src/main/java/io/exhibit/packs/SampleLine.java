package io.exhibit.packs;

import io.exhibit.assessment.Verdict;
import io.exhibit.kernel.Visible;
import java.util.Locale;

/** An item that was drawn, in the words of a page; tone: how its verdict is coloured. */
record SampleLine(
        String stratum,
        String key,
        String label,
        String about,
        String system,
        String verdict,
        String tone,
        String reason) {

    static SampleLine of(Draw.Entry entry) {
        Verdict verdict = Verdict.valueOf(entry.verdict());
        return new SampleLine(
                Visible.line(entry.stratum()),
                Visible.line(entry.key()),
                Visible.line(entry.label()),
                Visible.line(entry.about()),
                Visible.line(entry.system()),
                verdict.title().toLowerCase(Locale.ROOT),
                verdict.tone(),
                Visible.line(entry.reason()));
    }
}
