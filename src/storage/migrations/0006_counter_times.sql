-- How long operations at the counter took, from the scan to the answer: a count for each vendor, business day,
-- operation and step of time (rules/counter_time.hpp).
CREATE TABLE counter_times (
  company_id BIGINT NOT NULL,
  vendor_id BIGINT NOT NULL,
  date BIGINT NOT NULL, -- days since 1970-01-01
  operation TEXT NOT NULL,
  bucket BIGINT NOT NULL,
  count BIGINT NOT NULL,
  PRIMARY KEY (company_id, vendor_id, date, operation, bucket)
) WITHOUT ROWID;
