package io.exhibit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the application's role may do in the database, and what it may not: refused for want of rights, before any trigger is asked. */
class ApplicationRoleTests {

    private static final String WITHOUT_RIGHTS = "42501";

    private final JdbcClient jdbc = TestDatabase.jdbc();

    @Test
    void mayAddToTheLedgerAndReadItAndNothingElse() {
        List<String> tables = tables("c.relnamespace = 'ledger'::regnamespace");
        assertThat(tables).contains("ledger.entry", "ledger.original", "ledger.original_part", "ledger.checkpoint");
        assertThat(tables).allSatisfy(table -> {
            for (String statement : statementsAgainst(table)) {
                assertThat(sqlState(statement)).as(statement).isEqualTo(WITHOUT_RIGHTS);
            }
            // What it has no right to give is not refused, only not done.
            jdbc.sql("GRANT ALL ON " + table + " TO exhibit_app").update();
            assertThat(rights(table)).containsExactly("INSERT", "SELECT");
        });
        assertThat(sqlState("DROP SCHEMA ledger CASCADE")).isEqualTo(WITHOUT_RIGHTS);
        assertThat(sqlState("DROP FUNCTION ledger.refuse_change CASCADE")).isEqualTo(WITHOUT_RIGHTS);
        assertThat(sqlState("CREATE TABLE ledger.other ()")).isEqualTo(WITHOUT_RIGHTS);
        assertThat(sqlState("SET session_replication_role = replica")).isEqualTo(WITHOUT_RIGHTS);
    }

    /** A view of one table can be written through, with the rights of whoever owns it. */
    @Test
    void mayOnlyReadViews() {
        assertThat(jdbc.sql("""
                        SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                         WHERE c.relkind = 'v' AND n.nspname !~ '^(pg_|public$|information_schema$)'
                        """).query(String.class).list())
                .isNotEmpty()
                .allSatisfy(view -> assertThat(rights(view)).containsExactly("SELECT"));
    }

    @Test
    void mayChangeRowsOfOtherTablesButNotTheirForm() {
        assertThat(tables("n.nspname !~ '^(pg_|public$|information_schema$|ledger$)'"))
                .isNotEmpty()
                .allSatisfy(table -> {
                    assertThat(rights(table)).containsExactly("DELETE", "INSERT", "SELECT", "UPDATE");
                    assertThat(sqlState("ALTER TABLE " + table + " ADD other int"))
                            .isEqualTo(WITHOUT_RIGHTS);
                });
        assertThat(rights("public.flyway_schema_history")).isEmpty();
    }

    @Test
    void isWhatTheApplicationConnectsAs() {
        assertThat(ApplicationRole.excess(jdbc)).isEmpty();
        assertThat(jdbc.sql("SELECT session_user").query(String.class).single()).isEqualTo("exhibit_app");
    }

    @Test
    void productionDoesNotStartWithMoreRights() {
        var owner = (PGSimpleDataSource) TestDatabase.another("rights");
        assertThatThrownBy(() -> new ApplicationRole(JdbcClient.create(owner)).afterPropertiesSet())
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("postgres is a superuser")
                .hasMessageContaining("may DELETE, REFERENCES, TRIGGER, TRUNCATE, UPDATE on ledger.entry");
        JdbcClient application = JdbcClient.create(TestDatabase.application(owner));
        new ApplicationRole(application).afterPropertiesSet();

        JdbcClient.create(owner)
                .sql("GRANT UPDATE (kind) ON ledger.entry TO exhibit_app")
                .update();
        assertThat(ApplicationRole.excess(application)).containsExactly("exhibit_app may UPDATE on ledger.entry");
    }

    @Test
    void aMemberOfTheOwnersRoleIsRefusedToo() {
        var source = (PGSimpleDataSource) TestDatabase.another("member");
        JdbcClient superuser = JdbcClient.create(source);
        superuser
                .sql("CREATE ROLE member_of_owner LOGIN NOINHERIT PASSWORD 'member'")
                .update();
        superuser.sql("GRANT exhibit TO member_of_owner").update();
        source.setUser("member_of_owner");
        source.setPassword("member");
        assertThat(ApplicationRole.excess(JdbcClient.create(source)))
                .contains("member_of_owner owns ledger.entry or may act as its owner");
    }

    /** The statements that the operator's guide prints, in a database of another name. */
    @Test
    void theStatementsInTheGuideMakeADatabaseThatWorks() throws Exception {
        String guide = Files.readString(Path.of("docs/operator-guide.md"));
        int start = guide.indexOf("```sql\nCREATE ROLE exhibit ");
        String block = guide.substring(start + 7, guide.indexOf("```", start + 7));
        JdbcClient superuser = JdbcClient.create(TestDatabase.maintenance());
        for (String statement : block.split(";\n", -1)) {
            // The application's role is there already: there is one of that name in a server.
            if (!statement.isBlank() && !statement.startsWith("CREATE ROLE exhibit_app ")) {
                superuser
                        .sql(statement.replaceAll("\\bexhibit\\b", "guided").replace("…", "guided"))
                        .update();
            }
        }
        var owner = new PGSimpleDataSource();
        owner.setUrl(String.valueOf(TestDatabase.maintenance().getUrl()).replaceFirst("/[^/?]+(\\?|$)", "/guided$1"));
        owner.setUser("guided");
        owner.setPassword("guided");
        Flyway.configure().dataSource(owner).load().migrate();
        JdbcClient application = JdbcClient.create(TestDatabase.application(owner));
        assertThat(ApplicationRole.excess(application)).isEmpty();
        assertThat(application
                        .sql("SELECT count(*) FROM ledger.entry")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private List<String> tables(String where) {
        return jdbc.sql("""
                SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                 WHERE c.relkind IN ('r', 'p') AND %s
                """.formatted(where)).query(String.class).list();
    }

    private List<String> rights(String relation) {
        return jdbc.sql("""
                        SELECT w FROM unnest(ARRAY['DELETE', 'INSERT', 'MAINTAIN', 'REFERENCES', 'SELECT', 'TRIGGER', 'TRUNCATE', 'UPDATE']) AS w
                         WHERE has_table_privilege('exhibit_app', :relation, w)
                        """).param("relation", relation).query(String.class).list();
    }

    private List<String> statementsAgainst(String table) {
        String column = jdbc.sql("""
                        SELECT quote_ident(attname) FROM pg_attribute
                         WHERE attrelid = :table::regclass AND attnum > 0 AND attidentity = '' ORDER BY attnum LIMIT 1
                        """).param("table", table).query(String.class).single();
        return new ArrayList<>(List.of(
                "UPDATE %s SET %s = %s".formatted(table, column, column),
                "DELETE FROM " + table,
                "TRUNCATE " + table,
                "DROP TABLE " + table,
                "ALTER TABLE %s DROP COLUMN %s".formatted(table, column),
                "ALTER TABLE %s DISABLE TRIGGER ALL".formatted(table),
                "ALTER TABLE %s DISABLE TRIGGER USER".formatted(table),
                "ALTER TABLE %s OWNER TO exhibit_app".formatted(table),
                "CREATE TRIGGER t BEFORE INSERT ON %s EXECUTE FUNCTION suppress_redundant_updates_trigger()"
                        .formatted(table),
                "CREATE RULE r AS ON INSERT TO %s DO INSTEAD NOTHING".formatted(table)));
    }

    private String sqlState(String statement) {
        try {
            jdbc.sql(statement).update();
            return "done";
        } catch (RuntimeException refused) {
            return refused.getCause() instanceof SQLException sql ? sql.getSQLState() : refused.toString();
        }
    }
}
