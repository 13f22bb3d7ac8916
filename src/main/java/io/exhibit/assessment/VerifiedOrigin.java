package io.exhibit.assessment;

import org.springframework.stereotype.Component;

/**
 * C14: was the signature of every image that started verified before, with a key that two people trust for its maker? It is what was known here:
 * whether a cluster's admission looked at it too, is not received.
 */
@Component
class VerifiedOrigin extends Check {

    private static final String STARTED = """
            SELECT d.system_id, d.identity, min(d.repository) AS repository, min(d.digest) AS digest, min(d.config) AS config,
                   min(d.from_at) AS from_at, min(d.id::text)::uuid AS run, bool_and(d.assurance = 'TAG') AS by_tag
              FROM estate.pub_interval d
             WHERE d.from_at >= :from AND d.from_at < :judged_at AND d.opened_at <= :as_of AND
            """ + Ran.IN_SCOPE + """
             GROUP BY d.system_id, d.identity
            """;

    // What was known as it started, and what is known of it now; asked only where anything was stated.
    private static final String POPULATION =
            """
            WITH started AS MATERIALIZED (""" + STARTED + """
            ), made AS MATERIALIZED (
                SELECT n.repository, w.*
                  FROM (SELECT DISTINCT t.repository FROM started t) n
                 CROSS JOIN LATERAL estate.pub_maker_at(n.repository, :as_of) w
            )
            SELECT r.identity || ' ' || coalesce(s.code, '') AS key, r.identity AS label, coalesce(w.name, r.repository) AS about,
                   coalesce(s.code, '') AS system, CASE WHEN m.id IS NULL THEN 'RUN' ELSE 'IMAGE' END AS kind,
                   coalesce(m.id, r.run) AS subject, r.from_at AS starts_at, r.from_at AS due_at, a.since AS done_at,
                   CASE WHEN g.aside IS NOT NULL THEN g.aside
                        WHEN a.standing = 'INVALID' THEN 'VIOLATED started with a signature that does not verify with the key of its maker'
                        WHEN a.why_at_start = 'REVOKED' AND a.at_start <> 'VERIFIED'
                        THEN 'VIOLATED started after the key of its signature had been taken back'
                        WHEN g.gap IS NOT NULL THEN 'INSUFFICIENT ' || g.gap
                        WHEN r.by_tag THEN 'INSUFFICIENT by its tag alone: what a tag means can change'
                        WHEN w.origin = 'CONFLICT' THEN 'INSUFFICIENT by a maker about whom patterns contradict each other'
                        WHEN w.origin = 'NOT_SAID' THEN 'INSUFFICIENT by a maker who is not known'
                        WHEN coalesce(a.standing, 'NONE') IN ('NONE', 'UNSIGNED') THEN 'INSUFFICIENT without a signature on record'
                        WHEN a.at_start = 'VERIFIED' AND a.standing <> 'VERIFIED'
                        THEN 'INSUFFICIENT verified before the start, by a key that does not count any more'
                        WHEN a.standing = 'VERIFIED' AND a.at_start <> 'VERIFIED'
                        THEN 'INSUFFICIENT with a signature that could be verified only after the start'
                        WHEN a.standing = 'CERTIFICATE' THEN 'INSUFFICIENT signed by certificate, which is not checked here'
                        WHEN a.standing <> 'VERIFIED' THEN 'INSUFFICIENT signed with a key that is not trusted for its maker'
                        WHEN a.built THEN 'SATISFIED signed by its maker, who also states how it was built, verified before the start'
                        ELSE 'SATISFIED signed by its maker, verified before the start' END AS outcome
              FROM started r
            """ + Ran.IMAGE + """
              JOIN made w ON w.repository = r.repository
              LEFT JOIN LATERAL (SELECT true AS given
                                   FROM estate.pub_attestation_subject b
                                  WHERE b.digest = r.digest
                                  LIMIT 1) o ON true
              LEFT JOIN LATERAL (SELECT n.signature AS standing, n.signature_since AS since, t.signature AS at_start, t.signature_why AS why_at_start,
                                        t.provenance = 'VERIFIED' AND t.builder <> '' AND t.source <> '' AS built
                                   FROM estate.pub_attested(r.digest, w.origin, w.code, :as_of) n
                                  CROSS JOIN estate.pub_attested(r.digest, w.origin, w.code, r.from_at) t
                                  WHERE o.given) a ON true
              LEFT JOIN estate.pub_system_judged(:judged_at, :as_of) s ON s.id = r.system_id
             CROSS JOIN LATERAL (SELECT
            """ + Attribution.GAP + """
                   AS gap,
            """ + Attribution.ASIDE + """
                   AS aside) g
            """;

    VerifiedOrigin() {
        super(
                "C14",
                2,
                Input.RUNNING,
                new Noun("image", "images", "started in scope"),
                POPULATION,
                Attribution.CONFIRM,
                Attribution.CONFIRM_PROVIDER);
    }
}
