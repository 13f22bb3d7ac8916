package io.exhibit.assessment;

import io.exhibit.estate.OsReleases;
import io.exhibit.estate.OsReleases.Named;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * C23: did an image run on an operating system that nobody supported any more? The product is the release that scans found in it. What is
 * said to have ended without a day is certain only for what still runs when it is asked. No plan for such a thing can be recorded yet.
 */
@Component
class EndOfLife extends Check {

    private static final String NEAR = "support_ends_within_days";

    private static final String ENDS =
            """
            SELECT r.*, m.id AS image_id, m.os_family, m.os_name, m.os_eol, o.none, o.product, o.release, s.code,
                   e.ends_on::timestamp AT TIME ZONE 'UTC' AS ends_at,
                   coalesce(m.os_eol, false) OR (e.ends_on IS NULL AND coalesce(e.ended, false)) AS told_ended,
            """ + Attribution.GAP + """
                   AS gap,
            """ + Attribution.ASIDE + """
                   AS aside
              FROM (""" + Ran.IMAGES + """
                   ) r
            """ + Ran.IMAGE + """
              LEFT JOIN unnest(:os_families::text[], :os_names::text[], :os_products::text[], :os_releases::text[], :os_none::boolean[])
                        AS o (family, name, product, release, none)
                ON m.id IS NOT NULL AND o.family = coalesce(m.os_family, '') AND o.name = coalesce(m.os_name, '')
              LEFT JOIN estate.pub_support_ends_at(:as_of) e ON e.product = o.product AND e.release = o.release
              LEFT JOIN estate.pub_system_judged(:judged_at, :as_of) s ON s.id = r.system_id
            """;

    private static final String POPULATION = """
            SELECT x.identity || ' ' || coalesce(x.code, '') AS key,
                   coalesce(x.product || ' ' || x.release, nullif(concat_ws(' ', nullif(x.os_family, 'none'), x.os_name), ''),
                            CASE WHEN x.none THEN 'no operating system' ELSE x.identity END) AS label,
                   x.identity AS about, coalesce(x.code, '') AS system, CASE WHEN x.image_id IS NULL THEN 'RUN' ELSE 'IMAGE' END AS kind,
                   coalesce(x.image_id, x.run) AS subject, x.from_at AS starts_at, x.ends_at AS due_at,
                   CASE WHEN x.ended_at > x.ends_at THEN x.ended_at END AS done_at,
                   CASE WHEN x.aside IS NOT NULL THEN x.aside
                        WHEN coalesce(x.ended_at, :judged_at) > x.ends_at AND x.ended_at IS NULL
                        THEN 'VIOLATED running past the end of support'
                        WHEN x.ended_at > x.ends_at THEN 'VIOLATED ran past the end of support'
                        WHEN x.told_ended AND x.ended_at IS NULL AND :judged_at = :as_of::timestamptz
                        THEN 'VIOLATED running though support is said to have ended, on a day that is not stated'
                        WHEN x.gap IS NOT NULL THEN 'INSUFFICIENT ' || x.gap
                        WHEN x.image_id IS NULL THEN 'INSUFFICIENT never scanned, so that it is not known what is in it'
                        WHEN x.told_ended THEN 'INSUFFICIENT with support that has ended on a day that is not stated'
                        WHEN x.none THEN 'NOT_APPLICABLE without an operating system, by the word of the scanner'
                        WHEN x.product IS NULL THEN 'INSUFFICIENT on an operating system whose release cannot be told'
                        WHEN x.ends_at IS NULL THEN 'INSUFFICIENT on a release whose end of support is not known'
                        WHEN x.ends_at <= :judged_at + :support_ends_within_days * interval '1 day'
                        THEN 'SATISFIED supported, and the end of support is near'
                        ELSE 'SATISFIED supported' END AS outcome
              FROM (""" + ENDS + """
                   ) x
            """;

    private final OsReleases releases;

    EndOfLife(OsReleases releases) {
        super(
                "C23",
                1,
                Input.RUNNING,
                new Noun("image", "images", "running in scope"),
                POPULATION,
                NEAR,
                Attribution.CONFIRM,
                Attribution.CONFIRM_PROVIDER);
        this.releases = releases;
    }

    @Override
    Map<String, Object> lookedUp() {
        List<Named> named = releases.all();
        return Map.of(
                "os_families",
                texts(named, Named::family),
                "os_names",
                texts(named, Named::name),
                "os_products",
                texts(named, Named::product),
                "os_releases",
                texts(named, Named::release),
                "os_none",
                named.stream().map(Named::isNone).toArray(Boolean[]::new));
    }

    private static @Nullable String[] texts(List<Named> named, Function<Named, @Nullable String> text) {
        return named.stream().map(text).toArray(String[]::new);
    }

    @Override
    String remark(String profile) {
        return "A plan for what runs without support cannot be recorded here yet, so none counts.";
    }
}
