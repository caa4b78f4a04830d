"""The interview runner: one question after another, and what is known beside it."""
