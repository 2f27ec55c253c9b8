-- Figures of the vendors, of what happened at each, added up by a task, so that nobody who asks for them waits for a
-- scan of the history.

-- All-time sums, and how far the history and the cards are counted in these tables. A row of the history, and a card,
-- is counted here once or not at all; whoever reads adds what is not.
CREATE TABLE statistics_totals (
  company_id BIGINT NOT NULL,
  vendor_id BIGINT NOT NULL,
  last_transaction_id BIGINT NOT NULL,
  last_card_id BIGINT NOT NULL,
  enrolments BIGINT NOT NULL,
  stamps_issued BIGINT NOT NULL,
  stamps_redeemed BIGINT NOT NULL,
  rewards_redeemed BIGINT NOT NULL,
  points_issued BIGINT NOT NULL,
  points_redeemed BIGINT NOT NULL,
  points_expired BIGINT NOT NULL,
  points_adjusted BIGINT NOT NULL,
  PRIMARY KEY (company_id, vendor_id)
) WITHOUT ROWID;

-- The same sums of one business day.
CREATE TABLE statistics_days (
  company_id BIGINT NOT NULL,
  vendor_id BIGINT NOT NULL,
  date BIGINT NOT NULL, -- days since 1970-01-01
  enrolments BIGINT NOT NULL,
  stamps_issued BIGINT NOT NULL,
  stamps_redeemed BIGINT NOT NULL,
  rewards_redeemed BIGINT NOT NULL,
  points_issued BIGINT NOT NULL,
  points_redeemed BIGINT NOT NULL,
  points_expired BIGINT NOT NULL,
  points_adjusted BIGINT NOT NULL,
  PRIMARY KEY (company_id, vendor_id, date)
) WITHOUT ROWID;

-- Points in the lots of all cards, by when they expire.
CREATE TABLE statistics_expiries (
  company_id BIGINT NOT NULL,
  vendor_id BIGINT NOT NULL,
  expires_at BIGINT NOT NULL, -- the largest number: never
  points BIGINT NOT NULL,
  PRIMARY KEY (company_id, vendor_id, expires_at)
) WITHOUT ROWID;

-- The business day on which a card last earned or redeemed.
CREATE TABLE statistics_last_visits (
  company_id BIGINT NOT NULL,
  vendor_id BIGINT NOT NULL,
  card_id BIGINT NOT NULL,
  date BIGINT NOT NULL,
  PRIMARY KEY (company_id, vendor_id, card_id)
) WITHOUT ROWID;

-- How many cards were used on a day, by the day on which they had been used before. The cards that were used within
-- any span of days are those whose day lies in it and whose day before does not: each is counted at its first visit.
CREATE TABLE statistics_returns (
  company_id BIGINT NOT NULL,
  vendor_id BIGINT NOT NULL,
  date BIGINT NOT NULL,
  date_before BIGINT NOT NULL, -- not further back than the longest span that can be asked for
  cards BIGINT NOT NULL,
  PRIMARY KEY (company_id, vendor_id, date, date_before)
) WITHOUT ROWID;

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
