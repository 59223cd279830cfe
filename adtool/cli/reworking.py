"""What ``adtool convert`` does with scripts beside their formats: merge, split, refit, recall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import click

from adtool.cli.setting import PATH, TIME, Setting
from adtool.progress import Progress
from adtool.scripts import read_script
from adtool.scripts.conversion import Read
from adtool.scripts.merging import ends_of, merged
from adtool.scripts.recalling import recalled
from adtool.scripts.splitting import split
from adtool.timeline import Line, Script, clock

PART = "{part}"
"""What stands for a part's number in the outputs of ``--split-at``."""


class Times(click.ParamType[tuple[int, ...]]):
    """Times of a film with commas between, as ms."""

    name = "times"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, ...]:
        """Read 0,20:00,1:05:30."""
        if isinstance(value, tuple):
            return value
        return tuple(TIME.convert(one.strip(), param, ctx) for one in str(value).split(","))


@dataclass(frozen=True)
class Reworking:
    """What is done with scripts.

    Attributes:
        merge: make one script of all.
        offsets: when each of them begins, in ms; empty for one after the other.
        split: when parts end, in ms; empty for one script.
        old_cut: gaps.json of the cut that the script is of.
        new_cut: gaps.json of the cut that it is fitted to.
        draft: the ad.json of which it is an edited copy.

    Raises:
        ValueError: if they cannot be meant together.
    """

    merge: bool = False
    offsets: tuple[int, ...] = ()
    split: tuple[int, ...] = ()
    old_cut: Path | None = None
    new_cut: Path | None = None
    draft: Path | None = None

    def __post_init__(self) -> None:
        if self.offsets and not self.merge:
            raise ValueError("--offsets is for --merge")
        edges = (0, *self.split)
        if any(one >= two for one, two in pairwise(edges)):
            raise ValueError("--split-at takes times that rise, from above 0")
        if (self.old_cut is None) != (self.new_cut is None):
            raise ValueError("--old-cut and --new-cut belong together: a gaps.json of either")

    @property
    def any(self) -> bool:
        """Whether anything is to be done."""
        return self != Reworking()

    def refuse(self, scripts: Sequence[Path], output: Path | None) -> None:
        """Raise a ValueError for what cannot be meant with these scripts and that output."""
        if self.offsets and len(self.offsets) != len(scripts):
            raise ValueError(
                f"--offsets names {len(self.offsets)} times, and there are {len(scripts)} scripts"
            )
        if len(scripts) > 1 and not self.merge and self.any:
            raise ValueError("--split-at, --new-cut and --draft take one script, or --merge")
        if output is not None and (PART in str(output)) != bool(self.split):
            raise ValueError(f"--split-at needs {PART} in -o, as in -o 'reel{PART}.srt'")

    def outputs(self, output: Path) -> list[Path]:
        """Return the output of each part."""
        if not self.split:
            return [output]
        numbers = range(1, len(self.split) + 2)
        return [Path(str(output).replace(PART, str(number))) for number in numbers]

    def apply(self, reads: Sequence[Read], progress: Progress) -> list[Read]:
        """Return the scripts that are written, in order.

        Raises:
            click.UsageError: if parts do not tell where they begin.
            AdtoolError: if a file cannot be read, or is of another film.
        """
        read = self._merged(reads)
        if self.draft:
            read = self._recalled(read, progress)
        if self.new_cut and self.old_cut:
            read = self._refitted(read, progress)
        if not self.split:
            return [read]
        parts = split(read.script, self.split)
        for line in parts.crossing:
            progress.note(f"Warning: {_shown(line)} stands across the end of a part.")
        return [replace(read, script=part) for part in parts.parts]

    def _merged(self, reads: Sequence[Read]) -> Read:
        if not self.merge:
            return reads[0]
        scripts = [read.script for read in reads]
        try:
            offsets = self.offsets or ends_of(scripts)
        except ValueError as error:
            raise click.UsageError(
                f"Where do the parts begin? {str(error).capitalize()}: say --offsets 0,20:00,…"
            ) from error
        return replace(reads[0], script=merged(scripts, offsets))

    def _recalled(self, read: Read, progress: Progress) -> Read:
        assert self.draft is not None
        script, found = recalled(read.script, read_script(self.draft))
        progress.note(
            f"{self.draft.name} knows {found} of the {len(script.lines)} lines by their ids."
        )
        return replace(read, script=script)

    def _refitted(self, read: Read, progress: Progress) -> Read:
        from adtool.errors import GapsError
        from adtool.gaps.refitting import refit
        from adtool.gaps.report import read_gaps

        assert self.old_cut is not None
        assert self.new_cut is not None
        old, new = read_gaps(self.old_cut), read_gaps(self.new_cut)
        if read.script.duration:
            old.refuse_other(read.source, read.script.duration)
        try:
            made = refit(read.script, old, new)
        except ValueError as error:
            raise GapsError(self.new_cut, f"{error}; is it the same film?") from error
        if made.speed != 1:
            progress.note(f"The new cut runs at another speed: times are × {made.speed}.")
        for misfit in made.misfits:
            progress.note(f"Left out: {_shown(misfit.line)} {misfit.why}.")
        for doubt in made.doubtful:
            progress.note(f"Look at: {_shown(doubt.line)} {doubt.why}.")
        progress.note(_counted(read.script, len(made.misfits), len(made.doubtful)))
        return replace(read, script=made.script)


def _counted(script: Script, misfits: int, doubtful: int) -> str:
    kept = len(script.lines) - misfits
    return (
        f"{kept} of {len(script.lines)} lines have their place in the new cut, {doubtful} of them "
        f"to look at; {misfits} left out."
    )


def _shown(line: Line) -> str:
    text = " ".join(line.text.split())
    return f"{clock(line.start)}: {text if len(text) <= 60 else text[:59] + '…'!r}"


REWORKING = (
    Setting("merge", "--merge", "Make one script of all: reels, or parts of a film.", bool),
    Setting(
        "offsets",
        "--offsets",
        "When each of the merged scripts begins, like 0,20:00,41:30.",
        Times(),
        shown="each where the film of the one before ends",
        metavar="TIMES",
    ),
    Setting(
        "split",
        "--split-at",
        "Write several scripts: where each part but the last ends, like 20:00,41:30; then -o has "
        "{part} in it.",
        Times(),
        shown="one script",
        metavar="TIMES",
    ),
    Setting("old_cut", "--old-cut", "gaps.json of the cut that the script is of.", PATH),
    Setting(
        "new_cut",
        "--new-cut",
        "gaps.json of another cut: the lines are fitted to it, and told where they do not fit.",
        PATH,
    ),
    Setting(
        "draft",
        "--draft",
        "ad.json of which SCRIPT is an edited copy: what it knows of each line is kept.",
        PATH,
    ),
)
