package io.exhibit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.modulith.ApplicationModule;

/** Modulith cannot see into SQL, where half of the coupling between modules would be. */
class SqlOwnershipTests {

    private static final Path SOURCES = Path.of("src/main/java/io/exhibit");
    private static final Path MIGRATIONS = Path.of("db/migration");
    private static final Pattern STATEMENT_END = Pattern.compile(";\\s*(\\n|$)");
    private static final Map<String, Set<String>> ALLOWED = allowedDependencies();

    @Test
    void modulesTouchTheirOwnTablesAndThePublishedViewsOfThoseTheyMayUse() throws IOException {
        List<String> violations = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                Path inside = SOURCES.relativize(file);
                String module =
                        inside.getNameCount() == 1 ? "" : inside.getName(0).toString();
                for (JavaStrings.Literal literal : JavaStrings.in(Files.readString(file))) {
                    violations(module, literal).forEach(violation -> violations.add(inside + ": " + violation));
                }
            }
        }
        assertThat(violations).isEmpty();
    }

    @Test
    void migrationsOfAModuleTouchItsOwnSchema() throws IOException {
        List<String> violations = new ArrayList<>();
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith("V"))
                    .toList()) {
                String module = file.getFileName().toString().replaceAll("^V\\d+__([a-z]+)__.*", "$1");
                violations(module, Files.readString(file))
                        .forEach(violation -> violations.add(file.getFileName() + ": " + violation));
            }
        }
        assertThat(violations).isEmpty();
    }

    @Test
    void publishedViewsAndFunctionsShowTheirOwnModule() throws IOException {
        List<String> violations = new ArrayList<>();
        for (String statement : STATEMENT_END.split(Files.readString(MIGRATIONS.resolve("R__views.sql")), -1)) {
            String view = statement.replaceAll("(?s).*?CREATE OR REPLACE (?:VIEW|FUNCTION) ([\\w.]+).*", "$1");
            violations(view.replaceAll("\\..*", ""), statement)
                    .forEach(violation -> violations.add(view + ": " + violation));
        }
        assertThat(violations).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            findings | SELECT id FROM scans.scan                                                          | scans.scan
            findings | SELECT id FROM findings.finding f JOIN estate.target t ON t.id = f.target_id        | estate.target
            findings | SELECT id FROM findings.finding, estate.target                                      | estate.target
            findings | UPDATE estate.target SET name = :name                                               | estate.target
            findings | INSERT INTO scans.scan (id) VALUES (:id)                                            | scans.scan
            findings | DELETE FROM scans.scan                                                              | scans.scan
            findings | SELECT id FROM packs.pub_pack                                                       | packs.pub_pack
            findings | SELECT id FROM finding                                                              | finding
            estate   | WITH mine AS (SELECT 1 FROM findings.pub_finding) SELECT id FROM mine               | findings.pub_finding
            ledger   | SELECT (SELECT max(id) FROM access.person) FROM ledger.entry                        | access.person
            estate   | COPY scans.scan (id) FROM STDIN                                                     | scans.scan
            """)
    void catchesWhatIsForbidden(String module, String sql, String name) {
        assertThat(violations(module, sql)).singleElement().asString().contains(name);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            findings | SELECT id FROM scans.pub_scan JOIN findings.finding USING (id)
            findings | SELECT extract(epoch FROM at) FROM findings.finding WHERE a IS DISTINCT FROM b FOR UPDATE SKIP LOCKED
            findings | INSERT INTO findings.finding AS f (id) SELECT t.id FROM unnest(:ids) AS t (id) ON CONFLICT (id) DO UPDATE SET seen = f.seen
            findings | WITH RECURSIVE up (n) AS (SELECT 1 UNION SELECT n + 1 FROM up), down AS MATERIALIZED (SELECT n FROM up) SELECT n FROM down
            findings | SELECT t.id FROM estate.pub_target_in(:scope) AS s JOIN LATERAL (SELECT 1) AS t ON true
            findings | A sentence with Select and update in it
            """)
    void letsPassWhatIsAllowed(String module, String sql) {
        assertThat(violations(module, sql)).isEmpty();
    }

    @Test
    void seesWhichTextsBelongTogether() {
        assertThat(JavaStrings.in("""
                String a = "FROM " + "scans.scan"; // "not this"
                String b = COMMON + ", more";
                String c = "kept " + name + " apart";
                """))
                .containsExactly(
                        new JavaStrings.Literal("FROM scans.scan", false),
                        new JavaStrings.Literal(", more", true),
                        new JavaStrings.Literal("kept ", true),
                        new JavaStrings.Literal(" apart", true));
    }

    private static List<String> violations(String module, String text) {
        return violations(module, new JavaStrings.Literal(text, false));
    }

    private static List<String> violations(String module, JavaStrings.Literal literal) {
        return SqlText.looksLikeSql(literal.text())
                ? SqlText.tables(literal.text()).stream()
                        // What a part calls by one word may be named in another part.
                        .filter(table -> !isPart(literal) || table.contains("."))
                        .filter(table -> !mayTouch(module, table))
                        .map(table -> "'" + module + "' must not touch " + table)
                        .toList()
                : List.of();
    }

    private static boolean isPart(JavaStrings.Literal literal) {
        return literal.partial() || literal.text().strip().startsWith(",");
    }

    private static boolean mayTouch(String module, String table) {
        int dot = table.indexOf('.');
        if (dot < 0) {
            // Entities of JPA's own language begin with a capital; the catalogue belongs to everybody.
            return Character.isUpperCase(table.charAt(0)) || table.startsWith("pg_");
        }
        String owner = table.substring(0, dot);
        return owner.equals(module)
                || !ALLOWED.containsKey(owner)
                || (table.startsWith("pub_", dot + 1)
                        && ALLOWED.getOrDefault(module, Set.of()).contains(owner));
    }

    private static Map<String, Set<String>> allowedDependencies() {
        Map<String, Set<String>> allowed = new TreeMap<>();
        try (Stream<Path> folders = Files.list(SOURCES)) {
            folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .forEach(module -> allowed.put(module, declared(module)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return allowed;
    }

    private static Set<String> declared(String module) {
        try {
            Class<?> info = Class.forName("io.exhibit." + module + ".package-info");
            return Set.of(info.getAnnotation(ApplicationModule.class).allowedDependencies());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
