package io.exhibit.packs;

import io.exhibit.kernel.Columns;
import io.exhibit.kernel.Sha256;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Samples and what was drawn. Rows are never changed. */
@Component
class SampleStore {

    private static final String SAMPLES = """
            SELECT s.pack_id, s.n, s.check_id, s.population_sha256, s.population, s.nonce, s.nonce_from, s.stratum, s.size, s.drawn_by,
                   s.drawn_at, s.entry_index
              FROM packs.sample s
             WHERE s.pack_id = :pack AND (:n::int IS NULL OR s.n = :n)
             ORDER BY s.n DESC
            """;

    private final JdbcClient jdbc;

    SampleStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The next number of a pack that the caller has locked. */
    int next(UUID pack) {
        return jdbc.sql("SELECT coalesce(max(n), 0) + 1 FROM packs.sample WHERE pack_id = :pack")
                .param("pack", pack)
                .query(Integer.class)
                .single();
    }

    void keep(Sample sample, List<Draw.Entry> drawn) {
        SampleOrder order = sample.order();
        jdbc.sql("""
                INSERT INTO packs.sample (pack_id, n, check_id, population_sha256, population, nonce, nonce_from, stratum, size, drawn_by,
                                          drawn_at, entry_index)
                VALUES (:pack, :n, :check, :frozen, :population, :nonce, :from, :stratum, :size, :by, :at, :entry)
                """)
                .param("pack", sample.pack())
                .param("n", sample.n())
                .param("check", order.check())
                .param("frozen", sample.frozen().bytes())
                .param("population", sample.population())
                .param("nonce", order.nonce())
                .param("from", order.nonceFrom())
                .param("stratum", order.stratum())
                .param("size", order.size())
                .param("by", sample.drawnBy())
                .param("at", sample.drawnAt().atOffset(ZoneOffset.UTC))
                .param("entry", sample.entry())
                .update();
        jdbc.sql("""
                INSERT INTO packs.sample_item (pack_id, n, place, stratum, key, label, about, system, verdict, reason)
                SELECT :pack, :n, i.place, i.stratum, i.key, i.label, i.about, i.system, i.verdict, i.reason
                  FROM unnest(:strata::text[], :keys::text[], :labels::text[], :abouts::text[], :systems::text[], :verdicts::text[],
                              :reasons::text[]) WITH ORDINALITY
                       AS i (stratum, key, label, about, system, verdict, reason, place)
                """)
                .param("pack", sample.pack())
                .param("n", sample.n())
                .param("strata", texts(drawn, Draw.Entry::stratum))
                .param("keys", texts(drawn, Draw.Entry::key))
                .param("labels", texts(drawn, Draw.Entry::label))
                .param("abouts", texts(drawn, Draw.Entry::about))
                .param("systems", texts(drawn, Draw.Entry::system))
                .param("verdicts", texts(drawn, Draw.Entry::verdict))
                .param("reasons", texts(drawn, Draw.Entry::reason))
                .update();
    }

    private static String[] texts(List<Draw.Entry> drawn, Function<Draw.Entry, String> text) {
        return drawn.stream().map(text).toArray(String[]::new);
    }

    /** The newest first. */
    List<Sample> of(UUID pack) {
        return jdbc.sql(SAMPLES)
                .param("pack", pack)
                .param("n", null)
                .query(SampleStore::sample)
                .list();
    }

    Optional<Sample> find(UUID pack, int n) {
        return jdbc.sql(SAMPLES)
                .param("pack", pack)
                .param("n", n)
                .query(SampleStore::sample)
                .optional();
    }

    /** In the order of the draw. */
    List<Draw.Entry> items(UUID pack, int n) {
        return jdbc.sql("""
                SELECT i.stratum, i.key, i.label, i.about, i.system, i.verdict, i.reason
                  FROM packs.sample_item i
                 WHERE i.pack_id = :pack AND i.n = :n
                 ORDER BY i.place
                """)
                .param("pack", pack)
                .param("n", n)
                .query(Draw.Entry.class)
                .list();
    }

    private static Sample sample(ResultSet row, int n) throws SQLException {
        return new Sample(
                row.getObject("pack_id", UUID.class),
                row.getInt("n"),
                new SampleOrder(
                        row.getString("check_id"),
                        row.getString("nonce"),
                        row.getString("nonce_from"),
                        row.getString("stratum"),
                        row.getInt("size")),
                Sha256.ofBytes(row.getBytes("population_sha256")),
                row.getLong("population"),
                row.getString("drawn_by"),
                Columns.at(row, "drawn_at"),
                row.getLong("entry_index"));
    }
}
