ALTER TABLE users
    ADD COLUMN locale            TEXT   NOT NULL DEFAULT 'en',
    ADD COLUMN email_verified_at TIMESTAMPTZ,
    ADD COLUMN disabled_at       TIMESTAMPTZ,
    ADD COLUMN password_version  BIGINT NOT NULL DEFAULT 1,
    ADD COLUMN version           BIGINT NOT NULL DEFAULT 1;
COMMENT ON COLUMN users.locale IS 'BCP 47';
COMMENT ON COLUMN users.password_version IS 'raised by each new password, and not by a stronger hash of the same one';
COMMENT ON COLUMN users.version IS 'raised by each change that others may see: the etag';

CREATE INDEX users_by_age ON users (created_at DESC, id DESC);

CREATE TABLE mail_links (
    user_id      UUID          NOT NULL REFERENCES users ON DELETE CASCADE,
    purpose      TEXT          NOT NULL CHECK (purpose IN ('VERIFY_EMAIL', 'RESET_PASSWORD')),
    requested_at TIMESTAMPTZ[] NOT NULL,
    wanted       BOOLEAN       NOT NULL,
    hash         BYTEA UNIQUE CHECK (octet_length(hash) = 32),
    expires_at   TIMESTAMPTZ,
    PRIMARY KEY (user_id, purpose),
    CHECK ((hash IS NULL) = (expires_at IS NULL)),
    CHECK (wanted OR hash IS NULL)
);
COMMENT ON TABLE mail_links IS 'one row a user and purpose: what was asked for, and the newest link by the SHA-256 of its token';
COMMENT ON COLUMN mail_links.requested_at IS 'the requests that count towards the limit of mails';
COMMENT ON COLUMN mail_links.wanted IS 'asked for and not used yet: a link may be made';

CREATE TABLE reset_requests (
    id      BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id UUID
);
COMMENT ON TABLE reset_requests IS 'requests to reset a password, for a moment. One row for any address, or the time of the answer would tell whether it is known: no user means that it is not; no foreign key, because its check would take time for known ones only';
