ALTER TABLE reset_requests ADD COLUMN account BYTEA UNIQUE CHECK (octet_length(account) = 32);
COMMENT ON COLUMN reset_requests.account IS 'SHA-256 of the address in lower case, whether it is anybody''s or not: who asks again before the request is dealt with adds no row';
