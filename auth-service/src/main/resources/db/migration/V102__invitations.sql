CREATE TABLE invitations (
    id         UUID PRIMARY KEY,
    hash       BYTEA       NOT NULL UNIQUE CHECK (octet_length(hash) = 32),
    email      TEXT,
    created_by UUID        NOT NULL REFERENCES users ON DELETE CASCADE,
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE invitations IS 'rights to register that were not used yet, by the SHA-256 of their codes';
COMMENT ON COLUMN invitations.email IS 'the only address that may use it';

CREATE INDEX invitations_by_end ON invitations (expires_at);
