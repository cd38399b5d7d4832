CREATE TABLE login_failures (
    account        BYTEA       NOT NULL CHECK (octet_length(account) = 32),
    block          TEXT        NOT NULL,
    failures       INTEGER     NOT NULL,
    last_failed_at TIMESTAMPTZ NOT NULL,
    locked_until   TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (account, block)
);
COMMENT ON TABLE login_failures IS 'failed logins in a row; forgotten after an hour without one';
COMMENT ON COLUMN login_failures.account IS 'SHA-256 of the address in lower case, whether it is anybody''s or not';
COMMENT ON COLUMN login_failures.block IS 'where they came from: /24 of IPv4, /64 of IPv6';

CREATE INDEX login_failures_by_age ON login_failures (last_failed_at);
