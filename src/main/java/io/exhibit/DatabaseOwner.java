package io.exhibit;

import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.core.env.Environment;

/**
 * The role that owns the tables. Migrations run as it, and nothing else does: the application's own role adds to the ledger and reads
 * it, and could not change a row of it (ADR 017).
 */
record DatabaseOwner(
        String getJdbcUrl,
        @Nullable String getUsername,
        @Nullable String getPassword) implements FlywayConnectionDetails {

    static final String USER = "exhibit.migrator.username";
    static final String PASSWORD = "exhibit.migrator.password";

    /** Who is named for it; where nobody is, and it is not production, the one role does all. */
    static DatabaseOwner named(Environment environment) {
        String url = environment.getRequiredProperty("spring.datasource.url");
        String user = environment.getProperty(USER, "");
        return user.isBlank()
                ? new DatabaseOwner(
                        url,
                        environment.getProperty("spring.datasource.username"),
                        environment.getProperty("spring.datasource.password"))
                : new DatabaseOwner(url, user, environment.getProperty(PASSWORD));
    }

    /** Unpooled. */
    DataSource dataSource() {
        var source = new PGSimpleDataSource();
        source.setUrl(getJdbcUrl);
        source.setUser(getUsername);
        source.setPassword(getPassword);
        return source;
    }

    @Override
    public String toString() {
        return getUsername + " at " + getJdbcUrl;
    }
}
