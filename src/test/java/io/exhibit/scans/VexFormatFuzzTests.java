package io.exhibit.scans;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.exhibit.intake.Unreadable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

/** Whatever bytes come as a VEX document: statements with a vulnerability and products of a kind, fixes that can be kept, or {@link Unreadable}. */
@Tag("fuzz")
class VexFormatFuzzTests {

    @FuzzTest(maxDuration = "60s")
    void reads(byte[] bytes) throws IOException {
        try {
            VexFormat.read(new ByteArrayInputStream(bytes), VexFormatFuzzTests::check, VexFormatFuzzTests::check);
        } catch (Unreadable said) {
            // That is the other answer.
        }
    }

    private static void check(VexStatement one) {
        if (one.vulnerability().isBlank() || one.names().isEmpty()) {
            throw new IllegalStateException(one.toString());
        }
    }

    /** Every part goes into an index, which takes at most some 2,700 bytes in all. */
    private static void check(AdvisedFix one) {
        FixedPackage fixed = one.fixed();
        if (one.vulnerabilities().isEmpty()
                || (fixed != null
                        && (fixed.version().isEmpty() || fixed.toString().length() > 700))) {
            throw new IllegalStateException(one.toString());
        }
    }
}
