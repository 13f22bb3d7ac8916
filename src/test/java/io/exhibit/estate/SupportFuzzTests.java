package io.exhibit.estate;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.exhibit.intake.UnusableCatalogue;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Tag;

/** Whatever bytes come as ends of support, and whatever a scanner calls an operating system: an answer, or a refusal in words. */
@Tag("fuzz")
class SupportFuzzTests {

    @FuzzTest(maxDuration = "60s")
    void file(byte[] bytes) {
        try {
            assertThat(SupportFile.read(new ByteArrayInputStream(bytes)).releases())
                    .isNotEmpty()
                    .allSatisfy(release -> assertThat(release.name()).isNotBlank());
        } catch (UnusableCatalogue said) {
            // That is the other answer.
        }
    }

    @FuzzTest(maxDuration = "60s")
    void version(String name) {
        for (String family : new String[] {"alpine", "debian", "centos", "amazon", "sles", name}) {
            if (OsRelease.of(family, name) instanceof OsRelease.Told told) {
                assertThat(name.strip()).contains(told.release());
                assertThat(told.release()).matches("[0-9]{1,4}(\\.[0-9]{1,2})?");
            }
        }
    }
}
