"""Stills of shots: pictures for people, kept with the work."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image as Pillow

from adtool.media.image import Image
from adtool.output import check_output_folder, write_bytes
from adtool.timeline import clock

SHORT_SIDE = 270
"""Pixels of a still's shorter side at most."""

_FOLDER = "stills"
_QUALITY = 85


def keep_still(work: Path, time: int, picture: Image) -> str:
    """Write a still, and return its file relative to the work folder.

    Args:
        work: the work folder.
        time: of the frame, in ms: it names the file.
        picture: RGB (H, W, 3) uint8.

    Raises:
        OutputError: if it cannot be written.
    """
    check_output_folder(work / _FOLDER)
    content = io.BytesIO()
    Pillow.fromarray(picture).save(content, "JPEG", quality=_QUALITY)
    name = still_name(time)
    write_bytes(work / name, content.getvalue())
    return name


def still_name(time: int) -> str:
    """Return the file of the still at a time in ms: ``stills/00-12-05.400.jpg``."""
    return f"{_FOLDER}/{clock(time).replace(':', '-'):0>12}.jpg"
