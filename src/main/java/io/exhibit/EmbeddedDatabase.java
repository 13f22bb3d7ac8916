package io.exhibit;

import java.io.IOException;
import java.nio.file.Path;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.StringUtils;

/** Brings a PostgreSQL of its own when nobody named another; it outlives the pool that uses it. */
@Configuration(proxyBeanMethods = false)
@Conditional(EmbeddedDatabase.NoneNamed.class)
class EmbeddedDatabase {

    @Bean
    DataDirectory dataDirectory(@Value("${exhibit.data-dir}") Path path) {
        return DataDirectory.hold(path);
    }

    @Bean
    PostgresServer postgresServer(DataDirectory data) throws IOException {
        return PostgresServer.start(data);
    }

    /** The pool depends on this, this on the server: the pool goes first. */
    @Bean
    JdbcConnectionDetails embeddedConnection(PostgresServer server) throws IOException {
        return Connection.to(server);
    }

    /** A role that owns the application's database and nothing else, with a password that lives as long as this start. */
    record Connection(String getJdbcUrl, String getUsername, String getPassword) implements JdbcConnectionDetails {

        private static final String NAME = "exhibit";

        static Connection to(PostgresServer server) throws IOException {
            String password = PostgresServer.secret();
            var maintenance = new PGSimpleDataSource();
            maintenance.setUrl(url(server, "postgres"));
            maintenance.setUser("postgres");
            maintenance.setPassword(server.password());
            JdbcClient jdbc = JdbcClient.create(maintenance);
            if (!exists(jdbc, "SELECT count(*) FROM pg_roles WHERE rolname = :name")) {
                jdbc.sql("CREATE ROLE exhibit LOGIN").update();
            }
            // Hexadecimal digits only: CREATE and ALTER ROLE take no parameters.
            jdbc.sql("ALTER ROLE exhibit PASSWORD '" + password + "'").update();
            if (!exists(jdbc, "SELECT count(*) FROM pg_database WHERE datname = :name")) {
                jdbc.sql("CREATE DATABASE exhibit OWNER exhibit").update();
            }
            return new Connection(url(server, NAME), NAME, password);
        }

        private static boolean exists(JdbcClient jdbc, String count) {
            return jdbc.sql(count).param("name", NAME).query(Long.class).single() > 0;
        }

        private static String url(PostgresServer server, String database) {
            return "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + database;
        }

        @Override
        public String toString() {
            return getJdbcUrl;
        }
    }

    /** Matches when {@code spring.datasource.url} is absent or empty. */
    static class NoneNamed extends SpringBootCondition {

        @Override
        public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
            boolean named = StringUtils.hasText(context.getEnvironment().getProperty("spring.datasource.url"));
            return new ConditionOutcome(!named, ConditionMessage.of(named ? "database named" : "no database named"));
        }
    }
}
