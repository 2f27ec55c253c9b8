-- A program's register of members: customers, their cards, and how those are found.

CREATE TABLE customers (
  company_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  program_id BIGINT NOT NULL,
  joined_vendor_id BIGINT NOT NULL, -- where they joined
  first_name TEXT NOT NULL,
  last_name TEXT NOT NULL,
  email TEXT,
  phone TEXT,
  birth_date TEXT NOT NULL,
  locale TEXT NOT NULL,
  marketing_consent BIGINT NOT NULL,
  marketing_consent_at BIGINT,
  terms_version BIGINT NOT NULL,
  terms_accepted_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (company_id, id),
  UNIQUE (company_id, email, program_id),
  UNIQUE (company_id, phone, program_id)
);

CREATE TABLE loyalty_cards (
  company_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  program_id BIGINT NOT NULL,
  joined_vendor_id BIGINT NOT NULL,
  customer_id BIGINT NOT NULL,
  card_number TEXT NOT NULL,
  qr_code TEXT NOT NULL,
  card_token TEXT NOT NULL,
  status TEXT NOT NULL,
  stamp_count BIGINT NOT NULL,
  total_stamps_earned BIGINT NOT NULL,
  stamps_redeemed BIGINT NOT NULL,
  points_balance BIGINT NOT NULL,
  total_points_earned BIGINT NOT NULL,
  points_redeemed BIGINT NOT NULL,
  total_spent_cents BIGINT NOT NULL, -- the customer's; kept here because a purchase writes this row anyway
  next_expiry_at BIGINT, -- when the first of its points expire; NULL: none ever
  last_stamp_at BIGINT,
  last_points_at BIGINT,
  version BIGINT NOT NULL,
  enrolled_at BIGINT NOT NULL,
  erased_at BIGINT, -- when its holder asked to be forgotten: it is closed, its history stays under a pseudonym
  PRIMARY KEY (company_id, id),
  UNIQUE (company_id, card_number),
  UNIQUE (company_id, qr_code),
  UNIQUE (company_id, card_token),
  UNIQUE (company_id, customer_id)
) WITHOUT ROWID;
CREATE INDEX loyalty_cards_by_program ON loyalty_cards (company_id, program_id, id);
CREATE INDEX loyalty_cards_by_status ON loyalty_cards (company_id, program_id, status, id);
CREATE INDEX loyalty_cards_by_joined_vendor ON loyalty_cards (company_id, joined_vendor_id, id);
-- Of all cards, also of those that have nothing to expire: of an index of some, SQLite takes the company's part for
-- larger than the company, and sorts all of its cards instead.
CREATE INDEX loyalty_cards_by_expiry ON loyalty_cards (company_id, next_expiry_at, id);

-- The words by which a card is found: names without accents, mail, phone digits, card number.
CREATE TABLE card_search_terms (
  company_id BIGINT NOT NULL,
  program_id BIGINT NOT NULL,
  term TEXT NOT NULL,
  card_id BIGINT NOT NULL,
  PRIMARY KEY (company_id, program_id, term, card_id)
) WITHOUT ROWID;
-- Of two words, one is followed through the terms; whether a card has the other is looked up here.
CREATE INDEX card_search_terms_by_card ON card_search_terms (company_id, card_id, term);
