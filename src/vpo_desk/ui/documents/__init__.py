"""Paper in the window: preview, numbered copies, printing and saving."""
