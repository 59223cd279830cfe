"""What ``adtool diff`` does between its options and its report: read both, hear once, compare."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from adtool.cast.lookup import find_cast
from adtool.checking.reading import read_checked
from adtool.checking.run import Sources, Style, heard, unchecked
from adtool.checking.subject import subject_of
from adtool.progress import SILENT, Progress
from adtool.revision.revision import Revision, revise
from adtool.scripts.layout import PLAIN_LAYOUT, LayoutSettings
from adtool.settings import SpeechSettings


def compare(
    draft: Path,
    edited: Path,
    sources: Sources,
    style: Style,
    layout: LayoutSettings = PLAIN_LAYOUT,
    speech: SpeechSettings | None = None,
    progress: Progress = SILENT,
) -> Revision:
    """Compare two files.

    Args:
        draft: the draft.
        edited: what a describer made of it.
        sources: what is known of the movie.
        style: what is asked of a script.
        layout: what the times of the files mean; ``original`` is the draft's and the edited's.
        speech: how speech is found in the movie.
        progress: hears how far it is.

    Raises:
        AdtoolError: if a file cannot be read.
    """
    readings = [
        read_checked(path, strict=sources.strict, layout=layout.layout())
        for path in (draft, edited)
    ]
    spoken, duration = heard(edited, readings[1].script, sources, speech, progress)
    cast = find_cast(sources.cast, sources.movie)
    subjects = [
        subject_of(reading, language=sources.language, speech=spoken, cast=cast, duration=duration)
        for reading in readings
    ]
    asked = style.asked()
    before, after = (asked.check(subject) for subject in subjects)
    return revise(
        replace(readings[0].script, language=subjects[0].script.language),
        replace(readings[1].script, language=subjects[1].script.language),
        names=(draft.name, edited.name),
        cast=cast.characters if cast else (),
        findings=(before, after),
        unchecked=tuple(unchecked(subjects[1], asked.numbers)),
    )
