package io.exhibit.scans;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.exhibit.estate.Component;
import io.exhibit.intake.Unreadable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

/** Whatever bytes come as a scan report of whichever format: rows, or {@link Unreadable}. */
@Tag("fuzz")
class ScanFormatFuzzTests {

    private static final ScanSink NOWHERE = new ScanSink() {
        @Override
        public void observation(Observation observation) {}

        @Override
        public void component(Component component) {}

        @Override
        public void scan(ScanHeader header) {}
    };

    @FuzzTest(maxDuration = "60s")
    void reads(byte[] bytes) throws IOException {
        try {
            ScanFormat.read(new ByteArrayInputStream(bytes), NOWHERE);
        } catch (Unreadable said) {
            // That is the other answer.
        }
    }
}
