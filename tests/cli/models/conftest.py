"""Real processes of adtool, beside a hub of their own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

Adtool = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def adtool(hub: Any) -> Adtool:
    """Run adtool in a process; the hub's fixture has set its variables."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "adtool", *arguments]
        return subprocess.run(
            command, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=120
        )

    return run
