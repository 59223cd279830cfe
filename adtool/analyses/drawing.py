"""Figures drawn without a screen: the same numbers give the same bytes, whatever the user's style.

Text in an SVG stays text, so that it can be searched, read aloud and enlarged.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adtool.errors import UnavailableError
from adtool.output import check_output, write_bytes, write_text

if TYPE_CHECKING:
    from matplotlib.figure import Figure

ENDINGS = (".png", ".svg")
"""What a figure's name may end in."""

COLOURS = "cividis"
"""A colour map that is read alike with and without colour blindness, and in grey."""

_STYLE: dict[str, Any] = {
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans", "Arial", "Helvetica"],
    "savefig.dpi": 150,
    "svg.fonttype": "none",
    "svg.hashsalt": "adtool",
}


def numbers_path(figure: Path) -> Path:
    """Return where the numbers behind a figure are written: beside it, as JSON."""
    return figure.with_suffix(".json")


def check_figure(figure: Path, *, overwrite: bool = False) -> None:
    """Find out, before any work is done, whether a figure and its numbers can be drawn and written.

    Raises:
        OutputError: if they cannot be written; see ``check_output``.
        UnavailableError: if matplotlib is not installed.
    """
    check_output(figure, overwrite=overwrite)
    check_output(numbers_path(figure), overwrite=overwrite)
    try:
        import matplotlib  # noqa: F401
    except ImportError as error:
        raise UnavailableError(
            "matplotlib is not installed.", "Install it: pip install 'adtool[eval]'."
        ) from error


@contextmanager
def drawing(
    path: Path, size: tuple[float, float], title: str, description: str
) -> Iterator[Figure]:
    """Yield an empty figure; what was drawn on it is written at the end, in one step.

    Args:
        path: where to; its ending, an entry of ``ENDINGS``, says the form.
        size: width and height in inches.
        title: stands above the figure, and in the file's metadata.
        description: what there is to see, in words, for the file's metadata.

    Raises:
        OutputError: if the file cannot be written.
    """
    import matplotlib.style
    from matplotlib.figure import Figure

    form = path.suffix.lower().lstrip(".")
    with matplotlib.style.context(["default", _STYLE], after_reset=True):
        figure = Figure(figsize=size, layout="constrained")
        figure.suptitle(title)
        yield figure
        content = io.BytesIO()
        metadata: dict[str, Any] = {"Title": title, "Description": description}
        if form == "svg":
            metadata["Date"] = None
        figure.savefig(content, format=form, metadata=metadata)
    write_bytes(path, content.getvalue())


def write_numbers(figure: Path, numbers: Mapping[str, Any]) -> None:
    """Write the numbers behind a figure, at full precision.

    Raises:
        OutputError: if the file cannot be written.
    """
    text = json.dumps(numbers, ensure_ascii=False, indent=1, allow_nan=False)
    write_text(numbers_path(figure), text + "\n")
