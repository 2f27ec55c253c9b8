-- Mails to customers that wait to be sent, and those of the last two days: what they say and to which address is
-- made when they are sent. due_at: NULL when the mail was sent or given up.
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
  PRIMARY KEY (company_id, card_id, id)
) WITHOUT ROWID;
CREATE INDEX mails_by_due ON mails (due_at);
CREATE INDEX mails_by_age ON mails (created_at);
