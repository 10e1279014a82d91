-- The orders in which a person's tasks are looked through most: newest first, as lists are when nothing else is asked
-- for, and by what is due next. Without them each page sorts all that the person has. The second is the very expression
-- of that order, in which a task without a date comes last.
CREATE INDEX idx_tasks_user_created_at ON tasks (user_id, created_at DESC, id DESC);
CREATE INDEX idx_tasks_user_due_date ON tasks (user_id, COALESCE(due_date, DATE '9999-12-31'), id);
