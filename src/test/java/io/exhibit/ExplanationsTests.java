package io.exhibit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exhibit.kernel.NotFound;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExplanationsTests {

    private final Explanations explanations = new Explanations();

    @ParameterizedTest
    @MethodSource("io.exhibit.Explanations#slugs")
    void saysWhatHappenedAndWhatToDo(String slug) {
        assertThat(explanations.explain(slug).getModel())
                .doesNotContainValue(null)
                .hasSize(4);
    }

    @Test
    void knowsNoOtherProblem() {
        assertThatThrownBy(() -> explanations.explain("weather")).isInstanceOf(NotFound.class);
    }

    @Test
    void theDescriptionOfTheApiListsTheSame() throws Exception {
        String described = Files.readString(Path.of("docs/api.md"));
        assertThat(Explanations.slugs())
                .allSatisfy(slug -> assertThat(described).contains("| `" + slug + "` |"));
    }
}
