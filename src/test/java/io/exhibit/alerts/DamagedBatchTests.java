package io.exhibit.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.alerts.FalcoEvents.Item;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens to the bytes on their way, reading them gives events, places that cannot be read, or one refusal: nothing else. */
class DamagedBatchTests {

    private static final Set<String> REASONS = Set.of(
            "too-deep",
            "too-many",
            "too-large",
            "duplicate-key",
            "bad-utf8",
            "unknown-format",
            "schema",
            "syntax",
            "number-range",
            "truncated");

    private static final String MARKS = "{}[]\",:\\\n 0e-\0\u00ff";

    static Stream<byte[]> batches() {
        Stream<byte[]> lines = Batches.SAMPLES.stream().map(Batches::sample);
        Stream<byte[]> arrays = Batches.SAMPLES.stream().map(Batches::sample).map(DamagedBatchTests::array);
        return Stream.concat(lines, arrays);
    }

    @ParameterizedTest
    @MethodSource("batches")
    void cutAnywhereKeepsTheEventsBeforeTheCut(byte[] batch) {
        List<FalcoEvent> all = Batches.good(survives(batch));
        int step = Math.max(1, batch.length / 500);
        for (int length = 0; length < batch.length; length += step) {
            List<FalcoEvent> kept = Batches.good(survives(Arrays.copyOf(batch, length)));
            assertThat(kept).as("cut at %s", length).isEqualTo(all.subList(0, kept.size()));
        }
    }

    @ParameterizedTest
    @MethodSource("batches")
    void flippedBytesDamageOnlyWhatTheyHit(byte[] batch) {
        Random random = new Random(20261121);
        int count = Batches.good(survives(batch)).size();
        int damaged = 0;
        for (int round = 0; round < 400; round++) {
            byte[] flipped = batch.clone();
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 + random.nextInt(255));
            damaged += Math.max(0, count - Batches.good(survives(flipped)).size());
        }
        // A flipped quote in an array on one line can take what follows with it; that is rare.
        assertThat(damaged / 400.0).isLessThan(1.0);
    }

    @ParameterizedTest
    @MethodSource("batches")
    void survivesManyFlipsShufflesAndNoise(byte[] batch) {
        Random random = new Random(42);
        for (int round = 0; round < 300; round++) {
            byte[] mangled = batch.clone();
            for (int flip = random.nextInt(200); flip >= 0; flip--) {
                mangled[random.nextInt(mangled.length)] = (byte) MARKS.charAt(random.nextInt(MARKS.length()));
            }
            survives(mangled);
            byte[] noise = new byte[random.nextInt(300)];
            random.nextBytes(noise);
            survives(noise);
        }
    }

    private static List<Item> survives(byte[] bytes) {
        try {
            List<Item> items = Batches.read(bytes, 5000);
            assertThat(REASONS).containsAll(Batches.reasons(items));
            return items;
        } catch (BadEvent refused) {
            assertThat(REASONS).contains(refused.reason());
            return List.of();
        }
    }

    private static byte[] array(byte[] lines) {
        String text = new String(lines, StandardCharsets.UTF_8).strip();
        return ("[" + text.replace("}\n{", "},{") + "]").getBytes(StandardCharsets.UTF_8);
    }
}
