package io.exhibit.packs;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.kernel.Sha256;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The expected keys were drawn by another program that follows the same words. */
class DrawTests {

    private static final Sha256 FROZEN = new Sha256("ab".repeat(32));
    private static final String NONCE = "seven dice: 3 1 6 2";
    private static final List<String> SYSTEMS = List.of("payments", "cards", "");

    @Test
    void drawsTheLowestLotsInTheirOrder() {
        assertThat(drawn(NONCE, "", 5)).containsExactly("item-91", "item-42", "item-78", "item-74", "item-97");
    }

    @Test
    void drawsSoManyOfEachStratum() {
        assertThat(drawn(NONCE, "system", 2))
                .containsExactly("item-74", "item-5", "item-91", "item-97", "item-42", "item-78");
    }

    @Test
    void drawsAllWhereThereAreFewer() {
        assertThat(drawn(NONCE, "", 1000)).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void drawsOthersWithAnotherNonceOrFromAnotherPopulation() {
        assertThat(drawn(NONCE + " ", "", 5)).isNotEqualTo(drawn(NONCE, "", 5));
        Draw other = new Draw(NONCE, new Sha256("ac".repeat(32)), "C07", 5, 10);
        offer(other, "");
        assertThat(other.drawn().stream().map(Draw.Entry::key)).isNotEqualTo(drawn(NONCE, "", 5));
    }

    @Test
    void saysWhenMoreWouldBeDrawnThanMayBe() {
        Draw draw = new Draw(NONCE, FROZEN, "C07", 3, 8);
        assertThat(draw.offer(entry(0, "system"))).isTrue();
        assertThat(draw.offer(entry(1, "system"))).isTrue();
        assertThat(draw.offer(entry(2, "system"))).isFalse();
    }

    private static List<String> drawn(String nonce, String stratum, int size) {
        Draw draw = new Draw(nonce, FROZEN, "C07", size, 10_000);
        offer(draw, stratum);
        assertThat(draw.population()).isEqualTo(100);
        return draw.drawn().stream().map(Draw.Entry::key).toList();
    }

    private static void offer(Draw draw, String stratum) {
        IntStream.range(0, 100)
                .forEach(n -> assertThat(draw.offer(entry(n, stratum))).isTrue());
    }

    private static Draw.Entry entry(int n, String stratum) {
        String system = SYSTEMS.get(n % SYSTEMS.size());
        return new PopulationFile.Row("item-" + n, null, null, system, "SATISFIED", null).by(stratum);
    }
}
