-- The whole schema of the first release. One text for both engines: BIGINT milliseconds UTC, booleans as 0 and 1.
--
-- Reference tables (small, the same on every shard): companies, vendor_codes, users, user_vendors, sessions,
-- sign_in_failures. Every other table is a tenant table: its primary key begins with company_id, and every unique
-- index and foreign key contains it.
--
-- A unique key selects by its second column already: two that begin with company and vendor would look alike to a
-- planner that knows of no numbers, and one of them is the wrong one.
--
-- WITHOUT ROWID clusters an SQLite table by its primary key; an engine that has no such thing drops the words.

CREATE TABLE companies (
  id BIGINT PRIMARY KEY,
  name TEXT NOT NULL,
  country TEXT NOT NULL,
  is_active BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE vendor_codes (
  code TEXT PRIMARY KEY,
  company_id BIGINT NOT NULL,
  vendor_id BIGINT NOT NULL
);

CREATE TABLE users (
  id BIGINT PRIMARY KEY,
  company_id BIGINT,
  email TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  is_active BIGINT NOT NULL,
  last_sign_in_at BIGINT,
  created_at BIGINT NOT NULL
);
CREATE INDEX users_by_company ON users (company_id, id);

CREATE TABLE user_vendors (
  user_id BIGINT NOT NULL,
  company_id BIGINT NOT NULL,
  vendor_id BIGINT NOT NULL,
  PRIMARY KEY (user_id, vendor_id)
);

CREATE TABLE sessions (
  id BIGINT PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  user_id BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- Wrong sign-ins per account and per address; subject is a digest of one or the other.
CREATE TABLE sign_in_failures (
  subject TEXT PRIMARY KEY,
  attempts BIGINT NOT NULL,
  window_ends_at BIGINT NOT NULL
);
CREATE INDEX sign_in_failures_by_end ON sign_in_failures (window_ends_at);

CREATE TABLE vendors (
  company_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  timezone TEXT NOT NULL,
  currency TEXT NOT NULL,
  locale TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (company_id, id)
);
-- The platform's lists go through all companies.
CREATE INDEX vendors_by_id ON vendors (id);

CREATE TABLE loyalty_programs (
  company_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  vendor_id BIGINT NOT NULL,
  loyalty_type TEXT NOT NULL,
  card_name TEXT NOT NULL,
  card_color TEXT NOT NULL,
  logo_url TEXT NOT NULL,
  stamp_icon TEXT NOT NULL,
  headline TEXT NOT NULL,
  stamps_target BIGINT NOT NULL,
  stamps_reward_description TEXT NOT NULL,
  stamps_reward_cost_cents BIGINT,
  points_per_euro_thousandths BIGINT NOT NULL,
  minimum_purchase_cents BIGINT NOT NULL,
  welcome_bonus_stamps BIGINT NOT NULL,
  welcome_bonus_points BIGINT NOT NULL,
  points_expire_after_days BIGINT,
  allow_negative_points BIGINT NOT NULL,
  cooldown_minutes BIGINT NOT NULL,
  max_daily_stamps BIGINT NOT NULL,
  require_staff_pin BIGINT NOT NULL,
  business_day_starts_at BIGINT NOT NULL, -- minutes after local midnight
  google_issuer_id TEXT NOT NULL,
  apple_pass_type_id TEXT NOT NULL,
  terms_version BIGINT NOT NULL,
  is_active BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (company_id, id),
  UNIQUE (company_id, vendor_id)
);
CREATE INDEX loyalty_programs_by_id ON loyalty_programs (id);

-- Every text of a program's terms that anybody may have accepted.
CREATE TABLE program_terms (
  company_id BIGINT NOT NULL,
  program_id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  terms_text TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (company_id, program_id, version)
);

-- The entries of points_rewards.
CREATE TABLE program_rewards (
  company_id BIGINT NOT NULL,
  program_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  position BIGINT NOT NULL,
  name TEXT NOT NULL,
  points BIGINT NOT NULL,
  description TEXT NOT NULL,
  cost_cents BIGINT,
  is_active BIGINT NOT NULL,
  PRIMARY KEY (company_id, program_id, id)
);

CREATE TABLE staff_pins (
  company_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  program_id BIGINT NOT NULL,
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
  UNIQUE (company_id, program_id, pin_digest)
);

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

CREATE TABLE customers (
  company_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  vendor_id BIGINT NOT NULL,
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
  UNIQUE (company_id, email, vendor_id),
  UNIQUE (company_id, phone, vendor_id)
);

CREATE TABLE loyalty_cards (
  company_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  vendor_id BIGINT NOT NULL,
  program_id BIGINT NOT NULL,
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
  PRIMARY KEY (company_id, id),
  UNIQUE (company_id, card_number),
  UNIQUE (company_id, qr_code),
  UNIQUE (company_id, card_token),
  UNIQUE (company_id, customer_id, program_id)
) WITHOUT ROWID;
CREATE INDEX loyalty_cards_by_vendor ON loyalty_cards (company_id, vendor_id, id);
CREATE INDEX loyalty_cards_by_status ON loyalty_cards (company_id, vendor_id, status, id);
CREATE INDEX loyalty_cards_by_expiry ON loyalty_cards (company_id, next_expiry_at, id) WHERE next_expiry_at IS NOT NULL;

-- The words by which a card is found: names without accents, mail, phone digits, card number.
CREATE TABLE card_search_terms (
  company_id BIGINT NOT NULL,
  vendor_id BIGINT NOT NULL,
  term TEXT NOT NULL,
  card_id BIGINT NOT NULL,
  PRIMARY KEY (company_id, vendor_id, term, card_id)
) WITHOUT ROWID;
-- Of two words, one is followed through the terms; whether a card has the other is looked up here.
CREATE INDEX card_search_terms_by_card ON card_search_terms (company_id, card_id, term);

-- Append-only. Clustered by card, so that a card's history and today's stamps lie together.
CREATE TABLE loyalty_transactions (
  company_id BIGINT NOT NULL,
  card_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  vendor_id BIGINT NOT NULL,
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
