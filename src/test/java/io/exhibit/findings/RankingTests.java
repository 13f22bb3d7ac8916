package io.exhibit.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.estate.Exposure;
import io.exhibit.findings.RankingMethod.Raise;
import io.exhibit.findings.RankingMethod.When;
import io.exhibit.kernel.Severity;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RankingTests {

    private static final RankingMethod.Bands BANDS =
            new RankingMethod.Bands(new BigDecimal("9.0"), new BigDecimal("7.0"), new BigDecimal("4.0"));
    private static final RankingMethod NEAR = new RankingMethod(2, BANDS, List.of(), null);
    private static final RankingMethod FAR = new RankingMethod(
            4,
            BANDS,
            List.of(
                    new Raise(When.EPSS, new BigDecimal("0.1"), Severity.LOW, Severity.CRITICAL),
                    new Raise(When.INTERNET, BigDecimal.ONE, Severity.HIGH, Severity.CRITICAL),
                    new Raise(When.CARDHOLDER_DATA, BigDecimal.ONE, Severity.MEDIUM, Severity.HIGH),
                    new Raise(When.CRITICAL_FUNCTION, BigDecimal.ONE, Severity.MEDIUM, Severity.HIGH)),
            Severity.CRITICAL);

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // severity, CVSS, exploited, EPSS, exposure, cardholder data, critical function: rank by version 2, by
                // version 4
                "CRITICAL, -,   false, -,     UNKNOWN,  false, false, CRITICAL, CRITICAL",
                "HIGH,     -,   false, -,     UNKNOWN,  false, false, HIGH,     HIGH",
                "HIGH,     9.0, false, -,     UNKNOWN,  false, false, CRITICAL, CRITICAL",
                "HIGH,     8.9, false, -,     UNKNOWN,  false, false, HIGH,     HIGH",
                "LOW,      7.0, false, -,     UNKNOWN,  false, false, HIGH,     HIGH",
                "LOW,      4.0, false, -,     UNKNOWN,  false, false, MEDIUM,   MEDIUM",
                "UNKNOWN,  3.9, false, -,     UNKNOWN,  false, false, LOW,      LOW",
                "UNKNOWN,  0.0, false, -,     UNKNOWN,  false, false, LOW,      LOW",
                "UNKNOWN,  -,   false, -,     UNKNOWN,  false, false, -,        -",
                "UNKNOWN,  -,   false, 0.999, INTERNET, true,  true,  -,        -",
                "UNKNOWN,  -,   true,  -,     UNKNOWN,  false, false, -,        CRITICAL",
                "LOW,      -,   true,  0.000, INTERNAL, false, false, LOW,      CRITICAL",
                "HIGH,     -,   false, 0.099, UNKNOWN,  false, false, HIGH,     HIGH",
                "HIGH,     -,   false, 0.100, UNKNOWN,  false, false, HIGH,     CRITICAL",
                "LOW,      -,   false, 0.900, UNKNOWN,  false, false, LOW,      MEDIUM",
                "CRITICAL, -,   true,  0.900, INTERNET, true,  true,  CRITICAL, CRITICAL",
                "HIGH,     -,   false, -,     INTERNET, false, false, HIGH,     CRITICAL",
                "MEDIUM,   -,   false, -,     INTERNET, false, false, MEDIUM,   MEDIUM",
                "HIGH,     -,   false, -,     INTERNAL, false, false, HIGH,     HIGH",
                "MEDIUM,   -,   false, 0.500, INTERNET, false, false, MEDIUM,   CRITICAL",
                "MEDIUM,   -,   false, -,     INTERNAL, true,  false, MEDIUM,   HIGH",
                "MEDIUM,   -,   false, -,     INTERNAL, false, true,  MEDIUM,   HIGH",
                "MEDIUM,   -,   false, -,     INTERNAL, true,  true,  MEDIUM,   HIGH",
                "HIGH,     -,   false, -,     INTERNAL, true,  true,  HIGH,     HIGH",
                "LOW,      -,   false, -,     INTERNAL, true,  true,  LOW,      LOW",
            })
    void decides(
            Severity severity,
            @Nullable BigDecimal cvss,
            boolean exploited,
            @Nullable BigDecimal epss,
            Exposure exposure,
            boolean cardholderData,
            boolean criticalFunction,
            @Nullable Severity near,
            @Nullable Severity far) {
        var inputs = new RankInputs(
                severity,
                cvss,
                exploited,
                epss,
                new RankInputs.Place(exposure, cardholderData, criticalFunction),
                null);
        assertThat(Ranking.of(inputs, NEAR).rank()).isEqualTo(near);
        assertThat(Ranking.of(inputs, FAR).rank()).isEqualTo(far);
    }

    @Test
    void namesEachInputThatCounted() {
        assertThat(reason(Severity.HIGH, "9.8", false, null, Exposure.INTERNET)).isEqualTo("CVSS v3 base score 9.8");
        assertThat(reason(Severity.MEDIUM, "4.1", false, "0.51", Exposure.INTERNET))
                .isEqualTo("scanner severity MEDIUM, raised to HIGH by an EPSS score of at least 0.1,"
                        + " to CRITICAL by exposure to the internet");
        assertThat(reason(Severity.UNKNOWN, null, true, null, Exposure.UNKNOWN))
                .isEqualTo("no severity and no CVSS v3 score, raised to CRITICAL by being known to be exploited");
        assertThat(reason(Severity.LOW, null, true, "0.2", Exposure.UNKNOWN))
                .isEqualTo("scanner severity LOW, raised to MEDIUM by an EPSS score of at least 0.1,"
                        + " to CRITICAL by being known to be exploited");
    }

    @Test
    void neverLowersARank() {
        for (Severity severity : List.of(Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW)) {
            for (Exposure exposure : Exposure.values()) {
                for (boolean yes : new boolean[] {true, false}) {
                    var inputs = new RankInputs(
                            severity, null, yes, BigDecimal.ZERO, new RankInputs.Place(exposure, !yes, yes), null);
                    assertThat(Ranking.of(inputs, FAR).rank()).isLessThanOrEqualTo(severity);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CRITICAL, false, MEDIUM,   MEDIUM",
        "CRITICAL, true,  MEDIUM,   CRITICAL",
        "LOW,      false, MEDIUM,   LOW",
        "MEDIUM,   false, MEDIUM,   MEDIUM",
        "UNKNOWN,  false, LOW,      ",
    })
    void hasTheRankThatPeopleLoweredItTo(
            Severity severity, boolean exploited, Severity lowered, @Nullable Severity rank) {
        Instant midnight = Instant.parse("2026-03-01T00:00:00Z");
        var inputs = inputs(
                severity, null, exploited, null, Exposure.UNKNOWN, new RankInputs.Lowered(lowered, 17, midnight));
        Ranking ranking = Ranking.of(inputs, FAR);
        assertThat(ranking.rank()).isEqualTo(rank);
        assertThat(ranking.reason().endsWith(", lowered to MEDIUM by exception 17 until 2026-02-28"))
                .isEqualTo(rank != null && rank != severity);
    }

    private static RankInputs inputs(
            Severity severity,
            @Nullable BigDecimal cvss,
            boolean exploited,
            @Nullable BigDecimal epss,
            Exposure exposure,
            RankInputs.@Nullable Lowered lowered) {
        return new RankInputs(severity, cvss, exploited, epss, new RankInputs.Place(exposure, false, false), lowered);
    }

    private static String reason(
            Severity severity, @Nullable String cvss, boolean exploited, @Nullable String epss, Exposure exposure) {
        return Ranking.of(inputs(severity, number(cvss), exploited, number(epss), exposure, null), FAR)
                .reason();
    }

    private static @Nullable BigDecimal number(@Nullable String text) {
        return text == null ? null : new BigDecimal(text);
    }
}
