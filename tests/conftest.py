"""Settings for every test."""

from __future__ import annotations

import os
import signal

# Tests run side by side; more threads in each would only fight over the processor's cores.
os.environ.setdefault("OMP_NUM_THREADS", "1")
# No test may depend on what a hub happens to hold, or wait for one that cannot be reached.
os.environ.setdefault("HF_HUB_OFFLINE", "1")
# A shell that starts the tests in the background has them ignore Ctrl-C, and what they start would
# inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)
