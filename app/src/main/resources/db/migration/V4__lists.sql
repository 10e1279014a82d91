-- A person's rows lie far apart in a table, each in a page of its own. What orders or narrows a list of tasks, but for
-- their tags and notes, and what a goal's progress counts, is therefore held by indexes; rows are read for a page only.
DROP INDEX idx_tasks_user_created_at;
CREATE INDEX idx_tasks_user_created_at ON tasks (user_id, created_at DESC, id DESC)
    INCLUDE (title, status, priority, position, due_date, updated_at);
DROP INDEX idx_tasks_user_goal;
CREATE INDEX idx_tasks_user_goal ON tasks (user_id, goal_id, position) INCLUDE (status);
-- PostgreSQL takes an expression from an index alone only where the index has its column too.
DROP INDEX idx_tasks_user_due_date;
CREATE INDEX idx_tasks_user_due_date ON tasks (user_id, COALESCE(due_date, DATE '9999-12-31'), id) INCLUDE (due_date);
