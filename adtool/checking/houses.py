"""House styles: which rules weigh more or less, and which numbers hold, in which house.

Where a house's guide gives no number, ours stands. They are readings of public guides, not the
houses' own tools; none of them is law.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from adtool.checking.sources import SOURCES, Source
from adtool.errors import AdtoolError


@dataclass(frozen=True, slots=True)
class House:
    """The style of one house.

    Attributes:
        what: what it asks for, in one sentence.
        levels: the rules' levels that differ from their own.
        sources: entries of ``SOURCES``: where the house says so.
        numbers: fields of ``CheckSettings`` that differ.
    """

    what: str
    levels: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    numbers: Mapping[str, float] = field(default_factory=dict)

    def read_at(self) -> tuple[Source, ...]:
        """Return the texts that it rests on."""
        return tuple(SOURCES[name] for name in self.sources)


HOUSES: dict[str, House] = {
    "adtool": House("What most guides share."),
    "netflix": House(
        "Dialogue first, names from their introduction on and then always the same, no camera "
        "unless the plot needs it; feelings may be named.",
        {"early-name": "error", "unknown-name": "error", "emotion-words": "off"},
        ("netflix-1.1", "netflix-1.2", "netflix-5.2", "netflix"),
    ),
    "dcmp": House(
        "For schools: present tense, active, third person, feelings shown and not named; essential "
        "sound may be spoken over when nothing else helps.",
        {
            "past-tense": "error",
            "camera-terms": "error",
            "emotion-words": "warning",
            "speech-overlap": "warning",
        },
        ("dcmp", "dcmp-tips"),
    ),
    "acb": House(
        "Say what is there: never that one sees it, no feelings, whole sentences, nothing over "
        "dialogue.",
        {"we-see": "error", "emotion-words": "warning", "mid-phrase": "error"},
        ("acb",),
    ),
    "itc": House(
        "United Kingdom: present tense, names as often as it takes to know who is meant.",
        {"past-tense": "error", "emotion-words": "off"},
        ("itc-3.1", "itc-3.7"),
    ),
    "wcag": House(
        "Only what W3C's techniques ask: use the pauses, those of two seconds and more.",
        {
            "short-pause": "warning",
            **dict.fromkeys(
                (
                    "past-tense",
                    "we-see",
                    "camera-terms",
                    "emotion-words",
                    "repeated-wording",
                    "nothing-distinctive",
                    "unknown-name",
                    "unclear-name",
                    "early-name",
                    "mid-phrase",
                    "brisk",
                    "slow",
                ),
                "off",
            ),
        },
        ("wcag-f113",),
    ),
}
"""Every house style by name; "adtool" is the default."""


def house(name: str) -> House:
    """Return the house style called ``name``.

    Raises:
        AdtoolError: if there is none.
    """
    try:
        return HOUSES[name]
    except KeyError:
        raise AdtoolError(
            f"There is no house style {name!r}; choose from {', '.join(HOUSES)}."
        ) from None
