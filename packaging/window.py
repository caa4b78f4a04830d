"""Where the packaged window starts."""

import sys

from vpo_desk.__main__ import run

sys.exit(run())
