-- Of two words, one is followed through the terms; whether a card has the other is looked up here.
CREATE INDEX card_search_terms_by_card ON card_search_terms (company_id, card_id, term);
