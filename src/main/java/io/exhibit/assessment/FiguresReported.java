package io.exhibit.assessment;

import io.exhibit.documents.Topic;
import java.util.Map;
import org.springframework.stereotype.Component;

/** C28: were the figures reported, and each report approved by another person, before the longest time between reports had passed? */
@Component
class FiguresReported extends Check {

    private static final String FIGURES = "figures_report_days";
    private static final String BOARD = "board_report_days";

    FiguresReported() {
        super(
                "C28",
                1,
                Input.DOCUMENTED,
                new Noun("report", "reports", "on file or expected"),
                DocumentsHeld.population(
                        "CASE d.topic WHEN 'BOARD_REPORT' THEN :board_report_days ELSE :figures_report_days END",
                        DocumentsHeld.ONE_AFTER_THE_OTHER),
                FIGURES,
                BOARD);
    }

    @Override
    Map<String, Object> lookedUp() {
        return DocumentsHeld.expected(Topic.Question.REPORTING);
    }

    @Override
    String fallback(String parameter) {
        return parameter.equals(BOARD) ? FIGURES : parameter;
    }
}
