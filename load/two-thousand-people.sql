-- 2,000 people, each with 20 goals of 40 tasks, and what else they keep: the size at which plans and times of lists are
-- looked at. People who are there already are among them. Rows lie in the table as they would have come over time, so
-- that one person's are scattered. For a database that holds nothing else; needs a superuser, as it checks no
-- references. Statements end with a semicolon at the end of a line.

SET session_replication_role = replica;
SET work_mem = '256MB';
SET maintenance_work_mem = '256MB';

-- The indexes of the largest tables are made at the end, which takes a third of the time.
UPDATE pg_index SET indisready = false, indisvalid = false
WHERE indrelid IN ('goals'::regclass, 'tasks'::regclass, 'check_ins'::regclass);

INSERT INTO users (id, email, password_hash, display_name, data_version, version, created_at, updated_at)
SELECT md5('person ' || n)::uuid, 'person-' || n || '@load.example', 'none', 'Load', 20, 1, at, at
FROM (SELECT n, now() - n * interval '4 hours' AS at
      FROM generate_series(1, 2000 - (SELECT count(*) FROM users)) n) people;

INSERT INTO goals (user_id, id, title, description, category, status, priority, target_date, metric_type, tags, version,
                   created_at, updated_at)
SELECT id, md5(id || ' goal ' || g)::uuid, 'Goal ' || g, repeat('Why this matters to me. ', 8), 'health',
    (ARRAY ['active', 'active', 'active', 'paused', 'completed'])[1 + g % 5], g % 5,
    CASE WHEN g % 4 > 0 THEN DATE '2027-01-01' + g * 17 END, 'none', ARRAY ['tag ' || g % 7], 1, at, at
FROM (SELECT id, g, now() - g * interval '15 days' AS at
      FROM generate_series(1, 20) g, users ORDER BY g DESC, id) goals;

INSERT INTO tasks (user_id, id, goal_id, title, notes, status, completed_at, priority, due_date, checklist, position, tags,
                   source, version, created_at, updated_at)
SELECT id, md5(id || ' task ' || g || ' ' || t)::uuid, md5(id || ' goal ' || g)::uuid, 'Task ' || t,
    repeat('What to think of. ', 6), status, CASE status WHEN 'done' THEN at END, t % 5,
    CASE WHEN t % 3 > 0 THEN DATE '2027-01-01' + (g * 17 + t * 5) % 365 END,
    '[{"id":"00000000-0000-7000-8000-000000000001","text":"First","done":false}]', t, ARRAY ['tag ' || t % 9], 'user', 1,
    at, at
FROM (SELECT id, g, t, (ARRAY ['todo', 'todo', 'todo', 'in_progress', 'done', 'done', 'done', 'cancelled'])[1 + t % 8] AS status,
          now() - g * interval '10 hours' - t * interval '9 days' AS at
      FROM generate_series(1, 40) t, generate_series(1, 20) g, users ORDER BY t DESC, g DESC, id) tasks;

INSERT INTO check_ins (user_id, id, goal_id, request_id, local_date, occurred_at, received_at, value, version, created_at,
                       updated_at)
SELECT id, md5(id || ' check-in ' || g || ' ' || d)::uuid, md5(id || ' goal ' || g)::uuid, 'day ' || d,
    DATE '2026-12-31' - d, at, at, d, 1, at, at
FROM (SELECT id, g, d, now() - d * interval '1 day' AS at
      FROM generate_series(1, 10) d, generate_series(1, 20) g, users ORDER BY d DESC, g, id) check_ins;

INSERT INTO ai_interactions (user_id, id, kind, goal_id, prompt, response, status, provider, model, version, created_at,
                             updated_at)
SELECT id, md5(id || ' interaction ' || i)::uuid, 'chat', md5(id || ' goal ' || i)::uuid, 'What next?',
    repeat('A step a day. ', 20), 'completed', 'rules', 'rules', 1, at, at
FROM (SELECT id, i, now() - i * interval '1 day' AS at
      FROM generate_series(1, 20) i, users ORDER BY i DESC, id) interactions;

INSERT INTO subscriptions (user_id, id, plan, status, current_period_start, version, created_at, updated_at)
SELECT id, md5(id || ' subscription')::uuid, 'free', 'active', now(), 1, now(), now() FROM users;

INSERT INTO sessions (user_id, id, refresh_hash, created_at, last_active_at, expires_at)
SELECT id, md5(id || ' session ' || s)::uuid, sha256('x'), now(), now(), now() + interval '30 days'
FROM generate_series(1, 3) s, users;

INSERT INTO idempotency_keys (user_id, key, fingerprint, status, body, created_at)
SELECT id, 'key ' || k, sha256('x'), 201, '', now() - k * interval '1 hour'
FROM generate_series(1, 20) k, users;

INSERT INTO change_log (user_id, seq, write_id, kind, entity_id, operation, version, changed_at)
SELECT id, seq, md5(id || ' write ' || seq)::uuid, 'goal', md5(id || ' goal ' || seq)::uuid, 'create', 1, now()
FROM generate_series(1, 20) seq, users WHERE data_version = 20;

UPDATE pg_index SET indisready = true, indisvalid = true
WHERE indrelid IN ('goals'::regclass, 'tasks'::regclass, 'check_ins'::regclass);

REINDEX TABLE goals;

REINDEX TABLE tasks;

REINDEX TABLE check_ins;

RESET ALL;
