"""Where the packaged command line starts."""

import sys

from vpo_desk.cli.main import run

sys.exit(run())
