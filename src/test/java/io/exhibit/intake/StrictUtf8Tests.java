package io.exhibit.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StrictUtf8Tests {

    /** Whatever Java's own strict decoder thinks of random bytes, in however many pieces they come. */
    @Test
    void takesExactlyWhatIsUtf8() throws IOException {
        Random random = new Random(6);
        int[] bytes = {
            0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF4, 0xF5,
            0xFF
        };
        int good = 0;
        for (int n = 0; n < 30_000; n++) {
            byte[] text = new byte[random.nextInt(1, 6)];
            for (int at = 0; at < text.length; at++) {
                text[at] = (byte) bytes[random.nextInt(bytes.length)];
            }
            boolean isText = isText(text);
            good += isText ? 1 : 0;
            assertThat(passes(text, random.nextInt(1, 6)))
                    .as(Arrays.toString(text))
                    .isEqualTo(isText);
        }
        assertThat(good).isGreaterThan(500);
    }

    private static boolean isText(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException bad) {
            return false;
        }
    }

    private static boolean passes(byte[] bytes, int piece) throws IOException {
        try (InputStream in = new StrictUtf8(new ByteArrayInputStream(bytes))) {
            byte[] buffer = new byte[piece];
            while (in.read(buffer, 0, piece) >= 0) {
                // All of it.
            }
            return true;
        } catch (StrictUtf8.NotUtf8 bad) {
            return false;
        }
    }
}
