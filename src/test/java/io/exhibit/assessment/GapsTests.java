package io.exhibit.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.exhibit.controls.CheckUse;
import io.exhibit.controls.Control;
import io.exhibit.controls.ControlId;
import io.exhibit.controls.Effective;
import io.exhibit.controls.FrameworkId;
import io.exhibit.controls.Standing;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a framework lacks, by what would help most. */
class GapsTests {

    private static final String STALE = "scans are known only since 3 Mar 2026";

    @Test
    void putsWhatHelpsMostControlsFirst() {
        List<GapStep> steps = gaps(
                judged("1", Map.of("C03", found(Result.INSUFFICIENT_EVIDENCE, missing(""))), "C03"),
                judged(
                        "2",
                        Map.of(
                                "C03", found(Result.INSUFFICIENT_EVIDENCE, missing("")),
                                "C07",
                                        found(
                                                Result.INSUFFICIENT_EVIDENCE,
                                                missing(" cannot be judged: 3 without a system (x)"))),
                        "C03",
                        "C07"),
                judged(
                        "3",
                        Map.of("C07", found(Result.NOT_SATISFIED, "Of 3 findings 1 late. Result: not satisfied.")),
                        "C07"),
                judged("4", Map.of(), "C20"),
                judged("5", Map.of("C24-b", found(Result.INSUFFICIENT_EVIDENCE, "None on file. Result: x.")), "C24-b"),
                judged("6", Map.of("C07", found(Result.SATISFIED_COMPENSATED, "One. Result: x.")), "C07"),
                judged("7", Map.of("C03", found(Result.SATISFIED, "All. Result: satisfied.")), "C03"),
                judged("8", Map.of("C03", found(Result.NOT_APPLICABLE, "None. Result: x.")), "C03"),
                judged("9", Map.of()));

        assertThat(steps)
                .extracting(GapStep::kind, GapStep::what, GapStep::codes, GapStep::finishes)
                .containsExactly(
                        tuple(GapStep.Kind.INPUT, STALE, "1, 2", 1L),
                        tuple(GapStep.Kind.DOCUMENT, "C24-b Documents: patches", "5", 1L),
                        tuple(GapStep.Kind.VIOLATION, "C07 Critical patches in time", "3", 1L),
                        tuple(GapStep.Kind.COMPENSATED, "C07 Critical patches in time", "6", 1L),
                        tuple(GapStep.Kind.CHECK, "C20 Network flows", "4", 1L),
                        tuple(GapStep.Kind.MAPPING, "A check for each control that has none", "9", 1L),
                        tuple(GapStep.Kind.ITEMS, "C07 Critical patches in time", "2", 0L));
        assertThat(steps.get(4).why()).contains("it would need observed flows");
    }

    @Test
    void readsWhatASentenceSaysToBeMissingBackOutOfIt() {
        Question question = Facts.in(2005).ask("C17", "PCI", Facts.in(2005).days(0, 60));
        Check check = new AlertTimes();
        List<String> gaps =
                List.of("no alert was ever received, and silence does not show it", "2 targets belong to no system");

        String sentence = Sentence.of(check, question, List.of(), gaps, Result.INSUFFICIENT_EVIDENCE);

        assertThat(Sentence.missing(sentence)).isEqualTo(gaps);
        assertThat(Sentence.missing(sentence
                        + " alert_ack had more than one value in the period: 1, 2; judged by 1, the strictest."))
                .isEqualTo(gaps);
        assertThat(Sentence.missing(Sentence.of(check, question, List.of(), List.of(), Result.SATISFIED)))
                .isEmpty();
    }

    private static List<GapStep> gaps(Gaps.Judged... judged) {
        return Gaps.of(List.of(judged), Asking.EVALUATION::built);
    }

    private static String missing(String before) {
        return "Of 3 targets scanned," + before + ". Missing: " + STALE + ". Result: insufficient evidence.";
    }

    private static Gaps.Found found(Result result, String reason) {
        return new Gaps.Found(result, reason);
    }

    private static Gaps.Judged judged(String code, Map<String, Gaps.Found> found, String... checks) {
        Control control = new Control(
                new ControlId(new FrameworkId("A-TEST"), code),
                "A title",
                "A text",
                "A paragraph",
                new Effective(LocalDate.of(2000, 1, 1), false),
                null,
                Standing.OPERATIVE,
                Arrays.stream(checks)
                        .map(check -> new CheckUse(Asking.CATALOGUE.check(check), "Because"))
                        .toList(),
                List.of(),
                null,
                Map.of(),
                List.of());
        return new Gaps.Judged(control, new HashMap<>(found));
    }
}
