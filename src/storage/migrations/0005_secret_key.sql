-- What the installation's secret key makes of a fixed text, so that a program with another key finds out before anybody
-- fails to sign in. One row, kept by the first program that used the database. A reference table.
CREATE TABLE secret_key_digests (
  id BIGINT PRIMARY KEY, -- 1
  digest TEXT NOT NULL
);
