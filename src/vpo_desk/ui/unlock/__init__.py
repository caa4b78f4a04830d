"""The locked window: unlocking, recovery words, the first case file and its recovery sheet."""
