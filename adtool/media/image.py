"""The one form in which pictures are handed on: frames, portraits, and what is cut out of them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Image = npt.NDArray[np.uint8]
"""An RGB picture (H, W, 3), upright; several of one size are (…, H, W, 3)."""
