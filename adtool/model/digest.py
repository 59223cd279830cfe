"""Digests of weights: which model made what is kept, computed once a process.

Hashing the weights of a large model takes seconds, and several stages ask for the same module. So
a digest is remembered for as long as its module lives, and counts only while every tensor is the
same one, at the same place, of the same version: what an optimiser, ``load_state_dict`` or ``to``
changes is hashed anew. Writing through ``Tensor.data`` is the one change that torch does not count.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import TypeAlias
from weakref import WeakKeyDictionary

import numpy as np
from torch import Tensor, nn

Stamp: TypeAlias = tuple[tuple[str, int, int, str], ...]

_known: WeakKeyDictionary[nn.Module, dict[str, tuple[Stamp, str]]] = WeakKeyDictionary()


def weights_digest(module: nn.Module, without: str = "") -> str:
    """Return the SHA-256 of a module's weights, as 64 hexadecimal digits.

    The weights are taken in half precision, as a trained model may keep its encoder: what is made
    with the one serves the other.

    Args:
        module: the module; its parameters and buffers count, under their names.
        without: a child whose weights are left out.
    """
    state = {
        name: tensor
        for name, tensor in module.state_dict().items()
        if not (without and name.startswith(f"{without}."))
    }
    known, stamp = _known.setdefault(module, {}), _stamp(state)
    if known.get(without, (None, ""))[0] != stamp:
        known[without] = stamp, _hashed(state)
    return known[without][1]


def _stamp(state: Mapping[str, Tensor]) -> Stamp:
    """Return what changes whenever a tensor does.

    Tensors made under inference mode have no version; nothing may change them in place elsewhere.
    """
    return tuple(
        (
            name,
            tensor.data_ptr(),
            -1 if tensor.is_inference() else tensor._version,
            f"{tensor.device} {tensor.dtype} {tuple(tensor.shape)}",
        )
        for name, tensor in state.items()
    )


def _hashed(state: Mapping[str, Tensor]) -> str:
    digest = sha256()
    for name, tensor in sorted(state.items()):
        digest.update(name.encode())
        digest.update(np.ascontiguousarray(tensor.detach().cpu().half().numpy()).tobytes())
    return digest.hexdigest()
