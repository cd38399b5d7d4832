ALTER TABLE signing_keys
    ADD COLUMN activated_at TIMESTAMPTZ,
    ADD COLUMN retired_at   TIMESTAMPTZ;
UPDATE signing_keys SET activated_at = created_at WHERE state = 'ACTIVE';
COMMENT ON COLUMN signing_keys.activated_at IS 'since when it signs';
COMMENT ON COLUMN signing_keys.retired_at IS 'since when it signs no more';

CREATE UNIQUE INDEX signing_keys_one_next ON signing_keys (state) WHERE state = 'NEXT';

ALTER TABLE revocation_counter
    ADD COLUMN generation BIGINT NOT NULL DEFAULT 0;
COMMENT ON COLUMN revocation_counter.generation IS 'raised when every token that any process believes is to be asked about anew: a key was refused at once';
