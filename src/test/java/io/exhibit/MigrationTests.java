package io.exhibit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class MigrationTests {

    private final JdbcClient jdbc = TestDatabase.jdbc();

    @Test
    void migratesFromEmptyAndThenHasNothingToDo() {
        Flyway flyway = Flyway.configure()
                .dataSource(TestDatabase.empty("migrated_from_empty"))
                .load();

        MigrateResult first = flyway.migrate();
        MigrateResult second = flyway.migrate();

        assertThat(first.migrationsExecuted).isPositive();
        assertThat(first.warnings).isEmpty();
        assertThat(second.migrationsExecuted).isZero();
        flyway.validate();
    }

    @Test
    void filesSayWhenWhoseAndWhat() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("db/migration"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .isNotEmpty()
                    .allMatch(
                            name -> name.matches(
                                    "V\\d{12}__[a-z]+__[a-z0-9_]+\\.sql(\\.conf)?|R__[a-z_]+\\.sql|afterMigrate__[a-z]+\\.sql"));
        }
    }

    @Test
    void everyTableSaysWhatItIsForAndHasAPrimaryKey() {
        assertThat(offenders("""
                SELECT format('%s.%s', n.nspname, c.relname)
                  FROM pg_class c
                  JOIN pg_namespace n ON n.oid = c.relnamespace
                 WHERE c.relkind IN ('r', 'p')
                   AND NOT c.relispartition
                   AND n.nspname NOT IN ('public', 'information_schema')
                   AND n.nspname NOT LIKE 'pg\\_%'
                   AND (obj_description(c.oid, 'pg_class') IS NULL
                        OR NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'p'))
                """)).isEmpty();
    }

    @Test
    void everySchemaIsAModuleAndSaysWhatItIsFor() {
        List<String> schemas = offenders("""
                SELECT nspname
                  FROM pg_namespace
                 WHERE nspname NOT IN ('public', 'information_schema')
                   AND nspname NOT LIKE 'pg\\_%'
                """);
        assertThat(schemas)
                .isNotEmpty()
                .allSatisfy(schema ->
                        assertThat(Path.of("src/main/java/io/exhibit", schema)).isDirectory());
        assertThat(offenders("""
                SELECT nspname
                  FROM pg_namespace
                 WHERE nspname NOT IN ('public', 'information_schema')
                   AND nspname NOT LIKE 'pg\\_%'
                   AND obj_description(oid, 'pg_namespace') IS NULL
                """)).isEmpty();
    }

    @Test
    void timesKnowTheirZone() {
        assertThat(offenders("""
                SELECT format('%s.%s.%s', table_schema, table_name, column_name)
                  FROM information_schema.columns
                 WHERE data_type IN ('timestamp without time zone', 'time without time zone')
                   AND table_schema NOT IN ('public', 'information_schema', 'pg_catalog')
                """)).isEmpty();
    }

    @Test
    void foreignKeysStayInsideAModule() {
        assertThat(offenders("""
                SELECT k.conname
                  FROM pg_constraint k
                  JOIN pg_class a ON a.oid = k.conrelid
                  JOIN pg_class b ON b.oid = k.confrelid
                 WHERE k.contype = 'f'
                   AND a.relnamespace <> b.relnamespace
                """)).isEmpty();
    }

    @Test
    void nothingOfOursIsInTheSchemaPublic() {
        assertThat(offenders(
                        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"))
                .containsOnly("flyway_schema_history");
    }

    @Test
    void theLedgerRefusesChanges() {
        assertThat(offenders("""
                SELECT c.relname
                  FROM pg_class c
                 WHERE c.relnamespace = 'ledger'::regnamespace
                   AND c.relkind = 'r'
                   AND NOT EXISTS (SELECT
                                     FROM pg_trigger t
                                    WHERE t.tgrelid = c.oid
                                      AND t.tgfoid = 'ledger.refuse_change'::regproc
                                      AND t.tgenabled = 'O')
                """)).isEmpty();
    }

    private List<String> offenders(String sql) {
        return jdbc.sql(sql).query(String.class).list();
    }
}
