"""Clips in, candidates out: what a narrator offers for a movie's clips, kept by windows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING, Any

from adtool.cast.character import Character
from adtool.english.names import named
from adtool.narration.clip import ClipNarration
from adtool.narration.narrator import Dialogue, Group, Narrator, Offer, Seen
from adtool.narration.seeing import Viewing, Window, sight_of
from adtool.progress import Progress
from adtool.timeline import Candidate, Clip
from adtool.work import JSON

if TYPE_CHECKING:
    from torch import Tensor


@dataclass(frozen=True)
class Told:
    """What a narrator is told of a movie, beside who is in which clip.

    Attributes:
        cast: everybody.
        portraits: what they look like to it, by name.
        dialogue: what is said around each clip; empty where nobody knows.
        budgets: how many words there is time for in each clip.
    """

    cast: Sequence[Character] = ()
    portraits: Mapping[str, Tensor] = field(default_factory=dict)
    dialogue: Mapping[Clip, Dialogue] = field(default_factory=dict)
    budgets: Mapping[Clip, int] = field(default_factory=dict)


def narrate(
    viewing: Viewing, narrations: Sequence[ClipNarration], seen: Sequence[Window], told: Told
) -> list[ClipNarration]:
    """Let the narrator offer wordings for every clip.

    Args:
        viewing: the movie and the narrator.
        narrations: the clips, and who may be in each.
        seen: what ``see`` returned of these clips.
        told: what else it is told.

    Returns:
        The clips with their candidates, best first; none for a clip without a frame.
    """
    narrator, view = viewing.narrator, viewing.narrator.view
    groups = _Groups(narrations, told, view.characters, view.lines)

    def key(window: Window) -> object:
        group = groups.of([window])
        return {
            **sight_of(narrator),
            "wording": narrator.wording,
            "clips": [(clip.start, clip.end) for clip in group.clips],
            "names": [[[who.name, who.actor] for who in clip] for clip in group.characters],
            "portraits": _digest(told.portraits, group.characters),
            **groups.key(group, window.seen),
        }

    def compute(missing: Sequence[Window], progress: Progress) -> list[object]:
        found = iter(narrator.narrate(groups.of(missing), progress))
        return [[_dump(offer) for offer in islice(found, len(window))] for window in missing]

    kept: Iterator[Any] = viewing.work.keep_groups(
        "candidates",
        seen,
        key,
        compute,
        JSON,
        title="Describing clips",
        progress=viewing.progress,
        at_once=1 if view.lines else narrator.settings.windows,
    )
    for window in kept:
        groups.add([_load(offer) for offer in window])
    readable = [bool(row.any()) for window in seen for row in window.present]
    return [
        replace(
            narration,
            candidates=offer.candidates,
            readable=there,
            reason=offer.reason,
            facts={**narration.facts, **offer.facts},
            look=look,
        )
        for narration, offer, there, look in zip(
            narrations, groups.offered, readable, _looks(narrator, seen), strict=True
        )
    ]


def _looks(narrator: Narrator, seen: Sequence[Window]) -> Iterator[Tensor | None]:
    """Yield what each clip looks like to the narrator's encoder; None where it has none."""
    from adtool.model.text_side import mean_look

    for window in seen:
        features = window.seen.tensors.get("features")
        if features is None or narrator.encoder is None:
            yield from [None] * len(window)
        else:
            yield from mean_look(features, window.present)


class _Groups:
    """Makes groups of windows: what the narrator is told of them.

    Args:
        narrations: all clips.
        told: what it is told of the movie.
        characters: the most characters of a clip that it is told of.
        lines: how many of its wordings before a group it is told.
    """

    def __init__(
        self, narrations: Sequence[ClipNarration], told: Told, characters: int, lines: int
    ) -> None:
        self.offered: list[Offer] = []
        self._before: list[str] = []
        self._unnamed = {who.name for who in told.cast if lines}
        self._told, self._lines = told, lines
        self._named = {one.clip: one.nameable(characters) for one in narrations}

    def add(self, offers: Sequence[Offer]) -> None:
        """Take note of what was offered for the next clips."""
        self.offered += offers
        lines = [offer.candidates[0].text for offer in offers if offer.candidates]
        self._before += lines
        if self._unnamed:
            found = (one.character for line in lines for one in named(line, self._told.cast))
            self._unnamed -= {who.name for who in found if who}

    def of(self, windows: Sequence[Window]) -> Group:
        """Join windows to what the narrator is told of them."""
        import torch

        clips = [clip for window in windows for clip in window.clips]
        rows = [window.seen.tensors for window in windows]
        return Group(
            clips=clips,
            seen=Seen(
                {name: torch.cat([row[name] for row in rows]) for name in rows[0]},
                [note for window in windows for note in window.seen.notes],
            ),
            present=torch.cat([window.present for window in windows]),
            characters=[self._named[clip] for clip in clips],
            portraits=self._told.portraits,
            before=self._before[-self._lines :] if self._lines else (),
            named=[
                who.name
                for who in (self._told.cast if self._lines else ())
                if who.name not in self._unnamed
            ],
            budgets=[self._told.budgets.get(clip, 0) for clip in clips],
            dialogue=[self._told.dialogue.get(clip, Dialogue()) for clip in clips],
        )

    def key(self, group: Group, seen: Seen) -> dict[str, object]:
        """Return what only narrators with lines before and notes depend on."""
        told: dict[str, object] = {"before": list(group.before)}
        if seen.notes:
            told["notes"] = list(seen.notes)
            told["named"] = list(group.named)
            told["budgets"] = list(group.budgets)
            told["dialogue"] = [
                [[said.text for said in part] for part in (one.before, one.after)]
                for one in group.dialogue
            ]
        return told


def _dump(offer: Offer) -> object:
    texts = [(one.text, one.score) for one in offer.candidates]
    return {"candidates": texts, "reason": offer.reason, "facts": dict(offer.facts)}


def _load(kept: Any) -> Offer:
    candidates = tuple(Candidate(*one) for one in kept["candidates"])
    return Offer(candidates, kept["reason"], kept["facts"])


def _digest(portraits: Mapping[str, Tensor], characters: Sequence[Sequence[Any]]) -> str:
    """Return a digest of what those look like whom a window's prompts name."""
    digest = sha256()
    for name in sorted({who.name for clip in characters for who in clip} & portraits.keys()):
        digest.update(name.encode())
        digest.update(portraits[name].float().cpu().numpy().tobytes())
    return digest.hexdigest()[:24]
