-- What staff type to authorise an operation.

-- A PIN is its vendor's, whatever program that runs.
CREATE TABLE staff_pins (
  company_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  vendor_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  pin_digest TEXT, -- NULL once the PIN is removed, so that its digits are free again
  pin_hash TEXT NOT NULL,
  pin_version BIGINT NOT NULL,
  is_active BIGINT NOT NULL,
  is_deleted BIGINT NOT NULL,
  failed_attempts BIGINT NOT NULL,
  locked_until BIGINT,
  last_used_at BIGINT,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (company_id, id),
  UNIQUE (company_id, pin_digest, vendor_id)
);
CREATE INDEX staff_pins_by_vendor ON staff_pins (company_id, vendor_id, id);

-- Wrong PINs of a terminal, when nobody was named.
CREATE TABLE terminal_lockouts (
  company_id BIGINT NOT NULL,
  vendor_id BIGINT NOT NULL,
  session_id BIGINT NOT NULL,
  failed_attempts BIGINT NOT NULL,
  locked_until BIGINT,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (company_id, vendor_id, session_id)
);
