"""Paper: content values in, PDF bytes out. It reads no file, no clock and no case file."""
