"""A clip on its way to its line: who is in it, what was offered for it, and what was put right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from adtool.cast.character import Appearance, Character
from adtool.timeline import Candidate, Clip, Correction, Line, Omission

if TYPE_CHECKING:
    from torch import Tensor


@dataclass(frozen=True)
class ClipNarration:
    """All that is known of a clip, from recognition to fitting; each stage adds its part.

    Attributes:
        clip: the clip.
        characters: who may be in it, the likeliest first.
        appearances: who was recognised in it, most present first; None where nobody looked.
        readable: whether any of its frames could be read.
        candidates: the wordings that may be said, best first.
        corrections: what was changed in the wordings that the narrator offered.
        reason: why the narrator offered none: a sentence; empty where that is plain.
        facts: what else is known of it: JSON-ready values by name.
        look: the mean (C,) of its frames' normalised features by the narrator's encoder, zero
            without a frame; None where it has no encoder.
    """

    clip: Clip
    characters: Sequence[Character] = ()
    appearances: Sequence[Appearance] | None = None
    readable: bool = True
    candidates: tuple[Candidate, ...] = ()
    corrections: tuple[Correction, ...] = ()
    reason: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    look: Tensor | None = field(default=None, compare=False, repr=False)

    def nameable(self, most: int) -> list[Character]:
        """Return whom a narrator may name, the likeliest first: whom the film has introduced."""
        return [who for who in self.characters if who.introduced_at <= self.clip.start][:most]

    @property
    def introduced(self) -> list[Character] | None:
        """Whom the film has introduced of those recognised; None where nobody looked."""
        if self.appearances is None:
            return None
        seen = [appearance.character for appearance in self.appearances]
        return [who for who in seen if who.introduced_at <= self.clip.start]

    def line(
        self,
        start: int,
        end: int,
        text: str,
        *,
        shortened: bool = False,
        extended: bool = False,
        placeholder: bool = False,
    ) -> Line:
        """Return the line that the clip gets, with all that is known of it."""
        appearances = self.appearances or ()
        return Line(
            start,
            end,
            text,
            self.clip,
            self.candidates,
            tuple(appearance.character.name for appearance in appearances),
            shortened,
            extended,
            tuple(round(appearance.presence, 3) for appearance in appearances),
            self.corrections,
            placeholder,
            self.facts,
        )

    def omission(self, reason: str) -> Omission:
        """Return why the clip gets no line, with all that is known of it."""
        return Omission(self.clip, reason, self.candidates, self.corrections, self.facts)


def narrations_of(
    clips: Sequence[Clip],
    cast: Sequence[Character],
    appearances: Sequence[Sequence[Appearance]] | None,
    unrecognised: str,
) -> list[ClipNarration]:
    """Begin the narration of clips: say who may be in each.

    Args:
        clips: the clips.
        cast: everybody.
        appearances: for each clip who was recognised; None where nobody looked: it may be anybody.
        unrecognised: who may be in a clip where nobody was recognised: "unknown", or the "cast".
    """
    if appearances is None:
        return [ClipNarration(clip, cast) for clip in clips]
    nobody = cast if unrecognised == "cast" else ()
    return [
        ClipNarration(clip, [appearance.character for appearance in there] or nobody, there)
        for clip, there in zip(clips, appearances, strict=True)
    ]
