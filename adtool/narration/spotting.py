"""The spotting list: no model, no words; for each clip a cue with what a describer wants to know.

Describers make such a list by hand before they write: where a line may stand, how long it is, who
and what is to be seen. What is known of the clips comes from the other stages (``facts``), and
``cues`` makes cues of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from adtool.errors import UnavailableError
from adtool.narration.narrator import Group, Narrator, Offer, Seen, ShownClip, View
from adtool.progress import Progress
from adtool.settings import SPOTTING, ModelSettings

if TYPE_CHECKING:
    from torch import Tensor

    from adtool.media.image import Image


class Spotting:
    """The narrator that offers nothing.

    Args:
        settings: what was asked.
    """

    name = SPOTTING
    identity = SPOTTING
    view = View(
        frames=1, short_side=96, window=16, characters=0, faces=True, shots=True, words=False
    )
    facts: Mapping[str, object] = {}
    drawn = False
    encoder = None
    sight: object = SPOTTING
    wording: object = SPOTTING

    def __init__(self, settings: ModelSettings | None = None) -> None:
        self.settings = settings or ModelSettings()

    def see(self, clips: Iterable[ShownClip], progress: Progress) -> Seen:
        """Let the clips pass."""
        for _ in clips:
            pass
        return Seen()

    def from_features(self, features: Tensor) -> Seen:
        """Refuse: it has no encoder."""
        raise UnavailableError("The spotting list has no encoder.", "Name a model with --model.")

    def portray(self, pictures: Sequence[Image]) -> Tensor:
        """Refuse: it looks at no portraits."""
        raise UnavailableError("The spotting list has no encoder.", "Name a model with --model.")

    def unlikeness(self, seen: Sequence[Seen], present: Sequence[Tensor]) -> None:
        """Return None: it knows no world."""

    def narrate(self, group: Group, progress: Progress) -> list[Offer]:
        """Offer no wording for any clip."""
        return [Offer() for _ in group.clips]


def find(settings: ModelSettings) -> Callable[[], Narrator]:
    """Return what makes the spotting list; nothing has to be there for it."""
    return lambda: Spotting(settings)
