"""Where movies are described, one after the other, on this machine or on one of a cluster's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adtool.narration.loader import NarratorLoader
from adtool.progress import SILENT, Progress
from adtool.scripts import FORMATS, losses, write_script
from adtool.scripts.formats import FRAMES, refuse_without_rate
from adtool.scripts.layout import PLAIN_LAYOUT, LayoutSettings, timecode_of, timecode_of_movie
from adtool.scripts.targets import Target, missing, names_of
from adtool.settings import BUNDLED, Settings
from adtool.timeline import Said, Script, Span
from adtool.work import alone, default_root

if TYPE_CHECKING:
    from adtool.cast.character import Cast

DRAWN_WORLD = (
    "Using the bundled model, which knows only a small drawn world; choose another with --model."
)
PAUSES = "pauses of the film"
"""What not every format has a place for, and a player must know."""

Film = tuple[Path, Sequence[Target]]
"""A movie, and the files that it gets."""


@dataclass(frozen=True)
class Sources:
    """The files and folders that help to describe a movie."""

    cast: Path | None = None
    cast_movie: str = ""
    subtitles: Path | None = None
    gaps: Path | None = None
    work: Path | None = None
    fresh: bool = False
    begin: int = 0
    minutes: float | None = None
    dry_run: bool = False

    @property
    def part(self) -> Span | None:
        """The part of a movie that is described; None for all of it."""
        if not self.begin and self.minutes is None:
            return None
        length = 10**9 if self.minutes is None else max(1, round(self.minutes * 60_000))
        return Span(self.begin, self.begin + length)


class Desk:
    """Where movies are described, one after the other; the model is loaded once for all.

    Args:
        sources: what helps to describe them.
        settings: how.
        progress: hears of every movie.
        quiet: whether stdout is for JSON alone.
        skip_existing: leave the files that are there.
        layout: how scripts are laid out.
        dialogue: what is said in the movie, to be shown around the lines.
    """

    def __init__(
        self,
        sources: Sources,
        settings: Settings,
        progress: Progress,
        *,
        quiet: bool = True,
        skip_existing: bool = False,
        layout: LayoutSettings | None = None,
        dialogue: tuple[Said, ...] = (),
    ) -> None:
        self._layout, self._dialogue = layout or LayoutSettings(), dialogue
        self.sources, self.settings, self.progress = sources, settings, progress
        self.quiet, self.skip_existing = quiet, skip_existing
        self.loader = NarratorLoader(settings.model)

    def write(self, work: tuple[Path, Sequence[Target]]) -> dict[str, object]:
        """Describe a movie, write its files, and return what --json says of it."""
        from adtool.narration.summary import summarise

        movie, files = work
        left, script = self._left(movie, files)
        if not left:
            self.progress.note(f"{movie.name}: is done already.")
            return {"movie": movie.name, **_outputs(files, left)}
        self._refuse_layout(movie, left)
        if script is None:
            with alone(self._root, left[0][0]):
                script = self._describe(movie)
        else:
            self.progress.note(f"{movie.name}: from the script there is: {names_of(left)}.")
        layout = self._layout.layout(timecode_of(script), self._dialogue)
        for path, name in left:
            write_script(script, path, name, layout)
            if PAUSES in losses(script, name):
                self.progress.note(f"{path.name}: {FORMATS[name].title} does not say {PAUSES}.")
        summary = summarise(script)
        self.progress.note(summary.text())
        return {**summary.as_json(), **_outputs(files, left)}

    def _refuse_layout(self, movie: Path, files: Sequence[Target]) -> None:
        """Find out before the work whether the movie's frame rate has what is asked for."""
        from adtool.media import probe

        if self._layout.start_timecode or any(FORMATS[name].times == FRAMES for _, name in files):
            own = timecode_of_movie(probe(movie))
            refuse_without_rate([name for _, name in files], self._layout.layout(own))

    def forecast(self, work: tuple[Path, Sequence[Target]]) -> dict[str, object]:
        """Say what describing a movie would come to, and return what --json says of it."""
        from adtool.pipeline import plan

        movie, files = work
        self.progress.note(f"Looking at {movie.name} …")
        self._cast(movie)  # what is wrong with it is said now
        left, script = self._left(movie, files)
        said: dict[str, object] = {"movie": movie.name}
        if not left:
            text = f"{movie.name}: is done already."
        elif script is not None:
            text = f"{movie.name}: would be made of the script there is."
        else:
            planned = plan(movie, self.settings, **self._shared())
            text, said = planned.text(), planned.as_json()
        if left:
            text += f"\n  Files: {', '.join(str(path) for path, _ in left)} (not written)."
        if not self.quiet:
            click.echo(text)
        return {**said, **_outputs(files, left), "dry_run": True}

    def _left(
        self, movie: Path, files: Sequence[Target]
    ) -> tuple[tuple[Target, ...], Script | None]:
        """Return what is to be written, and the script that it is made of where there is one."""
        from adtool.narration.earlier import earlier_script

        left = missing(files, skip_existing=self.skip_existing)
        if not self.skip_existing:
            return left, None
        return left, earlier_script(movie, files, self.sources.part)

    def _describe(self, movie: Path) -> Script:
        from adtool.pipeline import describe as describe_movie

        self.progress.note(f"Describing {movie.name} …")
        if self.loader.settings.model == BUNDLED:
            self.progress.note(DRAWN_WORLD)
        cast, shared = self._cast(movie), self._shared()
        return describe_movie(movie, self.settings, cast=cast, fresh=self.sources.fresh, **shared)

    def _cast(self, movie: Path) -> Cast | None:
        from adtool.cast.lookup import find_cast

        strict, number = self.settings.characters.strict, self.sources.cast_movie
        return find_cast(
            self.sources.cast, movie, number=number, strict=strict, progress=self.progress
        )

    @property
    def _root(self) -> Path:
        """Where work is kept."""
        return self.sources.work or default_root()

    def _shared(self) -> dict[str, Any]:
        """Return what describing and forecasting are told alike."""
        from adtool.gaps.report import read_gaps

        sources = self.sources
        return {
            "subtitles": sources.subtitles,
            "gaps": read_gaps(sources.gaps) if sources.gaps else None,
            "narrator": self.loader,
            "work": self._root,
            "part": sources.part,
            "progress": self.progress,
        }


@dataclass(frozen=True)
class Order:
    """What a machine of a cluster is told: it can be pickled, and describes a movie when called.

    Attributes:
        sources: what helps to describe it; the paths are absolute.
        settings: how.
        skip_existing: leave the files that are there.
        layout: how scripts are laid out.
    """

    sources: Sources
    settings: Settings
    skip_existing: bool
    layout: LayoutSettings = PLAIN_LAYOUT

    def __call__(self, film: Film) -> None:
        """Describe a movie; the model that its machine has loaded for the same order is kept."""
        if not (_KEPT and _KEPT[0][0] == self):
            skip, layout = self.skip_existing, self.layout
            desk = Desk(self.sources, self.settings, SILENT, skip_existing=skip, layout=layout)
            _KEPT[:] = [(self, desk)]
        _KEPT[0][1].write(film)


_KEPT: list[tuple[Order, Desk]] = []
"""The one desk of this process, where it is a cluster's."""


def _outputs(files: Sequence[Target], left: Sequence[Target]) -> dict[str, object]:
    """Return what --json says of a movie's files."""
    skipped = [str(path) for path, name in files if (path, name) not in left]
    written: dict[str, object] = {"outputs": [str(path) for path, _ in left]}
    return {**written, "skipped": skipped} if skipped else written
