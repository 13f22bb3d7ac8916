package io.exhibit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.exhibit.kernel.Refusal;
import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;

@AnalyzeClasses(packages = "io.exhibit", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    private static final Set<String> EDITED_BY_PEOPLE = Set.of(
            "access.person",
            "access.token",
            "estate.system",
            "estate.attribution_rule",
            "estate.vendor",
            "estate.origin_rule",
            "findings.policy",
            "packs.pack");

    @ArchTest
    static final ArchRule EDGES_ARE_NOBODYS_API = classes()
            .that()
            .areMetaAnnotatedWith(Controller.class)
            .or()
            .areMetaAnnotatedWith(ControllerAdvice.class)
            .or()
            .areAnnotatedWith(Entity.class)
            .or(simpleNameEndingWith("Store"))
            .should()
            .bePackagePrivate()
            .because("public means that other modules may use it")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule DEPENDENCIES_COME_BY_CONSTRUCTOR = noFields()
            .should()
            .beAnnotatedWith(Autowired.class)
            .orShould()
            .beAnnotatedWith(Value.class)
            .orShould()
            .beAnnotatedWith(Inject.class)
            .orShould()
            .beAnnotatedWith(PersistenceContext.class);

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_A_CLASS_IS = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Utils?|Helper|Manager|Processor|Handler|Service|Mapper|DTO|Dto|BaseEntity)$")
            .because("such names say that nobody decided what the class is");

    @ArchTest
    static final ArchRule THE_KERNEL_IS_PLAIN = classes()
            .that()
            .resideInAPackage("io.exhibit.kernel..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.exhibit.kernel..", "java..", "org.jspecify.annotations", "org.springframework.modulith");

    @ArchTest
    static final ArchRule TIMES_ARE_INSTANTS =
            fields().should().notHaveRawType(LocalDateTime.class).because("everything is UTC");

    @ArchTest
    static void entitiesAreWhatPeopleEdit(JavaClasses classes) {
        assertThat(classes.stream()
                        .filter(type -> type.isAnnotatedWith(Entity.class))
                        .map(type -> type.getAnnotationOfType(Table.class))
                        .map(table -> table.schema() + "." + table.name()))
                .isSubsetOf(EDITED_BY_PEOPLE);
    }

    @ArchTest
    static void everyRefusalIsExplained(JavaClasses classes) {
        Set<String> explained = Explanations.slugs();
        assertThat(classes.stream()
                        .filter(type -> type.isAssignableTo(Refusal.class) && !type.isEquivalentTo(Refusal.class))
                        .flatMap(ArchitectureTests::slugs))
                .isNotEmpty()
                .isSubsetOf(explained);
    }

    private static Stream<String> slugs(JavaClass refusal) {
        try {
            Path source = Path.of(
                    "src/main/java", refusal.getName().replaceAll("\\$.*", "").replace('.', '/') + ".java");
            List<String> slugs = Pattern.compile("(?:super|this)\\(\\s*\"([a-z0-9-]+)\"\\s*,")
                    .matcher(Files.readString(source))
                    .results()
                    .map((MatchResult call) -> call.group(1))
                    .toList();
            assertThat(slugs).as("slug of %s", refusal.getName()).isNotEmpty();
            return slugs.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
