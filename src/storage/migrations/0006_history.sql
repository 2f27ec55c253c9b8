-- What happened on the cards, and at which vendor.

-- Append-only. Clustered by card, so that a card's history and today's stamps lie together.
CREATE TABLE loyalty_transactions (
  company_id BIGINT NOT NULL,
  card_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  vendor_id BIGINT NOT NULL, -- where it happened
  transaction_type TEXT NOT NULL,
  staff_pin_id BIGINT,
  user_id BIGINT,
  stamps_delta BIGINT NOT NULL,
  points_delta BIGINT NOT NULL,
  stamps_after BIGINT NOT NULL,
  points_after BIGINT NOT NULL,
  purchase_amount_cents BIGINT,
  purchase_reference TEXT,
  reverses_id BIGINT,
  linked_id BIGINT, -- the other row of an operation that gave stamps and points at once
  reward_id BIGINT,
  reward TEXT,
  notes TEXT,
  ip_address TEXT,
  user_agent TEXT,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (company_id, card_id, id)
) WITHOUT ROWID;
-- The vendor's history by time. It carries the filters and the amounts, so that a rare kind is found, and a day
-- summed, without touching each row.
CREATE INDEX loyalty_transactions_by_vendor
  ON loyalty_transactions (company_id, vendor_id, id, transaction_type, staff_pin_id, stamps_delta, points_delta);
CREATE UNIQUE INDEX loyalty_transactions_reversed
  ON loyalty_transactions (company_id, card_id, reverses_id) WHERE reverses_id IS NOT NULL;

-- Points lie in lots: what was earned together expires together.
--
-- id is that of the transaction which gave the points. At any time
-- points_remaining = points_earned + the sum of its allocations.
-- is_spent is in the key so that a card's open lots lie together, however many it has spent: that is cheaper than
-- an index, which would be one more page to write for each purchase.
CREATE TABLE point_lots (
  company_id BIGINT NOT NULL,
  card_id BIGINT NOT NULL,
  is_spent BIGINT NOT NULL CHECK (is_spent = CASE WHEN points_remaining = 0 THEN 1 ELSE 0 END),
  id BIGINT NOT NULL,
  points_earned BIGINT NOT NULL,
  points_remaining BIGINT NOT NULL,
  earned_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL, -- the first instant without them; the largest number: never
  points_per_euro_thousandths BIGINT NOT NULL, -- the rule they were earned under; 0: given without a purchase
  points_expire_after_days BIGINT,
  PRIMARY KEY (company_id, card_id, is_spent, id)
) WITHOUT ROWID;

-- What a transaction put into a lot (positive) or took from it (negative), later than the lot was made. Append-only.
CREATE TABLE point_allocations (
  company_id BIGINT NOT NULL,
  card_id BIGINT NOT NULL,
  transaction_id BIGINT NOT NULL,
  lot_id BIGINT NOT NULL,
  points BIGINT NOT NULL,
  PRIMARY KEY (company_id, card_id, transaction_id, lot_id)
) WITHOUT ROWID;

-- A receipt counts once at the vendor that gave it. A void makes its reference free again.
CREATE TABLE purchase_references (
  company_id BIGINT NOT NULL,
  vendor_id BIGINT NOT NULL,
  reference TEXT NOT NULL,
  card_id BIGINT NOT NULL,
  transaction_id BIGINT NOT NULL,
  PRIMARY KEY (company_id, vendor_id, reference)
) WITHOUT ROWID;

-- The first answer to each Idempotency-Key, kept for 48 hours. key_digest is over vendor, endpoint and key.
CREATE TABLE idempotency_keys (
  company_id BIGINT NOT NULL,
  key_digest TEXT NOT NULL,
  request_digest TEXT NOT NULL,
  status BIGINT NOT NULL,
  body TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (company_id, key_digest)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);
