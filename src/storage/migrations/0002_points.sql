-- Points lie in lots: what was earned together expires together.

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

-- A receipt counts once. A void makes its reference free again.
CREATE TABLE purchase_references (
  company_id BIGINT NOT NULL,
  vendor_id BIGINT NOT NULL,
  reference TEXT NOT NULL,
  card_id BIGINT NOT NULL,
  transaction_id BIGINT NOT NULL,
  PRIMARY KEY (company_id, vendor_id, reference)
) WITHOUT ROWID;
