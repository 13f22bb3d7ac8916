package io.exhibit.access;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The one row that says whose installation this is; written at the first start, read by everything that prints a name. */
@Component
public class Installations {

    private final JdbcClient jdbc;
    private final Clock clock;
    private volatile @Nullable Installation known;

    Installations(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public Installation current() {
        Installation installation = known;
        if (installation == null) {
            installation = find().orElse(new Installation("Unnamed institution", false));
        }
        return installation;
    }

    Optional<Installation> find() {
        Optional<Installation> found = jdbc.sql("SELECT entity, demo FROM access.installation")
                .query(Installation.class)
                .optional();
        found.ifPresent(installation -> known = installation);
        return found;
    }

    /** Whether this process is the one that begins the installation: of several that start at once the others wait for the first. */
    boolean create(Installation installation) {
        return jdbc.sql("""
                        INSERT INTO access.installation (entity, demo, created_at) VALUES (:entity, :demo, :now)
                        ON CONFLICT DO NOTHING
                        """)
                        .param("entity", installation.entity())
                        .param("demo", installation.demo())
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .update()
                > 0;
    }
}
