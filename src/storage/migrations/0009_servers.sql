-- What the servers of one database tell each other.

-- Which server does a task of the background, and until when, unless it says so again. A reference table.
CREATE TABLE task_leases (
  task TEXT PRIMARY KEY,
  holder BIGINT NOT NULL, -- drawn at random by each server when it starts
  expires_at BIGINT NOT NULL
);

-- What the installation's secret key makes of a fixed text, so that a program with another key finds out before anybody
-- fails to sign in. One row, kept by the first program that used the database. A reference table.
CREATE TABLE secret_key_digests (
  id BIGINT PRIMARY KEY, -- 1
  digest TEXT NOT NULL
);
