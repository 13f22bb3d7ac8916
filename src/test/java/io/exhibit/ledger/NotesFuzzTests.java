package io.exhibit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;

/** Checkpoints and keys as they come from a database, a file or a witness: read, or not; never believed without the key. */
@Tag("fuzz")
class NotesFuzzTests {

    private static final NoteVerifier KEY =
            NoteVerifier.read("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    private static final String SIGNED = "then you don't know what your problem is.\n\n";

    @FuzzTest(maxDuration = "60s")
    void note(byte[] bytes) {
        String note = new String(bytes, StandardCharsets.UTF_8);
        assertThat(KEY.verifies(note) && !note.contains(SIGNED)).isFalse();
    }

    @FuzzTest(maxDuration = "60s")
    void checkpoint(byte[] bytes) {
        String note = new String(bytes, StandardCharsets.UTF_8);
        try {
            assertThat(Checkpoint.parse(note).size()).isNotNegative();
        } catch (IllegalArgumentException said) {
            // That is the other answer.
        }
    }

    @FuzzTest(maxDuration = "60s")
    void key(byte[] bytes) {
        String written = new String(bytes, StandardCharsets.UTF_8);
        try {
            NoteVerifier.read(written);
        } catch (IllegalArgumentException said) {
            // That is the other answer.
        }
        try {
            NoteKey.read(written);
        } catch (IllegalArgumentException said) {
            // As above.
        }
    }
}
