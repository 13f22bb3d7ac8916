CREATE SCHEMA estate;
COMMENT ON SCHEMA estate IS 'What runs, where and whose: systems with their regulatory scope, images, components, deployments, scan targets.';

CREATE TABLE estate.system (
    id                 uuid        PRIMARY KEY,
    code               text        NOT NULL UNIQUE CHECK (code ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    name               text        NOT NULL,
    owner              text        NOT NULL,
    owner_email        text        NOT NULL,
    description        text        NOT NULL,
    cardholder_data    boolean     NOT NULL,
    critical_function  boolean     NOT NULL,
    customer_data      boolean     NOT NULL,
    third_party        boolean     NOT NULL,
    scope_confirmed_at timestamptz,
    scope_confirmed_by uuid,
    created_at         timestamptz NOT NULL,
    retired_at         timestamptz,
    version            bigint      NOT NULL
);
COMMENT ON TABLE estate.system IS 'A regulated system. cardholder_data: in the CDE (PCI DSS); critical_function: supports a critical or important function (DORA art. 3(22)).';

CREATE TABLE estate.attribution_rule (
    id         uuid        PRIMARY KEY,
    system_id  uuid        NOT NULL REFERENCES estate.system,
    kind       text        NOT NULL CHECK (kind IN ('IMAGE', 'NAMESPACE', 'REPOSITORY')),
    cluster    text,
    pattern    text        NOT NULL CHECK (pattern <> ''),
    created_at timestamptz NOT NULL,
    created_by uuid,
    version    bigint      NOT NULL,
    UNIQUE NULLS NOT DISTINCT (kind, cluster, pattern)
);
COMMENT ON TABLE estate.attribution_rule IS 'Gives an image repository, a namespace or a source repository to a system. * stands for any characters; the longest pattern wins.';

CREATE TABLE estate.image (
    id            uuid        PRIMARY KEY,
    identity      text        NOT NULL UNIQUE,
    repository    text        NOT NULL,
    tag           text,
    digest        text,
    image_id      text,
    os_family     text,
    os_name       text,
    os_eol        boolean,
    built_at      timestamptz,
    first_seen_at timestamptz NOT NULL,
    first_entry   bigint      NOT NULL
);
COMMENT ON TABLE estate.image IS 'An image by repository and digest. identity = repository@digest, else repository#image id, else repository:tag (lower assurance: a tag can move).';
CREATE INDEX image_repository ON estate.image (repository, first_seen_at DESC);

CREATE TABLE estate.component (
    image_id uuid NOT NULL REFERENCES estate.image,
    name     text NOT NULL,
    version  text NOT NULL,
    purl     text NOT NULL,
    location text NOT NULL,
    PRIMARY KEY (image_id, name, version, purl, location)
);
COMMENT ON TABLE estate.component IS 'A package inside an image, as a scanner or SBOM listed it for that digest.';
CREATE INDEX component_name ON estate.component (name, version);

CREATE TABLE estate.deployment (
    id          uuid        PRIMARY KEY,
    image_id    uuid        NOT NULL REFERENCES estate.image,
    cluster     text        NOT NULL,
    namespace   text        NOT NULL,
    workload    text        NOT NULL,
    environment text        NOT NULL,
    from_at     timestamptz NOT NULL,
    from_entry  bigint      NOT NULL,
    to_at       timestamptz,
    to_entry    bigint,
    CHECK (to_at IS NULL OR to_at >= from_at)
);
COMMENT ON TABLE estate.deployment IS 'That an image ran as a workload from one time to another, as a sender stated it. Ends when another image is stated for the same place.';
CREATE UNIQUE INDEX deployment_now ON estate.deployment (cluster, namespace, workload, environment, image_id) WHERE to_at IS NULL;
CREATE INDEX deployment_image ON estate.deployment (image_id);

CREATE TABLE estate.target (
    id             uuid        PRIMARY KEY,
    key            text        NOT NULL UNIQUE,
    kind           text        NOT NULL CHECK (kind IN ('IMAGE', 'FILESYSTEM', 'REPOSITORY', 'SBOM', 'VM', 'CLUSTER_RESOURCE', 'OTHER')),
    name           text        NOT NULL,
    environment    text        NOT NULL,
    cluster        text        NOT NULL,
    namespace      text        NOT NULL,
    workload       text        NOT NULL,
    claimed_system text,
    system_id      uuid        REFERENCES estate.system,
    attributed_by  text        CHECK (attributed_by IN ('SENDER', 'RULE')),
    first_seen_at  timestamptz NOT NULL,
    CHECK ((system_id IS NULL) = (attributed_by IS NULL))
);
COMMENT ON TABLE estate.target IS 'What scans are about, over its versions: an image repository in an environment, a workload, a source repository. Empty string: the sender did not say.';
COMMENT ON COLUMN estate.target.claimed_system IS 'The ?system= a sender gave; attributed only when a system has that code.';
CREATE INDEX target_system ON estate.target (system_id);
CREATE INDEX target_name ON estate.target (kind, name);
