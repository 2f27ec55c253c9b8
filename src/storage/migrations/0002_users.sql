-- People who sign in.

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
