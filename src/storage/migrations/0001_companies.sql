-- Companies (the tenants) and their vendors. One text for both engines: BIGINT milliseconds UTC, booleans as 0 and 1.
--
-- Reference tables are small and the same on every shard: companies, vendor_codes, users, user_vendors, sessions,
-- sign_in_failures, task_leases, secret_key_digests. Every other table is a tenant table: its primary key begins with
-- company_id, and every unique index and foreign key contains it.
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
