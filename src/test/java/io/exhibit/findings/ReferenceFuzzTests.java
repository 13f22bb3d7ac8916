package io.exhibit.findings;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.exhibit.intake.UnusableCatalogue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Whatever bytes come as reference data: what they say, within its bounds, or a refusal in words. */
@Tag("fuzz")
class ReferenceFuzzTests {

    @FuzzTest(maxDuration = "60s")
    void scores(byte[] bytes) throws IOException {
        List<EpssFile.Score> scores = new ArrayList<>();
        try {
            EpssFile.Head head = EpssFile.read(new ByteArrayInputStream(bytes), scores::add);
            assertThat(head.items()).isEqualTo(scores.size()).isPositive();
        } catch (UnusableCatalogue said) {
            // That is the other answer.
        }
        assertThat(scores).allSatisfy(score -> {
            assertThat(score.cve()).matches("CVE-[0-9]{4}-[0-9]{4,12}");
            assertThat(score.score()).isBetween(BigDecimal.ZERO, BigDecimal.ONE);
            assertThat(score.score().scale()).isEqualTo(3);
            assertThat(score.percentile()).isBetween(BigDecimal.ZERO, BigDecimal.ONE);
            assertThat(score.percentile().scale()).isEqualTo(2);
        });
    }

    @FuzzTest(maxDuration = "60s")
    void catalogue(byte[] bytes) {
        try {
            assertThat(KevCatalogue.read(new ByteArrayInputStream(bytes)).items())
                    .isNotEmpty();
        } catch (UnusableCatalogue said) {
            // That is the other answer.
        }
    }
}
