"""What somebody looks like, as one vector: the portraits of a character, seen by the encoder."""

from __future__ import annotations

from torch import Tensor
from torch.nn import functional as F


def portrait_vector(features: Tensor) -> Tensor:
    """Return the mean direction (C,) of the features (n, C) of a character's portraits.

    Raises:
        ValueError: if there is no portrait.
    """
    if not len(features):
        raise ValueError("a face takes at least one portrait")
    directions = F.normalize(features.float(), dim=-1)
    return F.normalize(directions.mean(dim=0), dim=0)
