-- A bank's three years, made up: {findings} findings, about one in ten of them open; a new image of each target every five weeks.
-- Statements end at a line that ends with a semicolon. Everything is made from numbers, so that two runs fill in the same.
CREATE FUNCTION pg_temp.h(name text) RETURNS bigint LANGUAGE sql IMMUTABLE
    RETURN hashtextextended(name, 0) & 4294967295;
CREATE FUNCTION pg_temp.id(at timestamptz, name text) RETURNS uuid LANGUAGE sql IMMUTABLE
    RETURN overlay(overlay(overlay(md5(name) PLACING lpad(to_hex(floor(extract(epoch FROM at) * 1000)::bigint), 12, '0') FROM 1)
                           PLACING '7' FROM 13) PLACING '8' FROM 17)::uuid;
CREATE TEMPORARY TABLE clock AS SELECT now() AS now, now() - interval '1095 days' AS begin, greatest({findings} / 5000, 20) AS targets;
INSERT INTO estate.system
SELECT pg_temp.id(begin, 'system' || n), 'system-' || n, 'System ' || n, 'Owner ' || n % 20, 'owner' || n % 20 || '@bank.example', '',
       n % 4 = 0, n % 3 = 0, n % 2 = 0, n % 7 = 0, begin, NULL, begin, NULL, 0
  FROM clock, generate_series(1, 100) n;
INSERT INTO estate.scope_confirmation (system_id, confirmed_at, cardholder_data, connected_to_cde, security_impacting, critical_function,
                                       customer_data, third_party, pci_asked, name, owner, owner_email)
SELECT id, created_at, cardholder_data, connected_to_cde, security_impacting, critical_function, customer_data, third_party, true, name, owner,
       owner_email
  FROM estate.system;
INSERT INTO estate.target
SELECT pg_temp.id(begin, 'target' || n), 'image|registry.bank.example/team-' || n % 100 || '/service-' || n || '|prod', 'IMAGE',
       'registry.bank.example/team-' || n % 100 || '/service-' || n, 'prod', '', '', '', NULL,
       CASE WHEN n % 50 > 0 THEN pg_temp.id(begin, 'system' || (1 + n % 100)) END, CASE WHEN n % 50 > 0 THEN 'RULE' END, begin
  FROM clock, generate_series(1, targets) n;
CREATE TEMPORARY TABLE version AS
SELECT n, v, pg_temp.id(begin, 'target' || n) AS target_id, 'registry.bank.example/team-' || n % 100 || '/service-' || n AS repository,
       'sha256:' || encode(sha256(convert_to('image' || n || '.' || v, 'UTF8')), 'hex') AS digest,
       begin + v * interval '109 days' + n % 100 * interval '1 day' AS at,
       pg_temp.id(begin + v * interval '109 days' + n % 100 * interval '1 day', 'image' || n || '.' || v) AS image_id
  FROM clock, generate_series(1, targets) n, generate_series(0, 9) v;
INSERT INTO estate.image
SELECT image_id, repository || '@' || digest, repository, '1.' || v, digest, NULL, 'debian', '12.5', false, at, at, 2, repository FROM version;
INSERT INTO estate.component
SELECT image_id, 'component-' || pg_temp.h('c' || n || '.' || c) % 3000, '1.' || c % 7 || '.' || v,
       'pkg:deb/debian/component-' || pg_temp.h('c' || n || '.' || c) % 3000 || '@1.' || c % 7 || '.' || v, '/var/lib/dpkg/' || c
  FROM version, generate_series(1, 100) c;
INSERT INTO estate.named_component (name) SELECT DISTINCT name FROM estate.component;
CREATE TEMPORARY TABLE scanned AS
SELECT v.*, s, v.at + s * interval '30 days' AS scanned_at, pg_temp.id(v.at + s * interval '30 days', 'scan' || v.n || '.' || v.v || '.' || s) AS scan_id
  FROM clock, version v, generate_series(0, 3) s
 WHERE v.at + s * interval '30 days' < clock.now;
INSERT INTO scans.scan
SELECT scan_id, pg_temp.id(scanned_at, 'submission' || n || '.' || v || '.' || s), 0, 2, scanned_at, scanned_at, target_id, image_id,
       'trivy-json', 'Trivy', '0.60.0', repository || ':1.' || v, 'CONCLUSIVE', NULL, ARRAY['os-pkgs', 'lang-pkgs'], 500, 20, 100, 250,
       100, 30, 0, 0, 0, 0, 100, 'prod', '', '', ''
  FROM scanned;
INSERT INTO estate.deployment
SELECT pg_temp.id(v.at + r * interval '1 hour', 'run' || v.n || '.' || v.v || '.' || r), NULL, 'cluster-' || r % 5, 'team-' || v.n % 100,
       'service-' || v.n || '-' || r, 'prod', v.at + r * interval '1 hour', 2,
       CASE WHEN v.v < 9 THEN v.at + interval '110 days' + r * interval '1 hour' END, CASE WHEN v.v < 9 THEN 2 END, 'SNAPSHOT', 'Deployment', 'app', 2,
       v.repository || '@' || v.digest, v.repository, '1.' || v.v, v.digest, NULL, v.repository, NULL, t.system_id,
       v.at + r * interval '1 hour', CASE WHEN v.v < 9 THEN v.at + interval '109 days' ELSE clock.now END,
       CASE WHEN v.v < 9 THEN v.at + interval '110 days' + r * interval '1 hour' END
  FROM clock, version v JOIN estate.target t ON t.id = v.target_id, generate_series(1, 10) r
 WHERE v.at + r * interval '1 hour' < clock.now;
INSERT INTO estate.snapshot
SELECT pg_temp.id(at, 'snapshot' || c), pg_temp.id(at, 'snapshotted' || c), 2, at, at, at, 'cluster-' || c, 'prod', NULL, 'kubernetes', true,
       false, 10000, 10000, 10, 10, 9980
  FROM clock, generate_series(0, 4) c, generate_series(begin, now, interval '1 day') at;
CREATE TEMPORARY TABLE life AS
SELECT n, at, h, pg_temp.id(at, 'finding' || n) AS id, target.id AS target_id, t,
       at + (1 + h % 238) * interval '1 day' AS ends, (ARRAY['CRITICAL', 'HIGH', 'HIGH', 'HIGH', 'HIGH', 'MEDIUM', 'MEDIUM', 'MEDIUM', 'MEDIUM', 'MEDIUM',
        'MEDIUM', 'MEDIUM', 'MEDIUM', 'MEDIUM', 'MEDIUM', 'LOW', 'LOW', 'LOW', 'LOW', NULL])[1 + h / 1000 % 20] AS rank,
       CASE WHEN h / 50000 % 5 > 0 AND at + h / 7 % 30 * interval '1 day' <= now THEN at + h / 7 % 30 * interval '1 day' END AS fixed_at,
       CASE WHEN n % 50 = 0 THEN 2 ELSE 1 END AS episode
  FROM (SELECT n, begin + n * (interval '1095 days' / {findings}) AS at, pg_temp.h('f' || n) AS h, 1 + pg_temp.h('t' || n) % targets AS t, begin, now
          FROM clock, generate_series(1, {findings}) n) f
  JOIN (SELECT DISTINCT n AS t, target_id AS id FROM version) target USING (t);
INSERT INTO findings.finding
SELECT id, target_id, sha256(convert_to('finding' || n, 'UTF8')), 'CVE-' || 2023 + h % 4 || '-' || 10000 + h / 3 % 50000,
       'component-' || h % 3000, 'os-pkgs', 'debian', '', '1.' || h % 7 || '.0', CASE WHEN fixed_at IS NOT NULL THEN '1.' || h % 7 || '.1' END,
       CASE WHEN fixed_at IS NOT NULL THEN 'fixed' ELSE 'affected' END, coalesce(rank, 'UNKNOWN'), 'nvd',
       CASE rank WHEN 'CRITICAL' THEN 9.8 WHEN 'HIGH' THEN 8.1 WHEN 'MEDIUM' THEN 5.5 WHEN 'LOW' THEN 3.1 END, NULL,
       'component-' || h % 3000 || ': a flaw of which a report would say something in about as many words', 'https://advisories.example/' || h,
       at - interval '3 days', NULL, NULL, CASE WHEN ends > now THEN 'OPEN' ELSE 'CLOSED' END, episode, at, fixed_at, rank,
       'the scanner says so', 2, CASE WHEN rank IS NOT NULL THEN at END
  FROM life, clock;
INSERT INTO findings.episode
SELECT id, 1, at, id, NULL::uuid, CASE WHEN ends <= now OR episode = 2 THEN at + (ends - at) / 4 END,
       CASE WHEN ends <= now OR episode = 2 THEN id END, NULL::uuid, CASE WHEN ends <= now OR episode = 2 THEN 'PACKAGE_UPDATED' END,
       NULL::uuid, CASE WHEN ends <= now OR episode = 2 THEN ARRAY[]::text[] END
  FROM life, clock WHERE episode = 2 AND at + (ends - at) / 2 <= now
UNION ALL
SELECT id, CASE WHEN episode = 2 AND at + (ends - at) / 2 <= now THEN 2 ELSE 1 END,
       CASE WHEN episode = 2 AND at + (ends - at) / 2 <= now THEN at + (ends - at) / 2 ELSE at END, id, NULL,
       CASE WHEN ends <= now THEN ends END, CASE WHEN ends <= now THEN id END, NULL::uuid, CASE WHEN ends <= now THEN 'PACKAGE_UPDATED' END,
       NULL::uuid, CASE WHEN ends <= now THEN ARRAY[]::text[] END
  FROM life, clock;
UPDATE findings.finding f SET episode = 1
  FROM life l, clock c WHERE l.id = f.id AND l.episode = 2 AND l.at + (l.ends - l.at) / 2 > c.now;
INSERT INTO findings.deadline
SELECT l.id, e.n, p.profile, greatest(l.fixed_at, e.opened_at), NULL, 1, p.starts, p.starts + p.days * interval '1 day', p.profile = 'PCI',
       jsonb_build_object('rank', l.rank, 'firstDetectedAt', l.at, 'fixSeenAt', l.fixed_at, 'system', 'system-' || 1 + l.t % 100, 'days', p.days, 'note', NULL), e.closed_at
  FROM life l
  JOIN findings.episode e ON e.finding_id = l.id
  CROSS JOIN LATERAL (
       SELECT x.profile, x.days, CASE WHEN l.rank IS NOT NULL AND l.fixed_at IS NOT NULL THEN greatest(l.fixed_at, e.opened_at) END AS starts
         FROM (VALUES ('PCI', CASE l.rank WHEN 'CRITICAL' THEN 30 WHEN 'HIGH' THEN 60 WHEN 'MEDIUM' THEN 90 ELSE 180 END),
                      ('DORA', CASE l.rank WHEN 'CRITICAL' THEN 14 WHEN 'HIGH' THEN 30 WHEN 'MEDIUM' THEN 90 ELSE 180 END),
                      ('FFIEC_OCC', CASE l.rank WHEN 'CRITICAL' THEN 15 WHEN 'HIGH' THEN 30 WHEN 'MEDIUM' THEN 90 ELSE 180 END)) AS x (profile, days)
        WHERE x.profile <> 'PCI' OR (1 + l.t % 100) % 4 = 0) p;
