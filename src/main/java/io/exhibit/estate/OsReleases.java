package io.exhibit.estate;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The operating systems that images have as scanners named them, each with the release that it is: told when somebody asks, stored nowhere. */
@org.springframework.stereotype.Component
public class OsReleases {

    private final JdbcClient jdbc;

    public OsReleases(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One of them, empty where the scanner said nothing; product and release of endoflife.date null: they cannot be told. */
    public record Named(
            String family,
            String name,
            @Nullable String product,
            @Nullable String release) {

        /** Whether the scanner found that there is none. */
        public boolean isNone() {
            return family.equalsIgnoreCase("none");
        }
    }

    /** The few that there are. */
    public List<Named> all() {
        return jdbc.sql("""
                SELECT DISTINCT coalesce(i.os_family, '') AS family, coalesce(i.os_name, '') AS name FROM estate.image i
                """)
                .query((row, n) -> named(row.getString("family"), row.getString("name")))
                .list();
    }

    private static Named named(String family, String name) {
        return switch (OsRelease.of(family, name)) {
            case OsRelease.Told told -> new Named(family, name, told.product(), told.release());
            case OsRelease.NotTold unknown -> new Named(family, name, null, null);
        };
    }
}
