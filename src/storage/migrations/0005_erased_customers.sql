-- A customer who asked to be forgotten leaves a closed card and its history behind, under a pseudonym.
ALTER TABLE loyalty_cards ADD COLUMN erased_at BIGINT;
