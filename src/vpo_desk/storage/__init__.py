"""The encrypted case file: keys, database, history; it knows no window and no paper."""
