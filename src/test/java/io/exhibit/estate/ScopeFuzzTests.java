package io.exhibit.estate;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.exhibit.kernel.InvalidRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;

/** A scope as somebody wrote it into an address. */
@Tag("fuzz")
class ScopeFuzzTests {

    @FuzzTest(maxDuration = "60s")
    void parses(byte[] bytes) {
        try {
            assertThat(Scope.parse(new String(bytes, StandardCharsets.UTF_8)).title())
                    .isNotEmpty();
        } catch (InvalidRequest said) {
            // That is the other answer.
        }
    }
}
