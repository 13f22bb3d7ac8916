package io.exhibit.scans;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.exhibit.intake.Unreadable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

/** Whatever bytes come as a VEX document: statements with a vulnerability and products of a kind, or {@link Unreadable}. */
@Tag("fuzz")
class VexFormatFuzzTests {

    @FuzzTest(maxDuration = "60s")
    void reads(byte[] bytes) throws IOException {
        try {
            VexFormat.read(new ByteArrayInputStream(bytes), one -> {
                if (one.vulnerability().isBlank() || one.names().isEmpty()) {
                    throw new IllegalStateException(one.toString());
                }
            });
        } catch (Unreadable said) {
            // That is the other answer.
        }
    }
}
