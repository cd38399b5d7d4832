CREATE TABLE users (
    id            UUID PRIMARY KEY,
    email         TEXT        NOT NULL,
    display_name  TEXT        NOT NULL,
    time_zone     TEXT        NOT NULL,
    roles         TEXT[]      NOT NULL CHECK (cardinality(roles) > 0 AND roles <@ ARRAY ['USER', 'ADMIN']),
    password_hash TEXT        NOT NULL,
    sequence      BIGINT      NOT NULL,
    created_at    TIMESTAMPTZ NOT NULL
);
COMMENT ON COLUMN users.email IS 'as the user wrote it; addresses are ASCII, so the C collation folds them alike everywhere';
COMMENT ON COLUMN users.sequence IS 'number of the last event of this user';

CREATE UNIQUE INDEX users_by_email ON users (lower(email COLLATE "C"));

CREATE TABLE sessions (
    id           UUID PRIMARY KEY,
    user_id      UUID        NOT NULL REFERENCES users ON DELETE CASCADE,
    generation   INTEGER     NOT NULL,
    successor    BYTEA,
    created_at   TIMESTAMPTZ NOT NULL,
    last_used_at TIMESTAMPTZ NOT NULL,
    expires_at   TIMESTAMPTZ NOT NULL,
    revoked_at   TIMESTAMPTZ
);
COMMENT ON TABLE sessions IS 'one sign-in and the family of refresh tokens made from it';
COMMENT ON COLUMN sessions.generation IS 'of the newest refresh token; 0 is the one of the sign-in';
COMMENT ON COLUMN sessions.successor IS 'the newest refresh token, encrypted under a key made from the one before it; for a few seconds';
COMMENT ON COLUMN sessions.last_used_at IS 'when the newest refresh token was made';

CREATE INDEX sessions_of_user ON sessions (user_id, created_at DESC, id DESC);
CREATE INDEX sessions_revoked ON sessions (revoked_at) WHERE revoked_at IS NOT NULL;
CREATE INDEX sessions_with_successor ON sessions (last_used_at) WHERE successor IS NOT NULL;
CREATE INDEX sessions_by_end ON sessions (expires_at);

CREATE TABLE refresh_tokens (
    hash       BYTEA PRIMARY KEY CHECK (octet_length(hash) = 32),
    session_id UUID    NOT NULL REFERENCES sessions ON DELETE CASCADE,
    generation INTEGER NOT NULL,
    UNIQUE (session_id, generation)
);
COMMENT ON TABLE refresh_tokens IS 'every refresh token of a session by its SHA-256, used ones too: their return is how theft shows';

CREATE TABLE revocation_counter (
    only_row BOOLEAN PRIMARY KEY DEFAULT true CHECK (only_row),
    version  BIGINT NOT NULL
);
COMMENT ON TABLE revocation_counter IS 'raised by each transaction that revokes sessions and held to its commit, so a reader that sees the same number knows that nothing was revoked since';
INSERT INTO revocation_counter (version) VALUES (0);

CREATE TABLE signing_keys (
    kid         TEXT PRIMARY KEY,
    state       TEXT        NOT NULL CHECK (state IN ('NEXT', 'ACTIVE', 'RETIRED')),
    public_key  TEXT        NOT NULL,
    private_key BYTEA       NOT NULL,
    created_at  TIMESTAMPTZ NOT NULL
);
COMMENT ON COLUMN signing_keys.kid IS 'RFC 7638 thumbprint';
COMMENT ON COLUMN signing_keys.state IS 'NEXT is published before it signs, ACTIVE signs, RETIRED only verifies';
COMMENT ON COLUMN signing_keys.public_key IS 'JWK';
COMMENT ON COLUMN signing_keys.private_key IS 'JWK, AES-256-GCM under the key encryption key';

CREATE UNIQUE INDEX signing_keys_one_active ON signing_keys (state) WHERE state = 'ACTIVE';
