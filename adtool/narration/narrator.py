"""The door for narrators: what ``describe`` and ``eval`` know of whatever offers candidates.

A narrator is one file in this package and one entry in ``narrators.NARRATORS``. It sees clips
window after window (``see``: the pictures in, tensors out, which are kept), and then narrates them
(``narrate``: what was seen, and who is in the clips, in; candidates out). What comes behind the
door is the same for all: corrections, choice, fitting, formats.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

from adtool.model.prompt import Named
from adtool.progress import Progress
from adtool.settings import ModelSettings
from adtool.timeline import Candidate, Span

if TYPE_CHECKING:
    from torch import Tensor

    from adtool.media.image import Image
    from adtool.model.vision_encoder import VisionEncoder

Seen: TypeAlias = "Mapping[str, Tensor]"
"""What a narrator keeps of the clips that it has seen, by a name: one row a clip, (clips, …)."""


@dataclass(frozen=True, slots=True)
class View:
    """How a narrator wants to see a movie.

    Attributes:
        frames: uniform frames of a clip.
        short_side: the pixels that their shorter side need have at most.
        window: consecutive clips that are seen, and narrated, together.
        characters: the most characters of a clip that it is told of.
        portraits: whether it looks at their portraits.
        lines: how many of its own best wordings for the clips before a group it is told.
    """

    frames: int
    short_side: int
    window: int
    characters: int
    portraits: bool = False
    lines: int = 0


@dataclass(frozen=True)
class Group:
    """What a narrator is told of consecutive clips: one window of them, or several whole ones.

    Attributes:
        clips: when they are.
        seen: what its ``see`` returned of them.
        present: (clips, frames) False where a frame is missing.
        characters: for each clip who may be in it, the likeliest first.
        portraits: what characters look like, by name, as its ``portray`` says it.
        before: its best wordings for the clips before, the last one last.
    """

    clips: Sequence[Span]
    seen: Seen
    present: Tensor
    characters: Sequence[Sequence[Named]]
    portraits: Mapping[str, Tensor]
    before: Sequence[str] = ()


class Narrator(Protocol):
    """Sees clips, and offers wordings for them."""

    @property
    def name(self) -> str:
        """What the user called it."""

    @property
    def identity(self) -> str:
        """Which it is, whatever it is called: a digest of its configuration and weights."""

    @property
    def settings(self) -> ModelSettings:
        """The settings that hold for it: what it was built for goes before what was asked."""

    @property
    def view(self) -> View:
        """How it wants to see a movie."""

    @property
    def facts(self) -> Mapping[str, object]:
        """What the script's metadata say of it: JSON-ready values."""

    @property
    def drawn(self) -> bool:
        """Whether the world that it knows is drawn."""

    @property
    def encoder(self) -> VisionEncoder | None:
        """The CLIP that it sees with, where it has one: its features may be ready."""

    @property
    def sight(self) -> object:
        """All that ``see`` and ``portray`` depend on beside the pictures: JSON-ready values."""

    @property
    def wording(self) -> object:
        """All that ``narrate`` depends on beside the group: JSON-ready values."""

    def see(self, clips: Iterable[Sequence[Image | None]]) -> Seen:
        """Look at the frames of consecutive clips.

        Args:
            clips: for each clip ``view.frames`` RGB pictures (H, W, 3) uint8, None where one is
                missing. Read once, in order.
        """

    def from_features(self, features: Tensor) -> Seen:
        """Return what ``see`` would, from the features (clips, frames, C) of its ``encoder``.

        Raises:
            UnavailableError: if it has none.
        """

    def portray(self, pictures: Sequence[Image]) -> Tensor:
        """Say what somebody looks like, from at least one portrait (H, W, 3) uint8."""

    def unlikeness(self, seen: Sequence[Seen], present: Sequence[Tensor]) -> float | None:
        """Say how unlike its world a movie is; None where it does not know its world.

        Args:
            seen: all groups of the movie.
            present: for each group which frames are there.

        Returns:
            Above 1: unlike.
        """

    def narrate(self, group: Group, progress: Progress) -> list[list[Candidate]]:
        """Offer wordings for each clip, best first; none for a clip without a frame.

        Args:
            group: the clips.
            progress: hears of every clip.
        """
