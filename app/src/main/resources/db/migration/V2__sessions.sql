-- A session is one sign-in of a device and the family of its refresh tokens: it needs no second id for that.
-- generation counts its refreshes, of which rotated_at was the last; refresh_hash is that of the one token that is good.
ALTER TABLE sessions
    DROP COLUMN family_id,
    ADD COLUMN generation bigint NOT NULL DEFAULT 0 CHECK (generation >= 0),
    ADD COLUMN rotated_at timestamptz;

-- A token names its session, so none is looked for by its hash.
DROP INDEX idx_sessions_refresh_hash;

-- What is swept: thirty days after it was ended or ran out.
CREATE INDEX idx_sessions_finished ON sessions (coalesce(revoked_at, expires_at));
