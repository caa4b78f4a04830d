"""Concerns: the list, taking one in, and deciding about it."""
