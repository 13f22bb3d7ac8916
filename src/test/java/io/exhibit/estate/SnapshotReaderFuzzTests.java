package io.exhibit.estate;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.exhibit.intake.Unreadable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

/** Whatever bytes come as a snapshot: what runs, with names that fit together, or {@link Unreadable}. */
@Tag("fuzz")
class SnapshotReaderFuzzTests {

    @FuzzTest(maxDuration = "60s")
    void reads(byte[] bytes) throws IOException {
        try {
            SnapshotReader.read(new ByteArrayInputStream(bytes), one -> {
                if (one.identity().isBlank()
                        || one.replicas() < 0
                        || one.image().lineage().isBlank()) {
                    throw new IllegalStateException(one.toString());
                }
            });
        } catch (Unreadable said) {
            // That is the other answer.
        }
    }
}
