-- What modules show each other: joins across modules go through these views only.
CREATE OR REPLACE VIEW ledger.pub_entry AS
SELECT index, kind, recorded_at, leaf_hash FROM ledger.entry;

CREATE OR REPLACE VIEW ledger.pub_original AS
SELECT sha256, size, stored_at FROM ledger.original;

CREATE OR REPLACE VIEW ledger.pub_activity AS
SELECT id, at, actor_kind, actor_id, actor_name, action, object, outcome, origin FROM ledger.activity;

CREATE OR REPLACE VIEW access.pub_person AS
SELECT id, email, name, role, disabled_at FROM access.person;

CREATE OR REPLACE VIEW access.pub_token AS
SELECT id, name, revoked_at, expires_at FROM access.token;

-- Turns to come, in the order of the ledger: of each submission its own or, when replays of it are recorded, those and no other.
CREATE OR REPLACE VIEW intake.waiting AS
SELECT s.kind, s.id AS submission_id, s.entry_index, s.position
  FROM intake.cursor c
  JOIN intake.submission s ON s.kind = c.kind AND (s.entry_index, s.position) > (c.entry_index, c.position)
 WHERE NOT EXISTS (SELECT 1 FROM intake.replay r WHERE r.submission_id = s.id)
UNION ALL
SELECT r.kind, r.submission_id, r.entry_index, r.position
  FROM intake.cursor c
  JOIN intake.replay r ON r.kind = c.kind AND (r.entry_index, r.position) > (c.entry_index, c.position);

CREATE OR REPLACE VIEW intake.pub_submission AS
SELECT s.id, s.kind, s.token_id, s.sha256, s.size, s.content_type, s.encoding, s.received_at, s.entry_index, s.position,
       coalesce(i.state, 'RECEIVED') AS state, i.reason, i.reader, i.counts, i.interpreted_at,
       d.confirmed_at AS dismissed_at, d.confirmed_entry AS dismissed_entry
  FROM intake.submission s
  LEFT JOIN intake.interpretation i ON i.submission_id = s.id
  LEFT JOIN intake.dismissal d ON d.submission_id = s.id AND d.confirmed_at IS NOT NULL AND i.state = 'QUARANTINED';

CREATE OR REPLACE VIEW intake.pub_reference_load AS
SELECT entry_index, source, product, version, released_at, sha256, items, loaded_at, loaded_by FROM intake.reference_load;

-- When a source was looked at. kept false: only what it brought is known of then, not whether anybody looked and found nothing new.
CREATE OR REPLACE VIEW intake.pub_reference_look AS
SELECT k.source, k.product, k.looked_at, true AS kept FROM intake.reference_look k
UNION ALL
SELECT l.source, l.product, l.loaded_at, false
  FROM intake.reference_load l
 WHERE NOT EXISTS (SELECT 1
                     FROM intake.reference_look k
                    WHERE k.source = l.source AND k.product = l.product AND k.looked_at <= l.loaded_at);

CREATE OR REPLACE VIEW estate.pub_system AS
SELECT id, code, name, owner, owner_email, cardholder_data, critical_function, customer_data, third_party,
       scope_confirmed_at, retired_at, exposure, connected_to_cde, security_impacting,
       cardholder_data OR connected_to_cde OR security_impacting AS in_pci_scope, legal_entity, created_at
  FROM estate.system;

-- Each time somebody confirmed the scope of a system. entered false: it was kept before confirmations had rows of their own, and those before
-- it are in the ledger alone.
CREATE OR REPLACE VIEW estate.pub_scope_confirmation AS
SELECT system_id, confirmed_at, confirmed_by IS NOT NULL AS by_person, entry_index IS NOT NULL AS entered, pci_asked, service_provider,
       cardholder_data OR connected_to_cde OR security_impacting AS in_pci_scope
  FROM estate.scope_confirmation;

-- Proposals that systems count for less. One waits until it is decided about or lapses.
CREATE OR REPLACE VIEW estate.pub_narrowing AS
SELECT n.entry_index, n.system_id, s.code, s.name, n.reason, n.proposed_at, n.proposed_by, n.lapses_at, n.decided_at
  FROM estate.narrowing n
  JOIN estate.system s ON s.id = n.system_id;

-- Targets with the system that each belonged to at a time, and since when it did.
CREATE OR REPLACE FUNCTION estate.pub_target_since(at timestamptz) RETURNS TABLE (target_id uuid, system_id uuid, since timestamptz)
LANGUAGE sql STABLE AS $$
    SELECT t.id, CASE WHEN e.target_id IS NULL THEN t.system_id ELSE e.system_id END,
           CASE WHEN e.target_id IS NULL
                THEN coalesce((SELECT max(b.superseded_at) FROM estate.earlier_system b WHERE b.target_id = t.id), t.first_seen_at)
                ELSE e.since END
      FROM estate.target t
      LEFT JOIN estate.earlier_system e ON e.target_id = t.id AND e.since <= pub_target_since.at AND e.superseded_at > pub_target_since.at
     WHERE t.first_seen_at <= pub_target_since.at
$$;

-- What the system of a target was in scope as, one span after the other. Exposure as the clock of what is exploited has it: what nobody
-- stated to be out of reach of the internet may be reached.
CREATE OR REPLACE VIEW estate.pub_target_scope AS
SELECT w.target_id, greatest(w.since, c.confirmed_at) AS since, least(w.until, c.until) AS until,
       array_remove(ARRAY['system:' || s.code,
                          CASE WHEN c.cardholder_data OR c.connected_to_cde OR c.security_impacting THEN 'tag:pci' END,
                          CASE WHEN c.cardholder_data THEN 'tag:cardholder-data' END,
                          CASE WHEN c.connected_to_cde THEN 'tag:pci-connected' END,
                          CASE WHEN c.security_impacting THEN 'tag:pci-security-impacting' END,
                          CASE WHEN c.critical_function THEN 'tag:critical-function' END,
                          CASE WHEN c.customer_data THEN 'tag:customer-data' END,
                          CASE WHEN c.third_party THEN 'tag:third-party' END,
                          CASE WHEN c.exposure IS DISTINCT FROM 'INTERNAL' THEN 'exposure:internet' END], NULL) AS scopes
  FROM (SELECT e.target_id, e.since, e.superseded_at AS until, e.system_id FROM estate.earlier_system e
        UNION ALL
        SELECT t.id, coalesce((SELECT max(e.superseded_at) FROM estate.earlier_system e WHERE e.target_id = t.id), t.first_seen_at),
               'infinity', t.system_id
          FROM estate.target t) w
  LEFT JOIN estate.system s ON s.id = w.system_id
  LEFT JOIN LATERAL (
       SELECT h.*, lead(h.confirmed_at, 1, 'infinity') OVER (ORDER BY h.confirmed_at) AS until
         FROM estate.scope_confirmation h
        WHERE h.system_id = w.system_id) c ON c.confirmed_at < w.until AND c.until > w.since;

-- Since when and until when systems were in a scope, as it was confirmed. Before the first confirmation counts what that says, since nobody
-- said anything else; where there is none, what the system says now.
CREATE OR REPLACE FUNCTION estate.scope_span(scope text) RETURNS TABLE (system_id uuid, since timestamptz, until timestamptz)
LANGUAGE sql STABLE AS $$
    SELECT c.system_id, c.since, c.until
      FROM (SELECT h.*,
                   CASE WHEN lag(h.confirmed_at) OVER spans IS NULL THEN '-infinity' ELSE h.confirmed_at END AS since,
                   lead(h.confirmed_at, 1, 'infinity') OVER spans AS until
              FROM estate.scope_confirmation h
            WINDOW spans AS (PARTITION BY h.system_id ORDER BY h.confirmed_at)) c
     WHERE CASE scope_span.scope
                WHEN 'tag:pci' THEN c.cardholder_data OR c.connected_to_cde OR c.security_impacting
                WHEN 'tag:cardholder-data' THEN c.cardholder_data
                WHEN 'tag:pci-connected' THEN c.connected_to_cde
                WHEN 'tag:pci-security-impacting' THEN c.security_impacting
                WHEN 'tag:critical-function' THEN c.critical_function
                WHEN 'tag:customer-data' THEN c.customer_data
                WHEN 'tag:third-party' THEN c.third_party
                ELSE false END
    UNION ALL
    SELECT s.system_id, '-infinity', 'infinity'
      FROM estate.pub_system_in(scope_span.scope) s
     WHERE scope_span.scope LIKE 'system:%'
        OR NOT EXISTS (SELECT 1 FROM estate.scope_confirmation h WHERE h.system_id = s.system_id)
$$;

-- Which system a target belonged to, one span after the other, the first from the beginning on.
CREATE OR REPLACE VIEW estate.system_span AS
SELECT e.target_id, e.system_id, e.superseded_at AS until,
       CASE WHEN lag(e.superseded_at) OVER (PARTITION BY e.target_id ORDER BY e.superseded_at) IS NULL THEN '-infinity' ELSE e.since END AS since
  FROM estate.earlier_system e
UNION ALL
SELECT t.id, t.system_id, 'infinity', coalesce(e.until, '-infinity')
  FROM estate.target t
  LEFT JOIN (SELECT e.target_id, max(e.superseded_at) AS until FROM estate.earlier_system e GROUP BY e.target_id) e ON e.target_id = t.id;

CREATE OR REPLACE VIEW estate.pub_image AS
SELECT id, identity, repository, tag, digest, image_id, os_family, os_name, os_eol, built_at, first_seen_at, lineage FROM estate.image;

CREATE OR REPLACE VIEW estate.pub_component AS
SELECT image_id, name, version, purl, location FROM estate.component;

CREATE OR REPLACE VIEW estate.pub_component_count AS
SELECT image_id, count(*) AS components FROM estate.component GROUP BY image_id;

-- The flaw says why a list does not show what is in the image, if there is a reason.
CREATE OR REPLACE VIEW estate.pub_component_list AS
SELECT image_id, submission_id, n, entry_index, recorded_at, made_at, source, format, tool, tool_version, components, about, stated_digest,
       CASE WHEN about <> '' THEN 'with an SBOM of something else than an image, by the word of its sender'
            WHEN stated_digest IS NOT NULL THEN 'with an SBOM that states another digest'
            WHEN tool = '' THEN 'with an SBOM that does not say which tool made it' END AS flaw
  FROM estate.component_list;

-- Where a cluster states itself completely, that says what runs there: what a scan stated ends with the first such snapshot of a later time.
-- Where that was known before the scan was, it is told from the time of the scan on: it is over.
-- until_at: nothing ended later than that; has an index.
CREATE OR REPLACE VIEW estate.pub_interval AS
SELECT d.id, d.cluster, d.namespace, d.workload, d.environment,
       CASE WHEN d.source = 'SCAN' AND d.cluster <> '' AND d.stated_at < d.from_at
             AND EXISTS (SELECT 1
                           FROM estate.snapshot s
                          WHERE s.cluster = d.cluster AND s.complete AND NOT s.late AND s.observed_at >= d.stated_at
                            AND s.observed_at < d.from_at AND s.recorded_at < d.from_at)
            THEN d.stated_at ELSE d.from_at END AS from_at,
       CASE WHEN d.source = 'SCAN' AND d.cluster <> ''
            THEN least(d.to_at, (SELECT s.recorded_at
                                   FROM estate.snapshot s
                                  WHERE s.cluster = d.cluster AND s.complete AND NOT s.late AND s.observed_at >= coalesce(d.stated_at, d.from_at)
                                  ORDER BY s.observed_at
                                  LIMIT 1))
            ELSE d.to_at END AS to_at,
       d.source, d.kind, d.container, d.replicas, d.identity, d.repository, d.tag, d.digest, d.config, d.system_id, d.opened_at,
       d.from_entry, d.to_entry,
       CASE WHEN d.digest IS NOT NULL THEN 'DIGEST' WHEN d.config IS NOT NULL THEN 'IMAGE_ID' ELSE 'TAG' END AS assurance,
       d.hinted_by, d.hinted_entry, d.seen_at, coalesce(d.to_at, timestamptz 'infinity') AS until_at
  FROM estate.deployment d;

CREATE OR REPLACE VIEW estate.pub_end_hint AS
SELECT entry_index, cluster, environment, namespace, kind, workload, at, how, recorded_at FROM estate.end_hint;

-- The same with the images that they ran, under whichever name a scan knows the same bytes; null: none was scanned yet.
CREATE OR REPLACE VIEW estate.pub_deployment AS
SELECT d.id, i.id AS image_id, d.cluster, d.namespace, d.workload, d.environment, d.from_at, d.to_at, d.source, d.kind, d.container,
       d.replicas, d.opened_at, d.from_entry, d.to_entry, d.identity, d.system_id
  FROM estate.pub_interval d
  LEFT JOIN estate.image i ON i.identity = d.identity OR i.digest = d.digest OR i.image_id = d.config;

CREATE OR REPLACE VIEW estate.pub_vendor AS
SELECT id, code, name, relationship, critical, owner, owner_email, critical_days, high_days, description FROM estate.vendor;

-- Digests about which anything was stated: whoever asks what, asks about these only.
CREATE OR REPLACE VIEW estate.pub_attestation_subject AS
SELECT attestation_id, digest FROM estate.attestation_subject;

-- Vendors as each was at a time, by what was last said by then; none that was entered later.
CREATE OR REPLACE FUNCTION estate.pub_vendor_at(at timestamptz)
RETURNS TABLE (id uuid, code text, name text, relationship text, critical boolean, owner text, owner_email text, description text,
               critical_days int, high_days int)
LANGUAGE sql STABLE AS $$
    SELECT v.id, v.code, s.name, s.relationship, s.critical, s.owner, s.owner_email, s.description, s.critical_days, s.high_days
      FROM estate.vendor v
     CROSS JOIN LATERAL (SELECT h.*
                           FROM estate.vendor_statement h
                          WHERE h.vendor_id = v.id AND h.said_at <= pub_vendor_at.at
                          ORDER BY h.said_at DESC
                          LIMIT 1) s
$$;

-- The patterns that said at a time who makes the images of a repository; id null: it is gone.
CREATE OR REPLACE FUNCTION estate.origin_at(at timestamptz)
RETURNS TABLE (id uuid, vendor_id uuid, pattern text, created_at timestamptz, created_by uuid) LANGUAGE sql STABLE AS $$
    SELECT o.id, o.vendor_id, o.pattern, o.created_at, o.created_by
      FROM estate.origin_rule o
     WHERE o.created_at <= origin_at.at
    UNION ALL
    SELECT NULL, o.vendor_id, o.pattern, o.created_at, o.created_by
      FROM estate.removed_origin o
     WHERE o.created_at <= origin_at.at AND o.removed_at > origin_at.at
$$;

-- Who makes the images of a repository, by the longest patterns that fit and were said at a time: how many those name, the vendor (null: the
-- bank itself, or more than one), and the patterns.
CREATE OR REPLACE FUNCTION estate.maker_at(repository text, at timestamptz) RETURNS TABLE (makers bigint, vendor_id uuid, patterns text)
LANGUAGE sql STABLE AS $$
    SELECT count(DISTINCT coalesce(f.vendor_id::text, '')), min(f.vendor_id::text)::uuid, string_agg(f.pattern, ', ' ORDER BY f.pattern)
      FROM (SELECT o.vendor_id, o.pattern, rank() OVER (ORDER BY length(o.pattern) DESC) AS place
              FROM estate.origin_at(maker_at.at) o
             WHERE maker_at.repository LIKE estate.like_pattern(o.pattern)) f
     WHERE f.place = 1
$$;

CREATE OR REPLACE FUNCTION estate.maker_of(repository text) RETURNS TABLE (makers bigint, vendor_id uuid, patterns text)
LANGUAGE sql STABLE AS $$
    SELECT m.makers, m.vendor_id, m.patterns FROM estate.maker_at(maker_of.repository, 'infinity') m
$$;

-- The vendor that makes the images of a repository, by its name alone: no row where the bank builds them, nobody is named or two are. A
-- vendor without a counterparty can be held to nothing.
CREATE OR REPLACE FUNCTION estate.pub_vendor_of(repository text) RETURNS TABLE (code text, name text, counterparty boolean)
LANGUAGE sql STABLE AS $$
    SELECT v.code, v.name, v.relationship <> 'OPEN_SOURCE_UNSUPPORTED'
      FROM estate.maker_of(pub_vendor_of.repository) w
      JOIN estate.vendor v ON v.id = w.vendor_id
     WHERE w.makers = 1
$$;

-- Who makes the images of a repository with what was said of whoever that is, as both stood at a time. NOT_SAID: no pattern fits. CONFLICT:
-- patterns of the same length say different things.
DROP FUNCTION IF EXISTS estate.pub_maker_of(text);
CREATE OR REPLACE FUNCTION estate.pub_maker_at(repository text, at timestamptz)
RETURNS TABLE (origin text, vendor_id uuid, code text, name text, critical boolean) LANGUAGE sql STABLE AS $$
    SELECT CASE w.makers WHEN 0 THEN 'NOT_SAID' WHEN 1 THEN coalesce(v.relationship, 'OWN_BUILD') ELSE 'CONFLICT' END,
           v.id, v.code, v.name, coalesce(v.critical, false)
      FROM estate.maker_at(pub_maker_at.repository, pub_maker_at.at) w
      LEFT JOIN estate.pub_vendor_at(pub_maker_at.at) v ON v.id = w.vendor_id AND w.makers = 1
$$;

-- The documents in the files of vendors. until_at: the first moment after its last day; null: it states none.
CREATE OR REPLACE VIEW estate.pub_vendor_document AS
SELECT entry_index, vendor_id, kind, valid_from::timestamp AT TIME ZONE 'UTC' AS from_at,
       (expires_on + 1)::timestamp AT TIME ZONE 'UTC' AS until_at, filed_at, filed_by IS NOT NULL AS by_person
  FROM estate.vendor_document;

-- Who made, at a time, every image that had been scanned or ran then, by what was said of its maker then: one row each, and one answer.
-- NOT_SAID: no pattern fits its repository. CONFLICT: patterns of the same length say different things, or the same bytes have another maker
-- under another name.
CREATE OR REPLACE FUNCTION estate.pub_image_origin_at(at timestamptz)
RETURNS TABLE (image_id uuid, identity text, repository text, tag text, digest text, lineage text, built_at timestamptz,
               first_seen_at timestamptz, running bigint, patterns text, origin text, vendor text)
LANGUAGE sql STABLE AS $$
    WITH ran AS MATERIALIZED (
        SELECT d.*, i.id AS image_id
          FROM (SELECT r.identity, r.repository, r.digest, r.config, min(r.tag) AS tag, min(r.opened_at) AS opened_at, count(*) AS running
                  FROM estate.pub_interval r
                 WHERE r.opened_at <= pub_image_origin_at.at AND r.until_at >= pub_image_origin_at.at
                   AND (r.to_at IS NULL OR r.to_at > pub_image_origin_at.at)
                 GROUP BY r.identity, r.repository, r.digest, r.config) d
          LEFT JOIN estate.image i
            ON (i.identity = d.identity OR i.digest = d.digest OR i.image_id = d.config) AND i.first_seen_at <= pub_image_origin_at.at
    ), known AS (
        SELECT i.id AS image_id, i.identity, i.repository, i.tag, i.digest, i.lineage, i.built_at, i.first_seen_at,
               coalesce(r.running, 0) AS running
          FROM estate.image i
          LEFT JOIN (SELECT d.image_id, sum(d.running)::bigint AS running FROM ran d GROUP BY d.image_id) r ON r.image_id = i.id
         WHERE i.first_seen_at <= pub_image_origin_at.at
        UNION ALL
        SELECT NULL, d.identity, d.repository, min(d.tag), min(d.digest), NULL, NULL, min(d.opened_at), sum(d.running)::bigint
          FROM ran d
         WHERE d.image_id IS NULL
         GROUP BY d.identity, d.repository
    ), pattern AS MATERIALIZED (
        SELECT o.vendor_id, o.pattern, estate.like_pattern(o.pattern) AS fits FROM estate.origin_at(pub_image_origin_at.at) o
    ), named AS (
        SELECT n.repository, count(DISTINCT coalesce(f.vendor_id::text, '')) FILTER (WHERE f.place = 1) AS makers,
               min(f.vendor_id::text) FILTER (WHERE f.place = 1) AS vendor_id,
               string_agg(f.pattern, ', ' ORDER BY f.pattern) FILTER (WHERE f.place = 1) AS patterns
          FROM (SELECT DISTINCT k.repository FROM known k) n
          LEFT JOIN LATERAL (SELECT p.vendor_id, p.pattern, rank() OVER (ORDER BY length(p.pattern) DESC) AS place
                               FROM pattern p
                              WHERE n.repository LIKE p.fits) f ON true
         GROUP BY n.repository
    ), said AS (
        SELECT n.repository, n.patterns,
               CASE n.makers WHEN 0 THEN 'NOT_SAID' WHEN 1 THEN coalesce(v.relationship, 'OWN_BUILD') ELSE 'CONFLICT' END AS origin,
               v.code AS vendor
          FROM named n
          LEFT JOIN estate.pub_vendor_at(pub_image_origin_at.at) v ON v.id = n.vendor_id::uuid AND n.makers = 1
    ), held AS (
        SELECT k.*, s.patterns, s.origin, s.vendor,
               min(coalesce(s.vendor, s.origin)) FILTER (WHERE s.origin <> 'NOT_SAID') OVER same AS one_maker,
               max(coalesce(s.vendor, s.origin)) FILTER (WHERE s.origin <> 'NOT_SAID') OVER same AS another
          FROM known k
          JOIN said s ON s.repository = k.repository
        WINDOW same AS (PARTITION BY coalesce(k.digest, k.identity))
    )
    SELECT h.image_id, h.identity, h.repository, h.tag, h.digest, h.lineage, h.built_at, h.first_seen_at, h.running, h.patterns,
           CASE WHEN h.origin = 'NOT_SAID' OR h.one_maker = h.another THEN h.origin ELSE 'CONFLICT' END,
           CASE WHEN h.one_maker = h.another THEN h.vendor END
      FROM held h
$$;

CREATE OR REPLACE VIEW estate.pub_image_origin AS
SELECT image_id, identity, repository, tag, digest, lineage, built_at, first_seen_at, running, patterns, origin, vendor
  FROM estate.pub_image_origin_at('infinity');

CREATE OR REPLACE VIEW estate.pub_snapshot AS
SELECT id, submission_id, entry_index, recorded_at, observed_at, stated_at, cluster, environment, format, complete, late, pods,
       running, opened, closed, extended, relabelled
  FROM estate.snapshot;

CREATE OR REPLACE VIEW estate.pub_target AS
SELECT id, key, kind, name, environment, cluster, namespace, workload, claimed_system, system_id, attributed_by, first_seen_at,
       disputed_at
  FROM estate.target;

CREATE OR REPLACE VIEW estate.pub_declared_cluster AS
SELECT entry_index, cluster, environment, owner, declared_at, released_at FROM estate.declared_cluster;

-- Clusters that state what runs in them, or that people say the bank has, by what was known at a time: when each had stated itself completely
-- for the first and for the last time (null: never).
CREATE OR REPLACE FUNCTION estate.pub_cluster_stated(at timestamptz)
RETURNS TABLE (cluster text, first_at timestamptz, last_at timestamptz, declared boolean) LANGUAGE sql STABLE AS $$
    WITH RECURSIVE stating (cluster) AS (
        (SELECT s.cluster FROM estate.snapshot s ORDER BY s.cluster LIMIT 1)
        UNION ALL
        SELECT (SELECT s.cluster FROM estate.snapshot s WHERE s.cluster > g.cluster ORDER BY s.cluster LIMIT 1)
          FROM stating g
         WHERE g.cluster IS NOT NULL
    ), declared AS (
        SELECT e.cluster
          FROM estate.declared_cluster e
         WHERE e.declared_at <= pub_cluster_stated.at AND (e.released_at IS NULL OR e.released_at > pub_cluster_stated.at)
    ), named AS (
        SELECT g.cluster FROM stating g WHERE g.cluster IS NOT NULL
        UNION
        SELECT e.cluster FROM declared e
    )
    SELECT n.cluster,
           (SELECT s.recorded_at
              FROM estate.snapshot s
             WHERE s.cluster = n.cluster AND s.complete AND NOT s.late AND s.recorded_at <= pub_cluster_stated.at
             ORDER BY s.observed_at
             LIMIT 1),
           (SELECT s.recorded_at
              FROM estate.snapshot s
             WHERE s.cluster = n.cluster AND s.complete AND NOT s.late AND s.recorded_at <= pub_cluster_stated.at
             ORDER BY s.observed_at DESC
             LIMIT 1),
           n.cluster IN (SELECT e.cluster FROM declared e)
      FROM named n
$$;

-- The rules that gave things to systems at a time.
CREATE OR REPLACE FUNCTION estate.rule_at(at timestamptz)
RETURNS TABLE (id uuid, system_id uuid, kind text, cluster text, pattern text, created_at timestamptz, created_by uuid)
LANGUAGE sql STABLE AS $$
    SELECT r.id, r.system_id, r.kind, r.cluster, r.pattern, r.created_at, r.created_by
      FROM estate.attribution_rule r
     WHERE r.created_at <= rule_at.at
    UNION ALL
    SELECT r.rule_id, r.system_id, r.kind, r.cluster, r.pattern, r.created_at, r.created_by
      FROM estate.removed_rule r
     WHERE r.created_at <= rule_at.at AND r.removed_at > rule_at.at
$$;

-- Targets and deployments about which rules contradicted each other at a time, since when, which rules, and the system that counted.
CREATE OR REPLACE FUNCTION estate.pub_conflict_at(at timestamptz)
RETURNS TABLE (id uuid, disputed_at timestamptz, disputed_by uuid[], system_id uuid) LANGUAGE sql STABLE AS $$
    WITH held AS (
        SELECT e.subject_id, e.disputed_at, e.disputed_by, e.system_id
          FROM estate.earlier_conflict e
         WHERE e.since <= pub_conflict_at.at AND e.superseded_at > pub_conflict_at.at
    )
    SELECT h.subject_id, h.disputed_at, h.disputed_by, h.system_id
      FROM held h
    UNION ALL
    SELECT t.id, t.disputed_at, t.disputed_by, t.system_id
      FROM estate.target t
     WHERE t.disputed_at <= pub_conflict_at.at AND NOT EXISTS (SELECT 1 FROM held h WHERE h.subject_id = t.id)
    UNION ALL
    SELECT d.id, d.disputed_at, d.disputed_by, d.system_id
      FROM estate.deployment d
     WHERE d.disputed_at <= pub_conflict_at.at AND NOT EXISTS (SELECT 1 FROM held h WHERE h.subject_id = d.id)
$$;

-- The workloads that carry a label of a rule, by what was last said of them.
CREATE OR REPLACE VIEW estate.label_claim AS
SELECT w.cluster, w.environment, w.namespace, w.kind, w.workload, r.id AS rule_id, r.pattern, r.system_id, (r.cluster IS NULL) AS everywhere,
       s.code, estate.strictness(s) AS strictness
  FROM estate.attribution_rule r
  JOIN estate.system s ON s.id = r.system_id AND s.retired_at IS NULL
  JOIN estate.workload_labels w
    ON w.to_at IS NULL AND w.labels @> ARRAY[r.pattern] AND (r.cluster IS NULL OR r.cluster = w.cluster)
 WHERE r.kind = 'LABEL';

-- Whose a workload is by its labels, and the rules that contradict each other about it.
CREATE OR REPLACE VIEW estate.workload_by_label AS
SELECT c.cluster, c.environment, c.namespace, c.kind, c.workload,
       (array_agg(c.system_id ORDER BY c.strictness DESC, c.code COLLATE "C"))[1] AS system_id,
       CASE WHEN count(DISTINCT c.system_id) > 1
            THEN array_agg(DISTINCT c.rule_id ORDER BY c.rule_id) END AS disputed_by
  FROM (SELECT l.*, rank() OVER (PARTITION BY l.cluster, l.environment, l.namespace, l.kind, l.workload ORDER BY l.everywhere) AS place
          FROM estate.label_claim l) c
 WHERE c.place = 1
 GROUP BY c.cluster, c.environment, c.namespace, c.kind, c.workload;

-- Whose a target is by labels: those of its workload, which may be named with its kind (deployment/gateway); an image that names none has those of the workloads that run it now, or ran it last.
CREATE OR REPLACE VIEW estate.target_by_label AS
WITH claim AS MATERIALIZED (
    SELECT l.* FROM estate.label_claim l
), ran AS MATERIALIZED (
    SELECT DISTINCT n.lineage, n.cluster, n.environment, n.namespace, n.kind, n.workload
      FROM (SELECT d.lineage, d.cluster, d.environment, d.namespace, d.kind, d.workload,
                   rank() OVER (PARTITION BY d.lineage, d.environment ORDER BY d.to_at DESC NULLS FIRST) AS place
              FROM estate.deployment d
             WHERE d.source = 'SNAPSHOT' AND EXISTS (SELECT 1 FROM claim)) n
     WHERE n.place = 1
), carried AS (
    SELECT t.id, c.rule_id, c.system_id, c.everywhere, c.strictness, c.code
      FROM claim c
      JOIN estate.target t ON t.workload <> '' AND t.cluster IN ('', c.cluster) AND t.namespace IN ('', c.namespace)
       AND regexp_replace(t.workload, '^[^/]*/', '') = c.workload
       AND (t.workload NOT LIKE '%/%' OR lower(split_part(t.workload, '/', 1)) = lower(c.kind))
    UNION
    SELECT t.id, c.rule_id, c.system_id, c.everywhere, c.strictness, c.code
      FROM claim c
      JOIN ran r ON r.cluster = c.cluster AND r.environment = c.environment AND r.namespace = c.namespace
                AND r.kind = c.kind AND r.workload = c.workload
      JOIN estate.target t ON t.kind = 'IMAGE' AND t.workload = '' AND t.name = r.lineage
       AND (t.environment = '' OR r.environment = '' OR t.environment = r.environment)
       AND t.cluster IN ('', r.cluster) AND t.namespace IN ('', r.namespace)
)
SELECT c.id AS target_id, (array_agg(c.system_id ORDER BY c.strictness DESC, c.code COLLATE "C"))[1] AS system_id,
       CASE WHEN count(DISTINCT c.system_id) > 1 THEN array_agg(DISTINCT c.rule_id ORDER BY c.rule_id) END AS disputed_by
  FROM (SELECT a.*, rank() OVER (PARTITION BY a.id ORDER BY a.everywhere) AS place FROM carried a) c
 WHERE c.place = 1
 GROUP BY c.id;

-- Whether a workload is the one that a target names, if it names one. Senders put the kind before the name (deployment/gateway), clusters
-- do not.
CREATE OR REPLACE FUNCTION estate.pub_is_workload(target text, workload text) RETURNS boolean LANGUAGE sql IMMUTABLE
    RETURN target = '' OR regexp_replace(target, '^.*/', '') = regexp_replace(workload, '^.*/', '');

-- Whether a place is where a target is: what a target does not name, it is everywhere.
CREATE OR REPLACE FUNCTION estate.pub_is_at(target estate.pub_target, environment text, cluster text, namespace text, workload text)
    RETURNS boolean LANGUAGE sql STABLE
    RETURN target.environment IN ('', environment) AND target.cluster IN ('', cluster) AND target.namespace IN ('', namespace)
           AND estate.pub_is_workload(target.workload, workload);

-- Whether a target of that image names the place. A function of its own: what looks into a table cannot be put in the place of its call.
CREATE OR REPLACE FUNCTION estate.pub_is_named(target estate.pub_target, environment text, cluster text, namespace text, workload text)
    RETURNS boolean LANGUAGE sql STABLE
    RETURN EXISTS (SELECT 1
                     FROM estate.pub_target o
                    WHERE o.kind = target.kind AND o.name = target.name
                      AND estate.pub_is_at(o, pub_is_named.environment, pub_is_named.cluster, pub_is_named.namespace, pub_is_named.workload));

-- Whether what runs there counts for the target: it is one of its places, or no target of that image names the place, as one in disaster
-- recovery that nobody scans by itself; then it counts for all of them, save those of other workloads.
CREATE OR REPLACE FUNCTION estate.pub_counts_at(target estate.pub_target, environment text, cluster text, namespace text, workload text)
    RETURNS boolean LANGUAGE sql STABLE
    RETURN estate.pub_is_at(target, environment, cluster, namespace, workload)
           OR (estate.pub_is_workload(target.workload, workload)
               AND NOT estate.pub_is_named(target, environment, cluster, namespace, workload));

CREATE OR REPLACE VIEW scans.pub_scan AS
SELECT id, submission_id, n, entry_index, recorded_at, reported_at, target_id, image_id, format, tool, tool_version, artifact,
       outcome, outcome_reason, classes, observations, critical, high, medium, low, unknown, suppressed,
       misconfigurations, secrets, licences, components, environment, version, revision, build, database_at
  FROM scans.scan;

-- A claim's place among others is when it says that it was made, but never after it came; what says nothing counts as made when it came.
CREATE OR REPLACE VIEW scans.pub_vex_document AS
SELECT id, submission_id, entry_index, recorded_at, format, identifier, author, role, version, stated_at, statements,
       least(stated_at, recorded_at) AS ordered_at, called, dated_fixes
  FROM scans.vex_document;

CREATE OR REPLACE VIEW scans.pub_advised_fix AS
SELECT a.vulnerability, a.package, a.type, a.namespace, a.version, a.document_id, a.fixed_at, a.kind, d.called, d.submission_id, d.entry_index
  FROM scans.advised_fix a
  JOIN scans.vex_document d ON d.id = a.document_id;

CREATE OR REPLACE VIEW scans.pub_vex_statement AS
SELECT s.id, s.document_id, d.submission_id, s.n, s.entry_index, s.recorded_at, s.vulnerability, s.status, s.justification, s.impact,
       s.action, s.notes, s.stated_at, least(s.stated_at, s.recorded_at) AS ordered_at, d.format, d.identifier, d.author, d.role,
       d.version, least(d.stated_at, d.recorded_at) AS document_ordered_at
  FROM scans.vex_statement s
  JOIN scans.vex_document d ON d.id = s.document_id;

CREATE OR REPLACE VIEW scans.pub_vex_name AS
SELECT name, statement_id FROM scans.vex_name;

CREATE OR REPLACE VIEW scans.pub_vex_product AS
SELECT statement_id, n, kind, product, part, repository, digest FROM scans.vex_product;

CREATE OR REPLACE VIEW findings.pub_finding AS
SELECT id, target_id, vulnerability, package, class, package_type, location, installed_version, fixed_version, vendor_status,
       severity, severity_source, cvss, cvss_vector, title, reference, published_at, suppression, image_id, state, episode,
       first_detected_at, fix_seen_at, rank, rank_reason, rank_method, ranked_at,
       coalesce(shown_at, first_detected_at) AS shown_at, coalesce(fix_shown_at, fix_seen_at) AS fix_shown_at,
       tool, fix_at, fix_kind, fix_stated_at, fix_stated_kind, fix_stated_tool, fix_stated_seen, fix_stated_by, same_as
  FROM findings.finding;

CREATE OR REPLACE VIEW findings.pub_sighting AS
SELECT finding_id, tool, severity, cvss, fixed_version, vendor_status, suppression FROM findings.sighting;

CREATE OR REPLACE VIEW findings.pub_earlier_rank AS
SELECT finding_id, superseded_at, rank, rank_reason, rank_method, rank_inputs, ranked_at FROM findings.earlier_rank;

CREATE OR REPLACE VIEW findings.pub_episode AS
SELECT finding_id, n, opened_at, opened_scan, opened_image, closed_at, closed_scan, closed_image, close_reason,
       shown_scan, doubts,
       CASE WHEN closed_at IS NULL THEN NULL WHEN doubts IS NULL THEN 'NOT_LOOKED_AT' WHEN doubts = '{}' THEN 'PROVEN'
            ELSE 'NOT_PROVEN' END AS closing,
       closed_entry, still_runs, gone_at, left_at
  FROM findings.episode;

CREATE OR REPLACE VIEW findings.pub_suppression AS
SELECT finding_id, target_id, since, until_at FROM findings.suppression;

-- Since when a finding was there, by what was known at a time.
CREATE OR REPLACE FUNCTION findings.pub_shown_at(shown_at timestamptz, shown_seen timestamptz, received_at timestamptz, known timestamptz)
    RETURNS timestamptz LANGUAGE sql IMMUTABLE
    RETURN CASE WHEN coalesce(shown_seen, received_at) <= known THEN coalesce(shown_at, received_at) ELSE received_at END;

-- Since when a fix was there, by what was known at a time: as a report states it, or as our own scans showed it where that is earlier.
CREATE OR REPLACE FUNCTION findings.pub_fix_at(stated_at timestamptz, stated_seen timestamptz, seen_at timestamptz, shown_at timestamptz,
                                               shown_seen timestamptz, known timestamptz)
    RETURNS timestamptz LANGUAGE sql IMMUTABLE
    RETURN least(CASE WHEN stated_seen <= known THEN stated_at END,
                 CASE WHEN seen_at <= known
                      THEN CASE WHEN coalesce(shown_seen, seen_at) <= known THEN coalesce(shown_at, seen_at) ELSE seen_at END END);

-- When a finding that another was merged into had been closed before that; null: it was open.
CREATE OR REPLACE FUNCTION findings.before_merging(finding uuid, merged timestamptz) RETURNS timestamptz LANGUAGE sql STABLE
    RETURN (SELECT max(b.closed_at)
              FROM findings.episode a
              JOIN findings.episode b ON b.finding_id = a.finding_id AND b.n = a.n - 1
             WHERE a.finding_id = before_merging.finding AND a.opened_at = before_merging.merged);

-- Episodes by when they were true, as known at a time. The first of a finding begins when the earliest scan that shows it was made. What a
-- report brought that a newer scan had overtaken ended with that scan. What turned out to be another finding under another name is that one,
-- and counts only for the time for which the other was taken to be closed.
CREATE OR REPLACE FUNCTION findings.pub_episode_known(known timestamptz)
RETURNS TABLE (finding_id uuid, n int, opened_at timestamptz, opened_scan uuid, opened_image uuid, closed_at timestamptz, closed_scan uuid,
               closed_image uuid, close_reason text, shown_scan uuid, doubts text[], closing text, closed_entry bigint,
               still_runs boolean, gone_at timestamptz, left_at timestamptz)
LANGUAGE sql STABLE AS $$
    SELECT e.finding_id, e.n,
           greatest(CASE WHEN e.n > 1 THEN e.opened_at
                         ELSE findings.pub_shown_at(f.shown_at, f.shown_seen, f.first_detected_at, pub_episode_known.known) END,
                    CASE WHEN e.close_reason = 'SAME_FINDING' AND e.closed_at <= pub_episode_known.known
                         THEN findings.before_merging(f.same_as, e.closed_at) END),
           e.opened_scan, e.opened_image,
           CASE WHEN e.closed_at = e.opened_at
                THEN coalesce((SELECT s.recorded_at FROM scans.pub_scan s WHERE s.id = e.closed_scan), e.closed_at)
                ELSE e.closed_at END,
           e.closed_scan, e.closed_image, e.close_reason, e.shown_scan, e.doubts, e.closing, e.closed_entry, e.still_runs,
           CASE WHEN e.closed_at = e.opened_at AND e.left_at IS NULL AND NOT e.still_runs
                THEN coalesce((SELECT s.recorded_at FROM scans.pub_scan s WHERE s.id = e.closed_scan), e.closed_at)
                ELSE e.gone_at END,
           e.left_at
      FROM findings.pub_episode e
      JOIN findings.finding f ON f.id = e.finding_id
     WHERE e.opened_at <= pub_episode_known.known
       AND (e.close_reason IS DISTINCT FROM 'SAME_FINDING' OR e.closed_at > pub_episode_known.known
            OR findings.before_merging(f.same_as, e.closed_at) IS NOT NULL)
$$;

-- What was known to be exploited on a day, as the catalogues that were loaded by a later time say. What was taken out only after the day was
-- listed on it.
CREATE OR REPLACE FUNCTION findings.pub_exploited_on(as_of timestamptz, known timestamptz)
RETURNS TABLE (cve text, added_on date, due_on date, name text, ransomware boolean, entry_index bigint) LANGUAGE sql STABLE AS $$
    SELECT k.cve, k.added_on, k.due_on, k.name, k.ransomware, k.entry_index
      FROM (SELECT DISTINCT ON (e.cve) e.*
              FROM findings.known_exploited e
             WHERE e.loaded_at <= pub_exploited_on.known AND (e.listed OR e.loaded_at <= pub_exploited_on.as_of)
             ORDER BY e.cve, e.entry_index DESC) AS k
     WHERE k.listed AND k.added_on <= (pub_exploited_on.as_of AT TIME ZONE 'UTC')::date
$$;

CREATE OR REPLACE VIEW findings.pub_deadline AS
SELECT finding_id, episode, profile, decided_at, superseded_at, policy_version, starts_at, due_at, estimated, inputs,
       ended_at, coalesce(due_at, timestamptz '9999-12-31 00:00:00+00') AS sorted_at
  FROM findings.deadline;

-- The vendor in whose image a finding is (no row: in none), and the first image of that line without it that was known at that time: newer than
-- the first image here that had it, by the build time where both state one, or else by when they were first seen; and the last conclusive
-- scan of it, made when the vulnerability was known here, left nothing of it open in that package. It is there since it was
-- built, or first seen here where that was before or nothing says; and never before the fix.
CREATE OR REPLACE FUNCTION findings.pub_vendor_image(finding uuid, at timestamptz)
RETURNS TABLE (vendor text, vendor_name text, counterparty boolean, fix_at timestamptz, fix_estimated boolean, image_id uuid, image text, submission_id uuid,
               tool text, since_at timestamptz, dated_by text, estimated boolean)
LANGUAGE sql STABLE AS $$
    SELECT m.code, m.name, m.counterparty, x.fix_at, coalesce(x.fix_kind LIKE 'first-observed%', true), w.id, w.name, w.submission_id, w.tool, CASE WHEN w.there_at IS NOT NULL THEN greatest(w.there_at, x.fix_at) END,
           CASE WHEN w.there_at < x.fix_at THEN 'FIX_RELEASED' ELSE w.dated_by END,
           CASE WHEN w.there_at < x.fix_at THEN coalesce(x.fix_kind LIKE 'first-observed%', true) ELSE w.dated_by = 'FIRST_SEEN' END
      FROM findings.finding f
     CROSS JOIN LATERAL (
           SELECT CASE WHEN f.fix_stated_seen <= pub_vendor_image.at THEN f.fix_at
                       WHEN f.fix_seen_at <= pub_vendor_image.at THEN coalesce(f.fix_shown_at, f.fix_seen_at) END AS fix_at,
                  CASE WHEN f.fix_stated_seen <= pub_vendor_image.at THEN f.fix_kind END AS fix_kind) x
      JOIN estate.pub_target t ON t.id = f.target_id AND t.kind = 'IMAGE'
      JOIN findings.episode e ON e.finding_id = f.id AND e.n = 1
      JOIN estate.pub_image had ON had.id = coalesce(e.opened_image, f.image_id)
     CROSS JOIN LATERAL estate.pub_vendor_of(had.repository) m
      LEFT JOIN LATERAL (
           SELECT i.id, i.repository || coalesce(':' || i.tag, '@' || i.digest, '') AS name, i.there_at, z.submission_id, z.tool,
                  CASE WHEN i.built < i.first_seen_at THEN 'BUILT' ELSE 'FIRST_SEEN' END AS dated_by
             FROM (SELECT n.*, b.built, least(b.built, n.first_seen_at) AS there_at
                     FROM estate.pub_image n
                    -- A build that can be repeated to the bit dates its images to a day long before there were any.
                    CROSS JOIN LATERAL (SELECT CASE WHEN n.built_at > '2000-01-01' THEN n.built_at END AS built,
                                               CASE WHEN had.built_at > '2000-01-01' THEN had.built_at END AS had_built) b
                    WHERE n.lineage = t.name AND n.id <> had.id AND n.first_seen_at <= pub_vendor_image.at
                      AND CASE WHEN b.built <> b.had_built THEN b.built > b.had_built ELSE n.first_seen_at > had.first_seen_at END) i
            CROSS JOIN LATERAL (
                  SELECT s.target_id, s.recorded_at, s.submission_id, s.tool
                    FROM scans.pub_scan s
                    JOIN estate.pub_target g ON g.id = s.target_id AND g.kind = 'IMAGE' AND g.name = t.name
                   WHERE s.image_id = i.id AND s.outcome = 'CONCLUSIVE' AND f.class = ANY (s.classes) AND s.recorded_at <= pub_vendor_image.at
                   ORDER BY s.recorded_at DESC, s.entry_index DESC, s.n DESC
                   LIMIT 1) z
            WHERE EXISTS (SELECT 1 FROM findings.finding k WHERE k.vulnerability = f.vulnerability AND k.first_detected_at <= z.recorded_at)
              AND NOT EXISTS (SELECT 1
                                FROM findings.finding k
                                JOIN findings.episode o ON o.finding_id = k.id
                               WHERE k.target_id = z.target_id AND k.vulnerability = f.vulnerability AND k.package = f.package
                                 AND o.opened_at <= z.recorded_at AND (o.closed_at IS NULL OR o.closed_at > z.recorded_at))
            ORDER BY i.there_at, i.id
            LIMIT 1) w ON true
     -- Where no vendor is entered, nothing else is looked at.
     WHERE f.id = pub_vendor_image.finding AND EXISTS (SELECT 1 FROM estate.pub_vendor)
$$;

-- Of a finding in a vendor's image, by one framework's clock, as decided by then: since when the package's fix and since when the vendor's
-- image without it was there, the deadline by either, and which counts (null: that clock counts from our own scans). No row: no such image,
-- or no such clock. What does not count is told by the days of the verdict, never sooner for the image than for the package.
CREATE OR REPLACE FUNCTION findings.pub_both_bases(finding uuid, spell int, clock text, at timestamptz)
RETURNS TABLE (vendor text, vendor_name text, counterparty boolean, counts text, fix_at timestamptz, fix_estimated boolean, package_due_at timestamptz,
               vendor_image_id uuid, vendor_image text, vendor_submission_id uuid, vendor_tool text, vendor_at timestamptz,
               vendor_dated_by text, vendor_estimated boolean, vendor_due_at timestamptz)
LANGUAGE sql STABLE AS $$
    SELECT v.vendor, v.vendor_name, v.counterparty, c.counts, v.fix_at, v.fix_estimated,
           CASE c.counts WHEN 'VENDOR_IMAGE' THEN (d.inputs ->> 'packageDueAt')::timestamptz WHEN 'PACKAGE' THEN d.due_at END,
           v.image_id, v.image, v.submission_id, v.tool, v.since_at, v.dated_by, v.estimated,
           CASE c.counts WHEN 'VENDOR_IMAGE' THEN d.due_at
                         WHEN 'PACKAGE' THEN CASE WHEN v.since_at IS NOT NULL AND d.due_at IS NOT NULL
                                   THEN greatest(d.due_at, v.since_at + (d.inputs ->> 'days')::int * interval '24 hours') END END
      FROM findings.deadline d
      JOIN findings.policy p ON p.version = d.policy_version
     CROSS JOIN LATERAL (SELECT CASE WHEN p.definition #>> ARRAY['profiles', d.profile, 'basis'] = 'FIX_RELEASED'
                                    THEN coalesce(d.inputs ->> 'basis', 'PACKAGE') END AS counts) c
     CROSS JOIN LATERAL findings.pub_vendor_image(d.finding_id, pub_both_bases.at) v
     WHERE d.finding_id = pub_both_bases.finding AND d.episode = pub_both_bases.spell AND d.profile = pub_both_bases.clock
       AND d.decided_at <= pub_both_bases.at AND (d.superseded_at IS NULL OR d.superseded_at > pub_both_bases.at)
       AND d.profile <> 'KEV'
$$;

CREATE OR REPLACE VIEW findings.pub_policy AS
SELECT version, kind, name, definition, created_at, created_by, approved_at, approved_by FROM findings.policy;

-- What an exception is about: the vulnerabilities that it names, and the CVEs that those turned out to be.
CREATE OR REPLACE VIEW findings.pub_exception_name AS
SELECT exception_id, vulnerability FROM findings.exception_vulnerability
UNION ALL
SELECT exception_id, vulnerability FROM findings.exception_other_name;

-- Every finding that an exception is about, once for each of its terms. Valid from valid_from on (null: never approved) and before
-- valid_until. It ends with its day, by a person, when the vulnerability becomes known to be exploited, or when a fix appears that was
-- known nowhere here when it was approved; what of that happened only after some time says nothing about that time.
-- Asked late: a deadline that was decided by then had passed; no exception counts for the clock of what is exploited.
CREATE OR REPLACE VIEW findings.pub_exception_cover AS
SELECT c.finding_id, c.vulnerability, c.exception_id, c.term, c.kind, c.requested_at, c.valid_from, c.expires_at,
       least(c.expires_at, c.withdrawn_at, c.exploited_at, c.fix_at, c.fallen_at, c.moved_at, c.failed_at) AS valid_until,
       CASE least(c.expires_at, c.withdrawn_at, c.exploited_at, c.fix_at, c.fallen_at, c.moved_at, c.failed_at)
            WHEN c.withdrawn_at THEN 'WITHDRAWN' WHEN c.expires_at THEN 'EXPIRED' WHEN c.exploited_at THEN 'EXPLOITED'
            WHEN c.fix_at THEN 'FIX' WHEN c.fallen_at THEN 'STATEMENT' WHEN c.failed_at THEN 'CONTROL' ELSE 'MOVED' END AS ended_by,
       EXISTS (SELECT 1
                 FROM findings.deadline d
                WHERE d.finding_id = c.finding_id AND d.profile <> 'KEV' AND d.due_at < c.requested_at
                  AND d.decided_at <= c.requested_at
                  AND (d.superseded_at IS NULL OR d.superseded_at > c.requested_at)) AS asked_late,
       c.statement_id
  FROM (SELECT f.id AS finding_id, v.vulnerability, e.id AS exception_id, t.n AS term, e.kind, t.requested_at,
               t.approved_at AS valid_from, t.expires_at, t.withdrawn_at, t.failed_at,
               (SELECT min(k.loaded_at)
                  FROM findings.known_exploited k
                 WHERE k.cve = v.vulnerability AND k.listed AND k.loaded_at > t.approved_at
                   AND NOT coalesce((SELECT b.listed
                                       FROM findings.known_exploited b
                                      WHERE b.cve = k.cve AND b.entry_index < k.entry_index
                                      ORDER BY b.entry_index DESC
                                      LIMIT 1), false)) AS exploited_at,
               CASE WHEN e.kind <> 'LOWER_RANK' AND f.fix_seen_at > t.approved_at
                         AND NOT EXISTS (SELECT 1
                                           FROM findings.finding o
                                          WHERE o.vulnerability = f.vulnerability AND o.package = f.package
                                            AND o.package_type = f.package_type AND o.fix_seen_at <= t.approved_at)
                    THEN f.fix_seen_at END AS fix_at,
               e.statement_id,
               CASE WHEN e.statement_id IS NOT NULL
                    THEN findings.pub_vex_fallen(e.statement_id, shown.image_id, f.package) END AS fallen_at,
               CASE WHEN e.statement_id IS NOT NULL
                    THEN (SELECT min(m.recorded_at)
                            FROM scans.pub_scan m
                           WHERE m.target_id = f.target_id AND m.outcome = 'CONCLUSIVE' AND m.recorded_at > t.approved_at
                             AND NOT coalesce(findings.pub_vex_names(e.statement_id, m.image_id, f.package), false)) END AS moved_at
          FROM findings.exception e
          JOIN findings.exception_term t ON t.exception_id = e.id
          JOIN findings.pub_exception_name v ON v.exception_id = e.id
          JOIN findings.finding f ON f.vulnerability = v.vulnerability
          JOIN estate.pub_target g ON g.id = f.target_id
          LEFT JOIN estate.pub_system s ON s.id = g.system_id
          -- What honours a statement is about the image that was scanned last when it was approved, or else now.
          LEFT JOIN LATERAL (
               SELECT l.image_id
                 FROM scans.pub_scan l
                WHERE e.statement_id IS NOT NULL AND l.target_id = f.target_id AND l.outcome = 'CONCLUSIVE'
                  AND l.recorded_at <= coalesce(t.approved_at, 'infinity')
                ORDER BY l.recorded_at DESC
                LIMIT 1) shown ON true
         WHERE (e.statement_id IS NULL OR findings.pub_vex_names(e.statement_id, shown.image_id, f.package))
           AND EXISTS (SELECT 1
                         FROM findings.exception_place p
                        WHERE p.exception_id = e.id
                          AND ((p.kind = 'SYSTEM' AND p.name = s.code)
                               OR (p.kind = 'TARGET' AND p.name = g.key)
                               OR (p.kind = 'WORKLOAD' AND p.name = g.workload AND p.namespace = g.namespace AND p.cluster = g.cluster)))) c;

-- The terms of every exception with who asked and who approved, by the ids of people and their names now.
CREATE OR REPLACE VIEW findings.pub_exception_term AS
SELECT e.id AS exception_id, t.n AS term, e.entry_index AS exception_entry, t.entry_index, e.kind, e.justification, t.requested_at,
       t.requested_by, asker.name AS requester, t.requested_role, t.reason, t.owner, t.mitigations, t.proof, t.residual_rank, t.ticket,
       t.approved_at, t.rejected_at, t.withdrawn_at, t.expires_at, t.policy_version,
       (SELECT string_agg(coalesce(p.name, d.decided_by::text) || ', ' || lower(replace(d.decided_role, '_', ' ')) || ', '
                          || to_char(d.decided_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || ', entry ' || d.entry_index,
                          '; ' ORDER BY d.entry_index)
          FROM findings.exception_decision d
          LEFT JOIN access.pub_person p ON p.id = d.decided_by
         WHERE d.exception_id = e.id AND d.term = t.n AND d.kind = 'APPROVED') AS approvers,
       (SELECT count(DISTINCT d.decided_by)
          FROM findings.exception_decision d
         WHERE d.exception_id = e.id AND d.term = t.n AND d.kind = 'APPROVED' AND d.decided_by <> t.requested_by) AS others,
       CASE WHEN e.control IS NOT NULL THEN e.control || ' in ' || e.control_scope END AS relies_on,
       w.constraints, w.definition, w.objective, w.objective_met, w.residual_risk, w.validation, w.maintenance
  FROM findings.exception e
  JOIN findings.exception_term t ON t.exception_id = e.id
  LEFT JOIN findings.exception_worksheet w ON w.exception_id = t.exception_id AND w.term = t.n
  LEFT JOIN access.pub_person asker ON asker.id = t.requested_by;

-- What an assessor accepted, by whom it was recorded; it stood from recorded_at on and before taken_back_at (null: it stands).
CREATE OR REPLACE VIEW findings.pub_exception_acceptance AS
SELECT a.entry_index, a.exception_id, a.term, a.recorded_at, coalesce(p.name, a.recorded_by::text) AS recorder, a.assessor, a.company,
       a.accepted_on, a.file_name, encode(a.sha256, 'hex') AS sha256, a.taken_back_at, a.taken_back_why
  FROM findings.exception_acceptance a
  LEFT JOIN access.pub_person p ON p.id = a.recorded_by;

-- For which time a compensating control stood in that an assessor had accepted: while the exception covered the finding and an acceptance
-- of it was recorded and not taken back. It never begins before the acceptance was recorded, whatever day that bears.
CREATE OR REPLACE VIEW findings.pub_compensated AS
SELECT c.finding_id, c.exception_id, c.term, c.kind, a.entry_index, greatest(c.valid_from, a.recorded_at) AS from_at,
       least(c.valid_until, a.taken_back_at) AS until_at, least(c.expires_at, a.taken_back_at) AS ends_at
  FROM findings.exception_acceptance a
  JOIN findings.pub_exception_cover c ON c.exception_id = a.exception_id AND c.term = a.term
 WHERE c.valid_from IS NOT NULL AND greatest(c.valid_from, a.recorded_at) < least(c.valid_until, a.taken_back_at);

-- The exceptions that hold at a time, cover something in the scope that is not gone by then, and end by a later day: by the terms that were
-- approved last. Of one that lowers ranks the given rank is the one that ends with it.
CREATE OR REPLACE FUNCTION findings.pub_exception_ending(scope text, as_of timestamptz, until timestamptz)
RETURNS TABLE (exception_id uuid, kind text, given_rank text, expires_at timestamptz, findings bigint, vulnerabilities text[])
LANGUAGE sql STABLE AS $$
    SELECT c.exception_id, c.kind, t.residual_rank, c.expires_at, count(DISTINCT c.finding_id),
           array_agg(DISTINCT c.vulnerability ORDER BY c.vulnerability)
      FROM findings.exception_term t
      JOIN findings.pub_exception_cover c ON c.exception_id = t.exception_id AND c.term = t.n
      JOIN findings.finding f ON f.id = c.finding_id
     WHERE t.approved_at <= as_of AND t.expires_at > as_of AND t.expires_at <= until AND c.valid_until > as_of
       AND NOT EXISTS (SELECT 1
                         FROM findings.exception_term l
                        WHERE l.exception_id = t.exception_id AND l.n > t.n AND l.approved_at <= as_of)
       AND EXISTS (SELECT 1
                     FROM findings.pub_episode e
                    WHERE e.finding_id = c.finding_id AND e.opened_at <= as_of AND (e.gone_at IS NULL OR e.gone_at > as_of))
       AND (pub_exception_ending.scope = 'all'
            OR f.target_id IN (SELECT i.target_id FROM estate.pub_target_in(pub_exception_ending.scope) i))
     GROUP BY c.exception_id, c.kind, t.residual_rank, c.expires_at
$$;

-- Every finding that was escalated, once for each time; it holds from escalated_at on and before planned_until.
CREATE OR REPLACE VIEW findings.pub_escalation AS
SELECT x.finding_id, x.episode, e.entry_index, e.vulnerability, e.place_kind, e.cluster, e.namespace, e.name, e.escalated_at,
       e.escalated_by, p.name AS escalator, e.escalated_role, e.level, e.person, e.reason, e.decision, e.planned_until,
       e.policy_version
  FROM findings.escalation_finding x
  JOIN findings.escalation e ON e.entry_index = x.entry_index
  LEFT JOIN access.pub_person p ON p.id = e.escalated_by;

-- What somebody decided may wait: by an exception (one that lowers a rank is none: it moves the deadline), or by an escalation, as long
-- as what was escalated lasts. It holds from from_at on and before until_at.
CREATE OR REPLACE VIEW findings.pub_covered AS
SELECT c.finding_id, 'EXCEPTION' AS how, c.kind AS what, c.exception_id, c.valid_from AS from_at, c.valid_until AS until_at, c.expires_at AS ends_at
  FROM findings.pub_exception_cover c
 WHERE c.kind <> 'LOWER_RANK' AND c.valid_from IS NOT NULL
UNION ALL
SELECT x.finding_id, 'ESCALATION', u.level, NULL, u.escalated_at, least(u.planned_until, e.gone_at), u.planned_until
  FROM findings.escalation_finding x
  JOIN findings.escalation u ON u.entry_index = x.entry_index
  JOIN findings.episode e ON e.finding_id = x.finding_id AND e.n = x.episode;

CREATE OR REPLACE VIEW alerts.pub_alert AS
SELECT a.id, a.recorded_at, a.occurred_at, a.submission_id, a.position, a.entry_index, a.sensor, a.rule, a.priority, a.source,
       a.class, a.mapping_version, a.hostname, a.output, a.tags, a.cluster, a.namespace, a.pod, a.container,
       a.image_repository, a.image_tag, a.image_digest, a.process, a.user_name, a.system_id,
       h.acknowledged_at, h.acknowledged_by, h.closed_at, h.closed_by, h.disposition, h.reason
  FROM alerts.alert a
  LEFT JOIN alerts.handling h ON h.alert_id = a.id;

CREATE OR REPLACE VIEW alerts.pub_unreadable AS
SELECT submission_id, position, line, reason, detail, recorded_at FROM alerts.unreadable;

CREATE OR REPLACE VIEW documents.pub_document AS
SELECT entry_index, line, topic, title, valid_from::timestamp AT TIME ZONE 'UTC' AS from_at,
       (review_on + 1)::timestamp AT TIME ZONE 'UTC' AS until_at, filed_at, approved_at, withdrawn_at
  FROM documents.document;

CREATE OR REPLACE VIEW assessment.pub_verdict AS
SELECT id, framework, control, check_id, check_version, catalogue, scope, period_from, period_to, as_of, ledger_size, parameters,
       result, population, satisfied, violated, insufficient, not_applicable, reason, evaluated_at, compensated
  FROM assessment.verdict;

CREATE OR REPLACE VIEW packs.pub_pack AS
SELECT id, framework, scope, period_from, period_to, as_of, state, step, progress, requested_by, requested_at, demo,
       ledger_size, error, pdf_sha256, zip_sha256, entry_index, sealed_at
  FROM packs.pack;

CREATE OR REPLACE VIEW examinations.pub_mandate AS
SELECT entry_index, examiner_id, valid_from, valid_until, approved_at, withdrawn_at FROM examinations.mandate;
