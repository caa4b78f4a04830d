"""The command line: every use case without a window, for scripts, tests and technicians."""
