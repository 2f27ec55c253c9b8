-- Mails are rows that are due (storage/due_rows.hpp). due_since: since when the mail was to be sent; dead_at, last_error: when and
-- why it was given up.
ALTER TABLE mails ADD COLUMN due_since BIGINT;
ALTER TABLE mails ADD COLUMN dead_at BIGINT;
ALTER TABLE mails ADD COLUMN last_error TEXT;
UPDATE mails SET due_since = created_at;
DROP INDEX mails_by_due;
DROP INDEX mails_by_age;
CREATE INDEX mails_by_due ON mails (due_at, due_since);
CREATE INDEX mails_by_death ON mails (dead_at, due_since);
