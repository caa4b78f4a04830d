"""Scenarios: casework as data, read with precise errors and played through the services."""
