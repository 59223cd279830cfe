"""Nothing is reported to anybody: what other packages would send is turned off before they load."""

from __future__ import annotations

import os

VARIABLES = {
    "PYANNOTE_METRICS_ENABLED": "0",  # pyannote.audio, which whisperx imports; sends even offline
    "OTEL_SDK_DISABLED": "true",  # what it sends with
    "HF_HUB_DISABLE_TELEMETRY": "1",
}


def turn_off() -> None:
    """Turn other packages' telemetry off; call it before they are imported."""
    os.environ.update(VARIABLES)
