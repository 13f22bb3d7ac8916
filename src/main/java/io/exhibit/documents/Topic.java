package io.exhibit.documents;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What a document is about, which of three questions it answers, and under which profiles somebody expects it. Our proposal: no text has such a list. */
public enum Topic {
    SECURITY_POLICY("information security policy", Question.GOVERNANCE, "DORA", "FFIEC_OCC"),
    VULNERABILITY_PROCEDURE(
            "procedure for finding and ranking vulnerabilities", Question.GOVERNANCE, "PCI", "DORA", "FFIEC_OCC"),
    PATCH_PROCEDURE("procedure for patches and updates", Question.GOVERNANCE, "PCI", "DORA", "FFIEC_OCC"),
    CONFIGURATION_STANDARD("configuration standards", Question.GOVERNANCE, "PCI"),
    RISK_ANALYSIS("targeted risk analysis", Question.GOVERNANCE, "PCI"),
    THIRD_PARTY_POLICY("policy on third parties", Question.GOVERNANCE, "FFIEC_OCC"),
    TESTERS("attestation that testers are independent and qualified", Question.TESTING, "PCI", "DORA", "FFIEC_OCC"),
    FIGURES("report of the figures of a period", Question.REPORTING, "PCI", "DORA", "FFIEC_OCC"),
    BOARD_REPORT("report to the board", Question.REPORTING, "FFIEC_OCC");

    /** Which of the checks asks about it. */
    public enum Question {
        GOVERNANCE,
        TESTING,
        REPORTING
    }

    private final String words;
    private final Question question;
    private final Set<String> profiles;

    Topic(String words, Question question, String... profiles) {
        this.words = words;
        this.question = question;
        this.profiles = Set.of(profiles);
    }

    /** One of them as somebody expects it. */
    public record Expected(String topic, String words, String profile) {}

    public String words() {
        return words;
    }

    /** What a question is about, once for each profile under which it is asked. */
    public static List<Expected> of(Question question) {
        return Arrays.stream(values())
                .filter(topic -> topic.question == question)
                .flatMap(topic ->
                        topic.profiles.stream().map(profile -> new Expected(topic.name(), topic.words, profile)))
                .toList();
    }
}
