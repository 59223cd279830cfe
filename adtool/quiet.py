"""Other packages keep to themselves: they report nothing to anybody, and say only what went wrong.

Left alone, some send what is done with them home, and many draw bars, give advice and warn of what
only their makers can mend. Both are settled before they are imported; importing this settles
nothing.
"""

from __future__ import annotations

import io
import logging
import os
import sys
import warnings
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, redirect_stdout
from typing import TextIO

TELEMETRY = {
    "PYANNOTE_METRICS_ENABLED": "0",  # pyannote.audio, which whisperx imports; sends even offline
    "OTEL_SDK_DISABLED": "true",  # what it sends with
    "HF_HUB_DISABLE_TELEMETRY": "1",
}

CHATTER = {
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",  # transformers heeds it, too
    "TQDM_DISABLE": "1",  # all other bars
    "NO_ALBUMENTATIONS_UPDATE": "1",  # insightface's pictures; would ask for newer versions
    "PYTHONWARNINGS": "ignore",  # in processes that are started from here
    # What logs past Python:
    "CT2_VERBOSE": "-1",  # faster-whisper's engine; errors only
    "OPENCV_LOG_LEVEL": "ERROR",
    "TF_CPP_MIN_LOG_LEVEL": "2",  # TensorFlow, which TensorBoard imports where it is
    "TORCH_CPP_LOG_LEVEL": "ERROR",
}


def turn_telemetry_off() -> None:
    """Turn other packages' telemetry off; call it before they are imported."""
    os.environ.update(TELEMETRY)


@contextmanager
def errors_only() -> Iterator[None]:
    """Have other packages say nothing but errors while this lasts, or until ``hear_all``.

    Enter it before they are imported. Python's logging is stopped as a whole, because they set
    levels and handlers of their own; adtool itself reports through ``Progress``. Variables that
    the user has set stay as they are.
    """
    variables = {name: value for name, value in CHATTER.items() if name not in os.environ}
    stopped = logging.root.manager.disable
    with warnings.catch_warnings():
        os.environ.update(variables)
        logging.disable(logging.WARNING)
        logging.captureWarnings(True)  # lightning has its own shown in spite of any filter
        warnings.simplefilter("ignore")
        try:
            yield
        finally:
            logging.captureWarnings(False)
            logging.disable(stopped)
            _forget(variables)


def hear_all() -> None:
    """Have other packages say what they have to say; call it before they are imported."""
    _forget(name for name, value in CHATTER.items() if os.environ.get(name) == value)
    logging.disable(logging.NOTSET)
    warnings.simplefilter("default")


@contextmanager
def nothing_past_python() -> Iterator[None]:
    """Drop what is written to stderr past Python while this lasts: by FFmpeg, decord, C++ at large.

    Python's own ``sys.stderr`` still goes where it went, and so do errors.
    """
    stderr = sys.stderr
    if not _is_process_stderr(stderr):
        yield
        return
    stderr.flush()
    number = stderr.fileno()
    heard = os.dup(number)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, number)
    os.close(nowhere)
    # Left open: loggers keep it, and have something to say until the very end.
    sys.stderr = os.fdopen(os.dup(heard), "w", 1, stderr.encoding, stderr.errors, closefd=False)
    try:
        yield
    finally:
        sys.stderr.flush()
        sys.stderr = stderr
        os.dup2(heard, number)
        os.close(heard)


def _is_process_stderr(stream: TextIO) -> bool:
    try:
        return stream.fileno() == 2
    except (OSError, ValueError, AttributeError):  # in tests it is no file
        return False


def prints_aside() -> AbstractContextManager[object]:
    """Keep what a package prints off stdout, which is for results.

    It goes to stderr where details are logged, else nowhere.
    """
    heard = logging.root.isEnabledFor(logging.INFO)
    return redirect_stdout(sys.stderr if heard else _Nowhere())


class _Nowhere(io.TextIOBase):
    """Takes text, and stays open for those who keep it."""

    def write(self, text: str) -> int:
        return len(text)


def _forget(variables: Iterable[str]) -> None:
    for name in variables:
        os.environ.pop(name, None)
