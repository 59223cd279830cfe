"""Vision-language models that are known to do well at films, the best first.

Licences and sizes as the hub's cards said in 2026; the card of the day is the last word, and
``adtool models get`` shows it. Other models of the kind work as well, by the hub's name.
"""

from __future__ import annotations

from dataclasses import dataclass

PERMISSIVE = frozenset(
    {"apache-2.0", "mit", "bsd-2-clause", "bsd-3-clause", "isc", "cc-by-4.0", "cc0-1.0"}
)
"""Licences under which a draft may be put to any use; others are shown, and asked about."""

WORKING_SET = 800_000_000
"""Bytes that a model of this kind takes at least beside its weights, for some dozen pictures."""

HEADROOM = 1.2
"""What a large model takes while it works, over its weights."""

ON_CPU = 3_000_000_000
"""Parameters above which a model is not recommended without a GPU: a film would take days."""

_OFTEN, _ENGLISH = "English, Chinese and others", "English"


@dataclass(frozen=True, slots=True)
class KnownModel:
    """A model of the hub.

    Attributes:
        name: what ``adtool models get`` and ``--model`` take.
        repository: its name on the hub.
        parameters: how many it has.
        transformers: the first version of transformers that knows it.
        languages: what it speaks.
        licence: as the hub writes it.
        recommended: whether adtool proposes it.
    """

    name: str
    repository: str
    parameters: int
    transformers: str
    languages: str = _OFTEN
    licence: str = "apache-2.0"
    recommended: bool = True

    @property
    def size(self) -> int:
        """Bytes of its weights in 16 bits."""
        return 2 * self.parameters

    @property
    def memory(self) -> int:
        """Bytes of memory that it runs in."""
        return memory_beside(self.size)


KNOWN: tuple[KnownModel, ...] = (
    KnownModel("qwen3-vl-8b", "Qwen/Qwen3-VL-8B-Instruct", 8_770_000_000, "4.57"),
    KnownModel("qwen2.5-vl-7b", "Qwen/Qwen2.5-VL-7B-Instruct", 8_290_000_000, "4.49"),
    KnownModel("qwen3-vl-4b", "Qwen/Qwen3-VL-4B-Instruct", 4_440_000_000, "4.57"),
    KnownModel("qwen2-vl-7b", "Qwen/Qwen2-VL-7B-Instruct", 8_290_000_000, "4.45"),
    KnownModel("qwen3-vl-2b", "Qwen/Qwen3-VL-2B-Instruct", 2_130_000_000, "4.57"),
    KnownModel("qwen2-vl-2b", "Qwen/Qwen2-VL-2B-Instruct", 2_210_000_000, "4.45"),
    KnownModel(
        "smolvlm2-2.2b",
        "HuggingFaceTB/SmolVLM2-2.2B-Instruct",
        2_250_000_000,
        "4.50",
        languages=_ENGLISH,
    ),
    KnownModel(
        "qwen2.5-vl-3b",
        "Qwen/Qwen2.5-VL-3B-Instruct",
        3_750_000_000,
        "4.49",
        licence="qwen-research",
        recommended=False,
    ),
    KnownModel(
        "smolvlm2-500m",
        "HuggingFaceTB/SmolVLM2-500M-Video-Instruct",
        507_000_000,
        "4.50",
        languages=_ENGLISH,
    ),
    KnownModel(
        "smolvlm2-256m",
        "HuggingFaceTB/SmolVLM2-256M-Video-Instruct",
        256_000_000,
        "4.50",
        languages=_ENGLISH,
    ),
)
"""In the order in which ``--model auto`` prefers them."""


def memory_beside(weights: int) -> int:
    """Return the bytes of memory that a model works in, from the bytes of its weights there."""
    return max(round(HEADROOM * weights), weights + WORKING_SET)


def find_known(name: str) -> KnownModel | None:
    """Return the known model of a short name, or of a hub's name; None where there is none."""
    wanted = name.casefold()
    return next((one for one in KNOWN if wanted in (one.name, one.repository.casefold())), None)


def repository_of(name: str) -> str:
    """Return the hub's name of a model: that of a short name, else the name itself."""
    known = find_known(name)
    return name if known is None else known.repository


def recommended(memory: int, device: str, version: str) -> KnownModel | None:
    """Return the best model for a machine; None where none fits.

    Args:
        memory: bytes that are free for it.
        device: the torch device that it would run on.
        version: of transformers.
    """
    most = ON_CPU if device == "cpu" else float("inf")
    for one in KNOWN:
        fits = one.memory <= memory and one.parameters <= most
        if one.recommended and fits and is_new_enough(version, one.transformers):
            return one
    return None


def is_new_enough(version: str, needed: str) -> bool:
    """Say whether a version of transformers is the one that is needed, or a later one."""
    from packaging.version import InvalidVersion, Version

    try:
        return Version(version).release >= Version(needed).release
    except InvalidVersion:
        return False
