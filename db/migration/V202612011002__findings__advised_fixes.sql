-- A date of a fix may be a maker's. Which document states it; null: a scanner's report does.
ALTER TABLE findings.finding ADD COLUMN fix_stated_by uuid;
COMMENT ON COLUMN findings.finding.fix_stated_by IS 'The submission whose document states the date of the fix; null: the report of a scanner.';
COMMENT ON COLUMN findings.finding.fix_stated_tool IS 'Who states the date: a scanner, or what the document is called.';
COMMENT ON COLUMN findings.finding.fix_stated_seen IS 'When the report that states it was received; of a document, when its turn came or the scan that showed the same version.';
CREATE INDEX finding_fix_stated_by ON findings.finding (fix_stated_by) WHERE fix_stated_by IS NOT NULL;

CREATE TABLE findings.advice_turn (
    document_id uuid   PRIMARY KEY,
    entry_index bigint NOT NULL
);
COMMENT ON TABLE findings.advice_turn IS 'Documents whose dates of fixes count, and since which entry of the ledger: what came before it has been dated by them, what comes after it is.';
CREATE INDEX advice_turn_entry ON findings.advice_turn (entry_index);

CREATE TABLE findings.shown_fix (
    finding_id    uuid NOT NULL,
    fixed_version text NOT NULL,
    PRIMARY KEY (finding_id, fixed_version)
);
COMMENT ON TABLE findings.shown_fix IS 'Fixed versions that scans showed for a finding beside the one that stands in it: earlier ones, those of other scanners and of other copies. So the order of scans and advisories does not matter.';

-- A package as its package URL has it, by the type that scanners give it.
CREATE FUNCTION findings.purl_type(package_type text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN package_type IN ('debian', 'ubuntu') THEN 'deb'
    WHEN package_type IN ('alpine', 'wolfi', 'chainguard', 'minimos') THEN 'apk'
    WHEN package_type IN ('redhat', 'centos', 'rocky', 'alma', 'oracle', 'amazon', 'fedora', 'photon', 'azurelinux', 'cbl-mariner',
                          'sles', 'slem') OR package_type LIKE 'suse%' OR package_type LIKE 'opensuse%' THEN 'rpm'
    WHEN package_type IN ('jar', 'pom', 'gradle', 'gradle-lockfile', 'sbt', 'sbt-lockfile') THEN 'maven'
    WHEN package_type IN ('gobinary', 'gomod') THEN 'golang'
    WHEN package_type IN ('npm', 'node-pkg', 'yarn', 'pnpm', 'bun') THEN 'npm'
    WHEN package_type IN ('python-pkg', 'pip', 'pipenv', 'poetry', 'uv', 'pylock') THEN 'pypi'
    WHEN package_type IN ('bundler', 'gemspec') THEN 'gem'
    WHEN package_type IN ('cargo', 'rustbinary') THEN 'cargo'
    WHEN package_type IN ('composer', 'composer-vendor') THEN 'composer'
    WHEN package_type IN ('nuget', 'dotnet-core', 'packages-props') THEN 'nuget'
    WHEN package_type IN ('conda-pkg', 'conda-environment') THEN 'conda'
    WHEN package_type IN ('conan', 'hex', 'pub', 'swift', 'cocoapods', 'bitnami', 'julia') THEN package_type
    END;
CREATE FUNCTION findings.purl_namespace(package_type text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN findings.purl_type(package_type) NOT IN ('deb', 'apk', 'rpm') THEN ''
            WHEN package_type IN ('sles', 'slem') OR package_type LIKE 'suse%' THEN 'suse'
            WHEN package_type LIKE 'opensuse%' THEN 'opensuse'
            ELSE package_type END;
CREATE FUNCTION findings.purl_package(package_type text, package text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN findings.purl_type(package_type) = 'pypi' THEN lower(regexp_replace(package, '[-_.]+', '-', 'g')) ELSE lower(package) END;
-- Scanners name one or several, with commas between.
CREATE FUNCTION findings.purl_versions(package_type text, versions text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN string_to_array(CASE findings.purl_type(package_type)
                       WHEN 'rpm' THEN regexp_replace(regexp_replace(versions, '\s+', '', 'g'), '(^|,)0:', '\1', 'g')
                       WHEN 'golang' THEN regexp_replace(regexp_replace(versions, '\s+', '', 'g'), '(^|,)v', '\1', 'g')
                       ELSE regexp_replace(versions, '\s+', '', 'g') END, ',');
