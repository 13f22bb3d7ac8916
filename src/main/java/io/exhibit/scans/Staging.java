package io.exhibit.scans;

import io.exhibit.estate.Component;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rows of the document being read, in tables of the transaction alone: written in batches, gone at its end. Memory holds one batch,
 * however long the document is.
 */
final class Staging {

    private static final String ADD_OBSERVATIONS = """
            INSERT INTO pg_temp.observed
            SELECT :n, t.*
              FROM unnest(:fingerprints::bytea[], :vulnerabilities::text[], :packages::text[], :classes::text[],
                          :types::text[], :locations::text[], :installed::text[], :fixed::text[], :statuses::text[],
                          :severities::text[], :sources::text[], :scores::numeric[], :vectors::text[], :titles::text[],
                          :references::text[], :published::timestamptz[], :suppressions::text[], :aliases::text[],
                          :fixes::timestamptz[], :fixKinds::text[]) AS t
            """;

    private static final int BATCH = 1000;

    private final JdbcClient jdbc;
    private final List<Observation> observations = new ArrayList<>(BATCH);
    private final List<Component> components = new ArrayList<>(BATCH);

    Staging(JdbcClient jdbc) {
        this.jdbc = jdbc;
        jdbc.sql("""
                CREATE TEMP TABLE IF NOT EXISTS observed (
                    n int NOT NULL, fingerprint bytea NOT NULL, vulnerability text NOT NULL, package text NOT NULL,
                    class text NOT NULL, package_type text NOT NULL, location text NOT NULL, installed_version text NOT NULL,
                    fixed_version text, vendor_status text, severity text NOT NULL, severity_source text, cvss numeric(3, 1),
                    cvss_vector text, title text NOT NULL, reference text, published_at timestamptz, suppression text,
                    alias text, fix_on timestamptz, fix_kind text
                ) ON COMMIT DELETE ROWS
                """).update();
        jdbc.sql("""
                CREATE TEMP TABLE IF NOT EXISTS listed (
                    n int NOT NULL, name text NOT NULL, version text NOT NULL, purl text NOT NULL, location text NOT NULL
                ) ON COMMIT DELETE ROWS
                """).update();
    }

    void add(int n, Observation observation) {
        observations.add(observation);
        if (observations.size() == BATCH) {
            writeObservations(n);
        }
    }

    void add(int n, Component component) {
        components.add(component);
        if (components.size() == BATCH) {
            writeComponents(n);
        }
    }

    void flush(int n) {
        if (!observations.isEmpty()) {
            writeObservations(n);
        }
        if (!components.isEmpty()) {
            writeComponents(n);
        }
        jdbc.sql("ANALYZE pg_temp.observed (n, fingerprint)").update();
    }

    private void writeObservations(int n) {
        jdbc.sql(ADD_OBSERVATIONS)
                .param("n", n)
                .param(
                        "fingerprints",
                        observations.stream().map(o -> o.fingerprint().bytes()).toArray(byte[][]::new))
                .param("vulnerabilities", text(Observation::vulnerability))
                .param("packages", text(o -> o.pack().name()))
                .param("classes", text(o -> o.pack().resultClass()))
                .param("types", text(o -> o.pack().type()))
                .param("locations", text(o -> o.pack().location()))
                .param("installed", text(o -> o.pack().version()))
                .param("fixed", text(Observation::fixedVersion))
                .param("statuses", text(Observation::vendorStatus))
                .param("severities", text(o -> o.severity().name()))
                .param("sources", text(Observation::severitySource))
                .param(
                        "scores",
                        text(o -> plain(o.score() == null ? null : o.score().base())))
                .param("vectors", text(o -> o.score() == null ? null : o.score().vector()))
                .param("titles", text(Observation::title))
                .param("references", text(Observation::reference))
                .param("published", text(o -> iso(o.publishedAt())))
                .param("suppressions", text(Observation::suppression))
                .param("aliases", text(Observation::alias))
                .param(
                        "fixes",
                        text(o -> iso(o.fixDate() == null ? null : o.fixDate().at())))
                .param(
                        "fixKinds",
                        text(o -> o.fixDate() == null ? null : o.fixDate().kind()))
                .update();
        observations.clear();
    }

    private void writeComponents(int n) {
        jdbc.sql("""
                INSERT INTO pg_temp.listed
                SELECT :n, t.* FROM unnest(:names::text[], :versions::text[], :purls::text[], :locations::text[]) AS t
                """)
                .param("n", n)
                .param("names", components.stream().map(Component::name).toArray(String[]::new))
                .param("versions", components.stream().map(Component::version).toArray(String[]::new))
                .param("purls", components.stream().map(Component::purl).toArray(String[]::new))
                .param("locations", components.stream().map(Component::location).toArray(String[]::new))
                .update();
        components.clear();
    }

    private @Nullable String[] text(Function<Observation, @Nullable String> column) {
        return observations.stream().map(column).toArray(String[]::new);
    }

    private static @Nullable String plain(@Nullable BigDecimal number) {
        return number == null ? null : number.toPlainString();
    }

    private static @Nullable String iso(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
