package io.exhibit.intake;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** When sources of reference data were looked at, whether that brought anything new or not: silence is told from it. */
@Repository
class ReferenceLooks {

    private static final Duration OFTEN_ENOUGH = Duration.ofHours(1);

    private final JdbcClient jdbc;

    ReferenceLooks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The source answered, or somebody posted what it says; once an hour is enough to tell. */
    void keep(String source, String product, Instant at) {
        jdbc.sql("""
                INSERT INTO intake.reference_look (source, product, looked_at)
                SELECT :source, :product, :at
                 WHERE NOT EXISTS (SELECT 1
                                     FROM intake.reference_look l
                                    WHERE l.source = :source AND l.product = :product AND l.looked_at > :before AND l.looked_at <= :at)
                ON CONFLICT DO NOTHING
                """)
                .param("source", source)
                .param("product", product)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("before", at.minus(OFTEN_ENOUGH).atOffset(ZoneOffset.UTC))
                .update();
    }
}
