"""What ``adtool check`` does between its options and its report: read, listen, check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from adtool.cast.lookup import find_cast
from adtool.checking.check import check
from adtool.checking.figures import figures
from adtool.checking.finding import Finding
from adtool.checking.houses import house
from adtool.checking.mending import mend
from adtool.checking.reading import read_checked
from adtool.checking.reports.reports import Report
from adtool.checking.rules.table import RULES, SPACES
from adtool.checking.subject import Subject, subject_of
from adtool.progress import SILENT, Progress
from adtool.scripts import refuse_losses
from adtool.scripts.layout import PLAIN_LAYOUT, LayoutSettings
from adtool.settings import CheckSettings, SpeechSettings
from adtool.timeline import Script, Span, merge


@dataclass(frozen=True, slots=True)
class Sources:
    """What is known of a script, beside its file.

    Attributes:
        movie: the movie, whose speech is heard.
        gaps: a gaps.json, whose speech is taken, so that none is heard.
        subtitles: the dialogue's own, whose times are taken for the speech.
        cast: who is in the movie: a cast.json, or a character bank.
        language: the script's language; empty for what the file says.
        strict: refuse a file with any fault.
        layout: what the times of its file mean.

    Raises:
        ValueError: if speech is known from two sides.
    """

    movie: Path | None = None
    gaps: Path | None = None
    subtitles: Path | None = None
    cast: Path | None = None
    language: str = ""
    strict: bool = False
    layout: LayoutSettings = PLAIN_LAYOUT

    def __post_init__(self) -> None:
        if self.gaps and (self.movie or self.subtitles):
            raise ValueError("--gaps says when somebody speaks; leave --movie and --subtitles")


@dataclass(frozen=True, slots=True)
class Style:
    """What is asked of a script.

    Attributes:
        house: an entry of ``HOUSES`` or a house's file, for its levels and words; its numbers are
            for who makes ``numbers``.
        levels: other levels than the house's for some rules.
        numbers: the numbers behind the rules.
    """

    house: str = "adtool"
    levels: Mapping[str, str] = field(default_factory=dict)
    numbers: CheckSettings = field(default_factory=CheckSettings)

    def asked(self) -> Asked:
        """Return all that is asked for; a house's file is read for it."""
        own = house(self.house)
        numbers = replace(self.numbers, banned=self.numbers.banned or own.words)
        return Asked(numbers, {**own.levels, **self.levels}, own.clauses)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a style asks for, with what its house has said.

    Attributes:
        numbers: the numbers behind the rules, with the words of the house.
        levels: other levels than their own for some rules.
        clauses: where the house asks for what some rules look for.
    """

    numbers: CheckSettings
    levels: Mapping[str, str]
    clauses: Mapping[str, str]

    def check(self, subject: Subject) -> tuple[Finding, ...]:
        """Find what breaks a rule."""
        return check(subject, self.numbers, self.levels, self.clauses)


Heard = tuple[tuple[Span, ...] | None, int]
"""When somebody speaks in a movie, None where nothing tells, and how long it is, in ms."""


def check_file(
    path: Path,
    sources: Sources | None = None,
    style: Style | None = None,
    speech: SpeechSettings | None = None,
    progress: Progress = SILENT,
    known: Heard | None = None,
) -> Report:
    """Find in a script what a reviewer would find.

    Args:
        path: the script; ``-`` is standard input.
        sources: what is known of it.
        style: what is asked of it.
        speech: how speech is found in the movie.
        progress: hears how far it is.
        known: what was heard of its movie already.

    Raises:
        AdtoolError: if a file cannot be read, or the style names what there is not.
    """
    sources, style = sources or Sources(), style or Style()
    reading = read_checked(path, strict=sources.strict, layout=sources.layout.layout())
    spoken, duration = known or heard(path, reading.script, sources, speech, progress)
    asked = style.asked()
    subject = subject_of(
        reading,
        language=sources.language,
        speech=spoken,
        cast=find_cast(sources.cast, sources.movie),
        duration=duration,
    )
    findings = asked.check(subject)
    found = figures(subject, asked.numbers)
    left = tuple(unchecked(subject, asked.numbers))
    return Report(str(path), style.house, findings, found, left, subject.spaced)


def mended(
    path: Path,
    sources: Sources,
    style: Style,
    speech: SpeechSettings | None = None,
    progress: Progress = SILENT,
) -> tuple[Script, Script, Heard]:
    """Return a script as it stands in a file, with what is mechanical mended, and what was heard.

    Args and errors are those of ``check_file``; a file that lost text is refused, too.
    """
    reading = read_checked(path, strict=sources.strict, layout=sources.layout.layout())
    whole = refuse_losses(path, reading)
    spoken, duration = heard(path, whole, sources, speech, progress)
    subject = subject_of(reading, language=sources.language, speech=spoken, duration=duration)
    numbers = style.asked().numbers
    made = mend(whole, numbers, english=subject.english, speech=subject.speech)
    return whole, made, (spoken, duration)


def heard(
    path: Path,
    script: Script,
    sources: Sources,
    settings: SpeechSettings | None,
    progress: Progress,
) -> Heard:
    """Return when somebody speaks, and the movie's length."""
    if sources.gaps:
        from adtool.gaps.report import read_gaps

        known = read_gaps(sources.gaps)
        if script.duration:
            known.refuse_other(path, script.duration)
        return known.speech, known.duration
    if sources.movie:
        from adtool.gaps.survey import survey

        found = survey(sources.movie, settings, subtitles=sources.subtitles, progress=progress)
        return found.speech, found.duration
    if sources.subtitles:
        from adtool.speech.readers.film import Film
        from adtool.speech.subtitles import read_dialogue

        told = settings or SpeechSettings()
        film = Film(offset=told.subtitles_offset, note=progress.note)
        return merge(read_dialogue(sources.subtitles, film, told.songs)), 0
    return None, 0


def unchecked(subject: Subject, settings: CheckSettings) -> Iterator[str]:
    """Say what could not be looked at, and what would make it possible."""
    if subject.speech is None:
        yield "speech; name --movie, --gaps or --subtitles."
    if subject.cast is None:
        yield "names; name --cast."
    asked = {name: rule for name, rule in RULES.items() if rule.is_asked(settings)}
    left_out = [name for name, rule in asked.items() if not rule.holds_for(subject)]
    counted = [name for name in left_out if RULES[name].needs == SPACES]
    if counted:
        yield (
            f"words ({', '.join(counted)}); these rules need spaces between them, and the script "
            f"is {_language(subject)}."
        )
    worded = [name for name in left_out if name not in counted]
    if worded:
        yield (
            f"wording ({', '.join(worded)}); these rules know English, and the script is "
            f"{_language(subject)}. If it is English, say --language en."
        )


def _language(subject: Subject) -> str:
    """Return what is known of a script's language."""
    tag = subject.script.language
    if not tag.startswith("und"):
        return repr(tag)
    alphabet = tag.partition("-")[2]
    return f"in another alphabet ({alphabet})" if alphabet else "in a language that is not named"
