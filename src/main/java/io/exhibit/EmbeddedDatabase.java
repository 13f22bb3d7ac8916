package io.exhibit;

import java.io.IOException;
import java.nio.file.Path;
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
    Roles embeddedRoles(PostgresServer server) throws IOException {
        return Roles.of(server);
    }

    @Bean
    JdbcConnectionDetails embeddedConnection(Roles roles) {
        return roles.application();
    }

    @Bean
    DatabaseOwner embeddedOwner(Roles roles) {
        return roles.owner();
    }

    /** The role that owns the application's database, and the application's own; their passwords live as long as this start. */
    record Roles(DatabaseOwner owner, Connection application) {

        private static final String DATABASE = "exhibit";
        private static final String OWNER = "exhibit";
        private static final String APPLICATION = "exhibit_app";

        static Roles of(PostgresServer server) throws IOException {
            JdbcClient jdbc = JdbcClient.create(
                    new DatabaseOwner(url(server, "postgres"), "postgres", server.password()).dataSource());
            var owner = new DatabaseOwner(url(server, DATABASE), OWNER, role(jdbc, OWNER));
            var application = new Connection(url(server, DATABASE), APPLICATION, role(jdbc, APPLICATION));
            if (!exists(jdbc, "SELECT count(*) FROM pg_database WHERE datname = :name", DATABASE)) {
                jdbc.sql("CREATE DATABASE exhibit OWNER exhibit").update();
            }
            return new Roles(owner, application);
        }

        private static String role(JdbcClient jdbc, String name) {
            String password = PostgresServer.secret();
            boolean known = exists(jdbc, "SELECT count(*) FROM pg_roles WHERE rolname = :name", name);
            // Plain names and hexadecimal digits only: CREATE and ALTER ROLE take no parameters.
            jdbc.sql((known ? "ALTER ROLE " : "CREATE ROLE ") + name + " LOGIN PASSWORD '" + password + "'")
                    .update();
            return password;
        }

        private static boolean exists(JdbcClient jdbc, String count, String name) {
            return jdbc.sql(count).param("name", name).query(Long.class).single() > 0;
        }

        private static String url(PostgresServer server, String database) {
            return "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + database;
        }
    }

    /** How the pool connects. */
    record Connection(String getJdbcUrl, String getUsername, String getPassword) implements JdbcConnectionDetails {

        @Override
        public String toString() {
            return getUsername + " at " + getJdbcUrl;
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
