-- Programs own members, cards and rewards; vendors are where something happens.

CREATE TABLE loyalty_programs (
  company_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  home_vendor_id BIGINT NOT NULL, -- gives it currency, time zone and language
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
  PRIMARY KEY (company_id, id)
);
CREATE INDEX loyalty_programs_by_id ON loyalty_programs (id);

-- Which program a vendor runs, one at most: the only way from a vendor to its program.
CREATE TABLE program_vendors (
  company_id BIGINT NOT NULL,
  vendor_id BIGINT NOT NULL,
  program_id BIGINT NOT NULL,
  may_enrol BIGINT NOT NULL,
  may_earn BIGINT NOT NULL,
  may_redeem BIGINT NOT NULL,
  joined_at BIGINT NOT NULL,
  PRIMARY KEY (company_id, vendor_id)
) WITHOUT ROWID;
CREATE INDEX program_vendors_by_program ON program_vendors (company_id, program_id, vendor_id);

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
