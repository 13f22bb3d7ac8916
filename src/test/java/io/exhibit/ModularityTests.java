package io.exhibit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTests {

    private static final ApplicationModules MODULES = ApplicationModules.of(ExhibitApplication.class);
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z]+)` \\|");

    @Test
    void modulesKeepTheirBorders() {
        MODULES.verify();
    }

    @Test
    void theReadmeMapsTheModulesThatAreThere() throws IOException {
        Set<String> mapped = ROW.matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toSet());

        assertThat(mapped).isEqualTo(names());
    }

    @Test
    void everyModuleIntroducesItself() {
        assertThat(names())
                .allSatisfy(name -> assertThat(Path.of("src/main/java/io/exhibit", name, "package-info.java"))
                        .content()
                        .containsPattern("/\\*\\* [A-Z].+\\. \\*/")
                        .contains("allowedDependencies"));
    }

    @Test
    void testsDoNotHideWhatAModuleDeclares() {
        // A package-info among the tests would take the place of the module's own, with its dependencies, on the class
        // path.
        assertThat(names())
                .allSatisfy(name -> assertThat(Path.of("src/test/java/io/exhibit", name, "package-info.java"))
                        .doesNotExist());
    }

    private static Set<String> names() {
        return MODULES.stream()
                .map(ApplicationModule::getIdentifier)
                .map(Object::toString)
                .collect(Collectors.toSet());
    }
}
