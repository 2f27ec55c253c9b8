-- Mails to customers that wait to be sent, those of the last two days, and those that were given up: what they say and to
-- which address is made when they are sent. Rows that are due (storage/due_rows.hpp): due_at NULL when the mail was sent or
-- given up, due_since since when it was to be sent, dead_at and last_error when and why it was given up.
CREATE TABLE mails (
  company_id BIGINT NOT NULL,
  card_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  vendor_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  locale TEXT NOT NULL,
  attempts BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  due_at BIGINT,
  due_since BIGINT NOT NULL,
  dead_at BIGINT,
  last_error TEXT,
  PRIMARY KEY (company_id, card_id, id)
) WITHOUT ROWID;
CREATE INDEX mails_by_due ON mails (due_at, due_since);
CREATE INDEX mails_by_death ON mails (dead_at, due_since);
