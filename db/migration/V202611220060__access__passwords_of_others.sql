ALTER TABLE access.person
    ADD COLUMN password_since    timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN password_of_other boolean     NOT NULL DEFAULT false;
COMMENT ON COLUMN access.person.password_since IS 'A session that began with an earlier password is over.';
COMMENT ON COLUMN access.person.password_of_other IS 'Somebody else set it: it opens only the page on which it is changed (PCI DSS 4.0.1, 8.3.5).';
