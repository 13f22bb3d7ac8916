package io.exhibit.estate;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.exhibit.estate.RunningContainer.Workload;
import io.exhibit.intake.Unreadable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;

/** Whatever bytes come as a snapshot: what runs, with names that fit together, or {@link Unreadable}. */
@Tag("fuzz")
class SnapshotReaderFuzzTests {

    @FuzzTest(maxDuration = "60s")
    void reads(byte[] bytes) throws IOException {
        try {
            SnapshotReader.read(new ByteArrayInputStream(bytes), new Checking());
        } catch (Unreadable said) {
            // That is the other answer.
        }
    }

    private static final class Checking implements ClusterSink {

        @Override
        public void runs(RunningContainer one) {
            if (one.identity().isBlank()
                    || one.replicas() < 0
                    || one.image().lineage().isBlank()) {
                throw new IllegalStateException(one.toString());
            }
        }

        @Override
        public void seen(RunningContainer one, Hint by, @Nullable Instant at) {
            runs(one);
            if (one.workload().name().isEmpty() || one.workload().namespace().isEmpty()) {
                throw new IllegalStateException(one.toString());
            }
        }

        @Override
        public void ended(Workload workload, EndHint how, @Nullable Instant at) {
            if (workload.namespace().isEmpty()) {
                throw new IllegalStateException(workload.toString());
            }
        }
    }
}
