CREATE TABLE api_tokens (
    id           UUID PRIMARY KEY,
    user_id      UUID        NOT NULL REFERENCES users ON DELETE CASCADE,
    name         TEXT        NOT NULL,
    scopes       TEXT[]      NOT NULL CHECK (cardinality(scopes) > 0),
    hash         BYTEA       NOT NULL UNIQUE CHECK (octet_length(hash) = 32),
    created_at   TIMESTAMPTZ NOT NULL,
    expires_at   TIMESTAMPTZ NOT NULL,
    last_used_at TIMESTAMPTZ,
    revoked_at   TIMESTAMPTZ
);
COMMENT ON TABLE api_tokens IS 'bearer tokens for programs; a revoked one stays until nobody can believe it any more';
COMMENT ON COLUMN api_tokens.hash IS 'SHA-256 of the token';
COMMENT ON COLUMN api_tokens.last_used_at IS 'written at most once a minute';

CREATE INDEX api_tokens_of_user ON api_tokens (user_id, created_at DESC, id DESC);
CREATE INDEX api_tokens_revoked ON api_tokens (revoked_at) WHERE revoked_at IS NOT NULL;
CREATE INDEX api_tokens_by_end ON api_tokens (expires_at);

CREATE VIEW revocations AS
    SELECT id, revoked_at FROM sessions WHERE revoked_at IS NOT NULL
    UNION ALL
    SELECT id, revoked_at FROM api_tokens WHERE revoked_at IS NOT NULL;
COMMENT ON VIEW revocations IS 'everything whose bearer tokens are refused';
