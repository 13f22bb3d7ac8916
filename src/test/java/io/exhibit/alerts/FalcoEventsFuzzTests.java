package io.exhibit.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

/** Whatever bytes come as a batch of events: events and damaged places in order, or {@link BadEvent} for all of it. */
@Tag("fuzz")
class FalcoEventsFuzzTests {

    private static final int MOST = 200;

    @FuzzTest(maxDuration = "60s")
    void reads(byte[] bytes) throws IOException {
        try {
            FalcoEvents events = new FalcoEvents(new ByteArrayInputStream(bytes), MOST);
            int read = 0;
            while (events.next() != null) {
                read++;
            }
            assertThat(read).isLessThanOrEqualTo(MOST);
        } catch (BadEvent said) {
            assertThat(said.reason()).isNotEmpty();
        }
    }
}
