"""The agency's directory in the window."""
