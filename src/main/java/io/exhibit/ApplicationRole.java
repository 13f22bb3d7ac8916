package io.exhibit;

import java.util.List;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Ends a production start whose database role could change or remove what the ledger holds: a promise is kept by who cannot break it. */
@Component
@Profile("prod")
@DependsOnDatabaseInitialization
class ApplicationRole implements InitializingBean {

    private final JdbcClient jdbc;

    ApplicationRole(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void afterPropertiesSet() {
        List<String> reasons = excess(jdbc);
        if (!reasons.isEmpty()) {
            throw new StartRefused(
                    "The application's database role may do more to the ledger than add to it and read it:\n- "
                            + String.join("\n- ", reasons),
                    "Give the application a role of its own, exhibit_app, and the migrations the one that owns the tables"
                            + " (EXHIBIT_MIGRATOR_USERNAME); docs/operator-guide.md says how.");
        }
    }

    /** What the role of this connection may do that it should not, in words; through whatever other role it may act as, too. */
    static List<String> excess(JdbcClient jdbc) {
        return jdbc.sql("""
                SELECT format('%I is a superuser', rolname) FROM pg_roles WHERE rolname = session_user AND rolsuper
                UNION ALL
                SELECT format('%I owns the database or may act as its owner', session_user)
                  FROM pg_database
                 WHERE datname = current_database() AND pg_has_role(session_user, datdba, 'MEMBER')
                UNION ALL
                SELECT format('%I owns the schema ledger or may act as its owner', session_user)
                  FROM pg_namespace
                 WHERE nspname = 'ledger' AND pg_has_role(session_user, nspowner, 'MEMBER')
                UNION ALL
                SELECT format('%I owns %s or may act as its owner', session_user, c.oid::regclass)
                  FROM pg_class c
                 WHERE c.relnamespace = 'ledger'::regnamespace AND c.relkind IN ('r', 'p', 'v')
                   AND pg_has_role(session_user, c.relowner, 'MEMBER')
                UNION ALL
                SELECT format('%I may %s on %s', session_user, string_agg(w.word, ', ' ORDER BY w.word), c.oid::regclass)
                  FROM pg_class c
                 CROSS JOIN unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER', 'REFERENCES']) AS w (word)
                 WHERE c.relnamespace = 'ledger'::regnamespace AND c.relkind IN ('r', 'p')
                   AND (has_table_privilege(session_user, c.oid, w.word)
                        OR w.word = 'UPDATE' AND has_any_column_privilege(session_user, c.oid, w.word))
                 GROUP BY c.oid
                """).query(String.class).list();
    }
}
