"""transformers: which it is, and how to import it without what nobody uses of it here."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version

UNUSED = ("scipy", "sklearn")
"""What transformers imports with any model: scipy for the losses of object detectors, scikit-learn
(with pandas) for assisted decoding. Together they take as long as torch does."""


@cache
def import_transformers() -> None:
    """Import what every model of transformers' needs; call it before anything of it is imported.

    Does nothing where transformers is there already.
    """
    if "transformers" not in sys.modules:
        with not_installed(*UNUSED):
            import transformers.modeling_utils  # noqa: F401


def transformers_version() -> str:
    """Return which transformers is installed, without importing it."""
    return version("transformers")


@contextmanager
def not_installed(*packages: str) -> Iterator[None]:
    """Have Python take packages for not installed, where nobody has imported them yet."""
    hidden = [name for name in packages if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None means just that
    try:
        yield
    finally:
        for name in hidden:
            sys.modules.pop(name, None)
