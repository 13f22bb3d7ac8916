package io.exhibit.examinations;

import io.exhibit.kernel.Columns;
import io.exhibit.kernel.Period;
import io.exhibit.kernel.Written;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Sealed packs: those that were handed over under a mandate, and those that could be. */
@Repository
class PackStore {

    private static final int MOST = 200;

    private static final String SEALED = """
            SELECT p.id, p.framework, p.scope, p.period_from, p.period_to, p.sealed_at, encode(p.zip_sha256, 'hex') AS sha256
            """;

    private final JdbcClient jdbc;

    PackStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A sealed pack; handedAt is null where it was not handed over. */
    record Line(
            UUID id,
            String framework,
            String scope,
            Period period,
            Instant sealedAt,
            String sha256,
            @Nullable Instant handedAt) {

        public String words() {
            return framework + ", " + scope + ", " + Written.day(period.from()) + " to "
                    + Written.day(period.to().minus(1, ChronoUnit.MILLIS));
        }
    }

    /** What was handed over under a mandate, in that order. */
    List<Line> handed(long mandate) {
        return jdbc.sql(SEALED + """
            , h.handed_at
              FROM examinations.handed_pack h
              JOIN packs.pub_pack p ON p.id = h.pack_id
             WHERE h.mandate = :mandate
             ORDER BY h.entry_index
            """)
                .param("mandate", mandate)
                .query(PackStore::line)
                .list();
    }

    /** Whether it was handed over under one of these mandates. */
    boolean isHanded(UUID pack, Collection<Long> mandates) {
        return jdbc.sql("""
                SELECT EXISTS (SELECT 1 FROM examinations.handed_pack h WHERE h.pack_id = :pack AND h.mandate = ANY (:mandates))
                """)
                .param("pack", pack)
                .param("mandates", mandates.toArray(Long[]::new))
                .query(Boolean.class)
                .single();
    }

    /** The latest sealed packs that a mandate covers and that were not handed over under it. */
    List<Line> fitting(Mandate mandate) {
        return jdbc.sql(SEALED + """
            , NULL::timestamptz AS handed_at
              FROM packs.pub_pack p
             WHERE p.sealed_at IS NOT NULL AND p.framework = ANY (:frameworks) AND p.period_from >= :from AND p.period_to <= :to
               AND ('all' = ANY (:scopes) OR p.scope = ANY (:scopes))
               AND NOT EXISTS (SELECT 1 FROM examinations.handed_pack h WHERE h.mandate = :mandate AND h.pack_id = p.id)
             ORDER BY p.id DESC
             LIMIT :most
            """)
                .param("frameworks", mandate.said().frameworks().toArray(String[]::new))
                .param("scopes", mandate.said().scopes().toArray(String[]::new))
                .param("from", mandate.said().examined().period().from().atOffset(ZoneOffset.UTC))
                .param("to", mandate.said().examined().period().to().atOffset(ZoneOffset.UTC))
                .param("mandate", mandate.entry())
                .param("most", MOST)
                .query(PackStore::line)
                .list();
    }

    Optional<Line> sealed(UUID pack) {
        return jdbc.sql(SEALED + """
            , NULL::timestamptz AS handed_at FROM packs.pub_pack p WHERE p.id = :pack AND p.sealed_at IS NOT NULL
            """).param("pack", pack).query(PackStore::line).optional();
    }

    private static Line line(ResultSet row, int n) throws SQLException {
        return new Line(
                row.getObject("id", UUID.class),
                row.getString("framework"),
                row.getString("scope"),
                new Period(Columns.at(row, "period_from"), Columns.at(row, "period_to")),
                Columns.at(row, "sealed_at"),
                row.getString("sha256"),
                Columns.maybeAt(row, "handed_at"));
    }
}
