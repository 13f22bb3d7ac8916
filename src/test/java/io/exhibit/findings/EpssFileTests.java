package io.exhibit.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exhibit.intake.UnusableCatalogue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EpssFileTests {

    private static final String HEAD =
            "#model_version:v2025.03.14,score_date:2025-06-01T12:55:00Z\ncve,epss,percentile\n";

    @Test
    void readsWhatTheFileSaysOfItself() throws IOException {
        EpssFile.Head head = EpssFile.read(stream(HEAD + "CVE-2024-0001,0.1,0.9\n"), score -> {});
        assertThat(head.model()).isEqualTo("v2025.03.14");
        assertThat(head.scoredAt()).isEqualTo(Instant.parse("2025-06-01T12:55:00Z"));
        assertThat(head.items()).isEqualTo(1);
    }

    @Test
    void roundsScoresToThousandthsAndPercentilesDownToWholePercent() throws IOException {
        assertThat(scores("CVE-2024-0001,0.97149,0.99999\nCVE-2024-0002,6e-05,0.0099\nCVE-2024-0003,0.0005,1.0\r\n"))
                .containsExactly("CVE-2024-0001 0.971 0.99", "CVE-2024-0002 0.000 0.00", "CVE-2024-0003 0.001 1.00");
    }

    @Test
    void takesALastLineWithoutItsEndOnlyWhenNothingOfItIsMissing() throws IOException {
        assertThat(scores("CVE-2024-0001,0.97149,0.99990")).hasSize(1);
        assertThatThrownBy(() -> scores("CVE-2024-0001,0.97149,0.9999"))
                .isInstanceOf(UnusableCatalogue.class)
                .hasMessageContaining("cut off in line 3");
    }

    @Test
    void namesTheLineThatItCannotRead() {
        assertThatThrownBy(() -> scores("CVE-2024-0001,0.1,0.9\nCVE-2024-0002,0.1\n"))
                .hasMessageContaining("Line 4");
        assertThatThrownBy(() -> scores("CVE-2024-0001,1.00001,0.9\n")).hasMessageContaining("above 1");
        assertThatThrownBy(() -> scores("x".repeat(201) + "\n")).hasMessageContaining("longer than 200 bytes");
    }

    private static List<String> scores(String lines) throws IOException {
        List<String> scores = new ArrayList<>();
        EpssFile.read(
                stream(HEAD + lines),
                score -> scores.add(score.cve() + " " + score.score() + " " + score.percentile()));
        return scores;
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
