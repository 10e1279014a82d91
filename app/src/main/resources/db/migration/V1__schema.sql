-- Everything UpCoach keeps. Rows of a person carry the person's id first in their key, so that an id never
-- collides with, or tells anything about, another person's row. `version` is the optimistic lock of the row;
-- users.data_version is the version of all that the person keeps, and the fence of every write.

CREATE TABLE users (
    id            uuid        NOT NULL PRIMARY KEY,
    email         text        NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
    password_hash text        NOT NULL,
    display_name  text        NOT NULL CHECK (length(display_name) BETWEEN 1 AND 100),
    locale        text        NOT NULL DEFAULT 'en',
    time_zone     text        NOT NULL DEFAULT 'UTC',
    day_start     time        NOT NULL DEFAULT '00:00',
    role          text        NOT NULL DEFAULT 'user' CHECK (role IN ('user', 'coach', 'admin')),
    data_version  bigint      NOT NULL DEFAULT 0 CHECK (data_version >= 0),
    version       bigint      NOT NULL CHECK (version >= 1),
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL
);
CREATE UNIQUE INDEX idx_users_email ON users (lower(email));
CREATE INDEX idx_users_created_at ON users (created_at);

CREATE TABLE goals (
    user_id        uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    id             uuid        NOT NULL,
    title          text        NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    description    text        NOT NULL DEFAULT '' CHECK (length(description) <= 10000),
    category       text,
    status         text        NOT NULL CHECK (status IN ('draft', 'active', 'paused', 'completed', 'abandoned')),
    priority       smallint    NOT NULL CHECK (priority BETWEEN 0 AND 4),
    start_date     date,
    target_date    date,
    completed_at   timestamptz,
    metric_type    text        NOT NULL CHECK (metric_type IN ('none', 'percent', 'numeric', 'habit')),
    metric_unit    text,
    metric_start   numeric,
    metric_target  numeric,
    metric_current numeric,
    tags           text[]      NOT NULL DEFAULT '{}',
    version        bigint      NOT NULL CHECK (version >= 1),
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    PRIMARY KEY (user_id, id)
);
-- The order that lists have when nothing else is asked for: newest first, the id as the tiebreak.
CREATE INDEX idx_goals_user_id ON goals (user_id, created_at DESC, id DESC);
CREATE INDEX idx_goals_status ON goals (status);
CREATE INDEX idx_goals_user_status_date ON goals (user_id, status, target_date);

CREATE TABLE tasks (
    user_id          uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    id               uuid        NOT NULL,
    goal_id          uuid,
    title            text        NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    notes            text        NOT NULL DEFAULT '' CHECK (length(notes) <= 10000),
    status           text        NOT NULL CHECK (status IN ('todo', 'in_progress', 'done', 'cancelled')),
    completed_at     timestamptz,
    priority         smallint    NOT NULL CHECK (priority BETWEEN 0 AND 4),
    due_date         date,
    due_time         time,
    checklist        jsonb       NOT NULL DEFAULT '[]',
    estimate_minutes integer     CHECK (estimate_minutes BETWEEN 1 AND 100000),
    position         integer     NOT NULL DEFAULT 0,
    tags             text[]      NOT NULL DEFAULT '{}',
    source           text        NOT NULL CHECK (source IN ('user', 'ai', 'coach')),
    version          bigint      NOT NULL CHECK (version >= 1),
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    PRIMARY KEY (user_id, id),
    -- Whoever deletes a goal says what becomes of its tasks: a cascade would change rows behind the grid's back.
    FOREIGN KEY (user_id, goal_id) REFERENCES goals (user_id, id)
);
CREATE INDEX idx_tasks_user_id_status ON tasks (user_id, status, due_date);
CREATE INDEX idx_tasks_user_goal ON tasks (user_id, goal_id, position);

CREATE TABLE check_ins (
    user_id     uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    id          uuid        NOT NULL,
    goal_id     uuid        NOT NULL,
    request_id  text        NOT NULL CHECK (length(request_id) BETWEEN 1 AND 100),
    local_date  date        NOT NULL,
    occurred_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    value       numeric,
    note        text        NOT NULL DEFAULT '' CHECK (length(note) <= 10000),
    mood        smallint    CHECK (mood BETWEEN 1 AND 5),
    version     bigint      NOT NULL CHECK (version >= 1),
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    PRIMARY KEY (user_id, id),
    UNIQUE (user_id, goal_id, request_id),
    FOREIGN KEY (user_id, goal_id) REFERENCES goals (user_id, id)
);
CREATE INDEX idx_check_ins_user_goal_date ON check_ins (user_id, goal_id, local_date DESC);

CREATE TABLE ai_interactions (
    user_id    uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    id         uuid        NOT NULL,
    kind       text        NOT NULL CHECK (kind IN ('chat', 'recommendation', 'reflection')),
    goal_id    uuid,
    prompt     text        NOT NULL,
    response   text        NOT NULL DEFAULT '',
    status     text        NOT NULL,
    provider   text        NOT NULL,
    model      text        NOT NULL,
    tokens_in  integer     NOT NULL DEFAULT 0,
    tokens_out integer     NOT NULL DEFAULT 0,
    latency_ms integer     NOT NULL DEFAULT 0,
    cached     boolean     NOT NULL DEFAULT false,
    fallback   boolean     NOT NULL DEFAULT false,
    rating     smallint    CHECK (rating BETWEEN 1 AND 5),
    version    bigint      NOT NULL CHECK (version >= 1),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, id)
);
CREATE INDEX idx_ai_interactions_user_id ON ai_interactions (user_id, created_at DESC, id DESC);
CREATE INDEX idx_ai_interactions_created_at ON ai_interactions (created_at);

CREATE TABLE subscriptions (
    user_id              uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    id                   uuid        NOT NULL,
    plan                 text        NOT NULL CHECK (plan IN ('free', 'pro', 'coach')),
    status               text        NOT NULL
        CHECK (status IN ('trialing', 'active', 'past_due', 'cancelled', 'expired')),
    current_period_start timestamptz NOT NULL,
    current_period_end   timestamptz,
    cancel_at_period_end boolean     NOT NULL DEFAULT false,
    version              bigint      NOT NULL CHECK (version >= 1),
    created_at           timestamptz NOT NULL,
    updated_at           timestamptz NOT NULL,
    PRIMARY KEY (user_id, id)
);
CREATE INDEX idx_subscriptions_user_status ON subscriptions (user_id, status);

-- A signed-in device. The refresh token itself is never kept, only its SHA-256.
CREATE TABLE sessions (
    user_id        uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    id             uuid        NOT NULL,
    family_id      uuid        NOT NULL,
    refresh_hash   bytea       NOT NULL CHECK (length(refresh_hash) = 32),
    device         text        NOT NULL DEFAULT '' CHECK (length(device) <= 200),
    ip             text        NOT NULL DEFAULT '',
    created_at     timestamptz NOT NULL,
    last_active_at timestamptz NOT NULL,
    expires_at     timestamptz NOT NULL,
    revoked_at     timestamptz,
    PRIMARY KEY (user_id, id)
);
CREATE UNIQUE INDEX idx_sessions_refresh_hash ON sessions (refresh_hash);

-- The first answer to a POST that brought an Idempotency-Key, written in the transaction of its effect.
CREATE TABLE idempotency_keys (
    user_id      uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    key          text        NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
    fingerprint  bytea       NOT NULL CHECK (length(fingerprint) = 32),
    status       smallint    NOT NULL,
    location     text,
    etag         text,
    body         bytea       NOT NULL,
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (user_id, key)
);
CREATE INDEX idx_idempotency_keys_created_at ON idempotency_keys (created_at);

-- One row for each change of a row that a person keeps. seq runs without a gap for each person and ends at
-- users.data_version; write_id names the write, so that one that is sent again is recognised.
CREATE TABLE change_log (
    user_id    uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    seq        bigint      NOT NULL CHECK (seq >= 1),
    write_id   uuid        NOT NULL,
    kind       text        NOT NULL,
    entity_id  uuid        NOT NULL,
    operation  text        NOT NULL CHECK (operation IN ('create', 'update', 'delete')),
    version    bigint      NOT NULL CHECK (version >= 1),
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, seq)
);
CREATE INDEX idx_change_log_write ON change_log (user_id, write_id);
CREATE INDEX idx_change_log_entity ON change_log (user_id, kind, entity_id, seq DESC);
