package io.exhibit.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTests {

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x00, 0x1B, 0x7F, 0x85, 0xAD, 0x061C, 0x200B, 0x200D, 0x200E, 0x202A, 0x202E, 0x2028, 0x2066, 0x2069,
                0xFEFF, 0xFE0F, 0x3164, 0xE0041, 0xE000
            })
    void writesOutWhatSteersOrHides(int point) {
        String shown = Visible.text("a" + Character.toString(point) + "b");
        assertThat(shown).isEqualTo("a\u27E6U+" + hex(point) + "\u27E7b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "zwei Zeilen\nund\tTab", "Ünïcödé 漢字 🐧", "עברית العربية", "<b>&amp;</b>"})
    void leavesOrdinaryTextAsItIs(String text) {
        assertThat(Visible.text(text)).isSameAs(text);
    }

    @Test
    void writesOutLineBreaksOnOneLine() {
        assertThat(Visible.line("a\r\nb\tc")).isEqualTo("a⟦U+000D⟧⟦U+000A⟧b⟦U+0009⟧c");
    }

    @Test
    void writesOutALoneSurrogate() {
        assertThat(Visible.text("a\uD800b")).isEqualTo("a⟦U+D800⟧b");
    }

    private static String hex(int point) {
        String digits = Integer.toHexString(point).toUpperCase(java.util.Locale.ROOT);
        return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
    }
}
