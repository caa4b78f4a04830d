"""Searching the case file from the window."""
