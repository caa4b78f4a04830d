"""Python imports this at the start of every process that a test starts with our PYTHONPATH."""

import network_guard

network_guard.install()
