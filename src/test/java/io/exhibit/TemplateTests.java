package io.exhibit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TemplateTests {

    private static final Path TEMPLATES = Path.of("frontend-templates");

    /** Templates that may place markup which our own renderer made, with every text in it escaped. */
    private static final Set<String> PLACE_DRAWINGS = Set.of("fragments/drawing.html");

    private static final Pattern FRAGMENT = Pattern.compile("~\\{\\s*([a-z][\\w/-]*)\\s*::");

    @ParameterizedTest
    @MethodSource("templates")
    void isWellFormed(Path template) {
        assertThat(TemplateMarkup.read(template).mistakes()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void carriesNoStyleOrScriptOfItsOwn(Path template) {
        assertThat(TemplateMarkup.read(template).elements()).allSatisfy(element -> {
            assertThat(element.name()).isNotEqualTo("style");
            assertThat(element.attributes().keySet())
                    .noneMatch(name -> name.matches("(th:|data-th-)?(style|styleappend|on[a-z]+)"));
            assertThat(element.attributes().values()).noneMatch(value -> value.contains("javascript:"));
            if (element.name().equals("script")) {
                assertThat(element.attributes().keySet()).containsAnyOf("src", "th:src");
                assertThat(element.text()).isBlank();
            }
        });
    }

    @ParameterizedTest
    @MethodSource("templates")
    void escapesWhatItPlaces(Path template) throws IOException {
        if (!PLACE_DRAWINGS.contains(name(template))) {
            assertThat(template).content().doesNotContain("utext").doesNotContain("[(");
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void sendsFormsWithATokenAgainstForgery(Path template) {
        assertThat(TemplateMarkup.read(template).elements())
                .filteredOn(element -> element.name().equals("form"))
                .filteredOn(form -> form.attribute("method").equalsIgnoreCase("post"))
                .allSatisfy(form ->
                        assertThat(form.attributes()).containsKey("th:action").doesNotContainKey("action"));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void loadsNothingFromAnotherHost(Path template) {
        assertThat(TemplateMarkup.read(template).elements())
                .filteredOn(element -> Set.of("link", "script", "img", "iframe", "source", "use")
                        .contains(element.name()))
                .allSatisfy(element -> assertThat(Stream.of("href", "src", "th:href", "th:src", "srcset")
                                .map(element::attribute))
                        .noneMatch(value -> value.contains("//")));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void saysWhatEachTableHeadingIsFor(Path template) {
        assertThat(TemplateMarkup.read(template).elements())
                .filteredOn(element -> element.name().equals("th"))
                .allSatisfy(heading -> assertThat(heading.attributes().keySet()).containsAnyOf("scope", "th:scope"));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void insertsFragmentsThatAreThere(Path template) throws IOException {
        assertThat(FRAGMENT.matcher(Files.readString(template)).results().map(found -> found.group(1)))
                .allSatisfy(fragment ->
                        assertThat(TEMPLATES.resolve(fragment + ".html")).exists());
    }

    @ParameterizedTest
    @MethodSource("templates")
    void usesExpressionsThatCanBeRead(Path template) {
        assertThat(TemplateMarkup.read(template).elements())
                .allSatisfy(element -> assertThat(TemplateExpressions.mistakesIn(element.attributes()))
                        .isEmpty());
    }

    @Test
    void scriptsNeverWriteMarkupFromText() throws IOException {
        Path scripts = TEMPLATES.resolve("assets/js");
        if (!Files.isDirectory(scripts)) {
            return;
        }
        try (Stream<Path> files = Files.walk(scripts)) {
            assertThat(files.filter(file -> file.toString().endsWith(".js")))
                    .allSatisfy(script -> assertThat(script)
                            .content()
                            .doesNotContain(
                                    "innerHTML",
                                    "outerHTML",
                                    "insertAdjacentHTML",
                                    "document.write",
                                    "eval(",
                                    "new Function")
                            .doesNotContainPattern("['\"`](https?:)?//"));
        }
    }

    static List<Path> templates() {
        try (Stream<Path> files = Files.walk(TEMPLATES)) {
            return files.filter(file -> file.toString().endsWith(".html"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path template) {
        return TEMPLATES.relativize(template).toString();
    }
}
