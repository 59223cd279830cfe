"""What a run measures as it goes: ``metrics.jsonl``, and a tracker of Accelerate's where asked."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from accelerate import Accelerator
from accelerate.tracking import get_available_trackers

from adtool.errors import OutputError, UnavailableError
from adtool.output import reason, write_text


class Metrics:
    """The metrics of a run, one object a logged step.

    Args:
        folder: the run's; ``metrics.jsonl`` is in it, and what a tracker writes in ``metrics/``.
        tracker: one of Accelerate's trackers; "" is none.

    Raises:
        UnavailableError: if the tracker is not installed.
    """

    def __init__(self, folder: Path, tracker: str = "") -> None:
        self.path = folder / "metrics.jsonl"
        self._tracker = _tracker(tracker, folder) if tracker else None

    def log(self, done: int, values: Mapping[str, Any]) -> None:
        """Write what was measured after ``done`` steps.

        Raises:
            OutputError: if it cannot be written.
        """
        if self._tracker:
            self._tracker.log(dict(values), step=done)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"step": done, **values}, ensure_ascii=False) + "\n")
        except OSError as error:
            raise OutputError(self.path, f"cannot be written ({reason(error)})") from error

    def forget_after(self, done: int) -> None:
        """Drop the lines of steps that will be made again, and one that a crash cut off."""
        if not self.path.exists():
            return
        lines = self.path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if _step_of(line) <= done]
        write_text(self.path, "".join(kept))

    def close(self) -> None:
        """Let the tracker write what it still holds."""
        if self._tracker:
            self._tracker.end_training()


def _tracker(name: str, folder: Path) -> Accelerator:
    if name not in map(str, get_available_trackers()):
        raise UnavailableError(f"The tracker {name} is not installed.", f"pip install {name}")
    tracker = Accelerator(mixed_precision="no", log_with=name, project_dir=str(folder))
    tracker.init_trackers("metrics")
    return tracker


def _step_of(line: str) -> float:
    try:
        return float(json.loads(line)["step"])
    except (ValueError, KeyError, TypeError):
        return math.inf
