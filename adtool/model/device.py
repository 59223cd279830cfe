"""Which processor the model runs on."""

from __future__ import annotations

from adtool.errors import UnavailableError

AUTO = "auto"


def pick_device(name: str = AUTO) -> str:
    """Return a torch device that works here.

    Args:
        name: "auto" (an NVIDIA or AMD GPU, else Apple's, else the CPU), or a torch device.

    Raises:
        UnavailableError: if there is no such device.
    """
    import torch

    if name == AUTO:
        if torch.cuda.is_available():
            return "cuda"
        return "mps" if torch.backends.mps.is_available() else "cpu"
    try:
        torch.empty(1, device=name)
    except (RuntimeError, AssertionError, NotImplementedError) as error:
        raise UnavailableError(
            f"There is no device {name!r} here.",
            "Say --device auto, or see what there is with: adtool doctor",
        ) from error
    return name
