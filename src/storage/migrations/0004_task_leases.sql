-- Which server does a task of the background, and until when, unless it says so again. A reference table.
CREATE TABLE task_leases (
  task TEXT PRIMARY KEY,
  holder BIGINT NOT NULL, -- drawn at random by each server when it starts
  expires_at BIGINT NOT NULL
);
