"""The one form in which pictures are handed on: frames, portraits, and what is cut out of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Image: TypeAlias = "npt.NDArray[np.uint8]"
"""An RGB picture (H, W, 3), upright; several of one size are (…, H, W, 3)."""
