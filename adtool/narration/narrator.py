"""The door for narrators: what ``describe`` and ``eval`` know of whatever offers candidates.

A narrator is one file in this package and one entry in ``narrators.NARRATORS``. It sees clips
window after window (``see``: pictures in, tensors or notes out, which are kept), and then narrates
them (``narrate``: what was seen, who is in the clips and what was said around them in, candidates
out). What comes behind the door is the same for all: corrections, choice, fitting, formats.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from adtool.cast.character import Box
from adtool.model.prompt import Named
from adtool.progress import Progress
from adtool.settings import ModelSettings
from adtool.shots.shot import ClipShots
from adtool.timeline import Candidate, Said, Span

if TYPE_CHECKING:
    from torch import Tensor

    from adtool.media.image import Image
    from adtool.model.vision_encoder import VisionEncoder


@dataclass(frozen=True)
class Seen:
    """What a narrator keeps of consecutive clips that it has seen.

    Attributes:
        tensors: by a name, one row a clip: (clips, …).
        notes: its notes of each clip; empty where it takes none.
    """

    tensors: Mapping[str, Tensor] = field(default_factory=dict)
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class ContextFrame:
    """A frame of a shot beside a clip.

    Attributes:
        picture: RGB (H, W, 3) uint8.
        shot: the shot's place among the clip's and its neighbours', the first one 0.
    """

    picture: Image
    shot: int


@dataclass(frozen=True)
class ShownClip:
    """A clip as it is shown to a narrator.

    Attributes:
        clip: when it is.
        frames: ``view.frames`` uniform RGB pictures (H, W, 3) uint8, None where one is missing.
        times: when each of them is, in ms.
        characters: who may be in it, the likeliest first.
        faces: for each frame whose face was recognised where, by name; empty unless the view asks.
        recognised: whether the characters are known to be in it; else it may be anybody's.
        shots: its shots and their neighbours; None unless the view asks.
        before: frames of the shots before it, and ``after`` of those after it, in order of time.
    """

    clip: Span
    frames: Sequence[Image | None]
    times: Sequence[int] = ()
    characters: Sequence[Named] = ()
    faces: Sequence[Mapping[str, Box]] = ()
    recognised: bool = False
    shots: ClipShots | None = None
    before: Sequence[ContextFrame] = ()
    after: Sequence[ContextFrame] = ()


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
        faces: whether it is shown where somebody's face was recognised.
        shots: whether it is told of the clips' shots.
        context: frames of each shot beside a clip that it is shown; 0 for none.
        words: whether it offers wordings; without them each clip becomes a cue.
    """

    frames: int
    short_side: int
    window: int
    characters: int
    portraits: bool = False
    lines: int = 0
    faces: bool = False
    shots: bool = False
    context: int = 0
    words: bool = True


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
        named: whom its wordings for the clips before have named.
        budgets: for each clip how many words there is time for.
        dialogue: for each clip what is said before it, and after it.
    """

    clips: Sequence[Span]
    seen: Seen
    present: Tensor
    characters: Sequence[Sequence[Named]]
    portraits: Mapping[str, Tensor]
    before: Sequence[str] = ()
    named: Sequence[str] = ()
    budgets: Sequence[int] = ()
    dialogue: Sequence[Dialogue] = ()


@dataclass(frozen=True, slots=True)
class Dialogue:
    """What is said around a clip.

    Attributes:
        before: what is said last before it, in order.
        after: what is said first after it, in order.
    """

    before: tuple[Said, ...] = ()
    after: tuple[Said, ...] = ()


@dataclass(frozen=True)
class Offer:
    """What a narrator offers for a clip.

    Attributes:
        candidates: wordings, best first; none for a clip without a frame.
        reason: why there is none: a sentence; empty where that is plain.
        facts: what else the script should know of it: JSON-ready values by name.
    """

    candidates: tuple[Candidate, ...] = ()
    reason: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


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

    def see(self, clips: Iterable[ShownClip], progress: Progress) -> Seen:
        """Look at consecutive clips.

        Args:
            clips: the clips. Read once, in order.
            progress: hears of what the user should know.
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

    def narrate(self, group: Group, progress: Progress) -> list[Offer]:
        """Offer wordings for each clip.

        Args:
            group: the clips.
            progress: hears of every clip.
        """
