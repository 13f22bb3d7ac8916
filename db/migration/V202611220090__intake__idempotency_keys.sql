CREATE TABLE intake.idempotency_key (
    token_id      uuid NOT NULL,
    key           text NOT NULL,
    submission_id uuid NOT NULL REFERENCES intake.submission,
    PRIMARY KEY (token_id, key)
);
COMMENT ON TABLE intake.idempotency_key IS 'What a sender called a request of its own (Idempotency-Key). The same key with other content is refused.';
