"""``adtool cast check``: whether a cast's portraits are of use for recognition."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adtool.cast.cast import read_cast
from adtool.cast.character import Cast
from adtool.cli.check import FOUND_ERRORS
from adtool.cli.options import MODEL, json_option, reports
from adtool.cli.setting import SHARE, Setting, settings_options
from adtool.output import STDOUT, write_text
from adtool.progress import Notebook, Progress
from adtool.recognition import AUTO, RECOGNISERS, Recogniser
from adtool.settings import CharacterSettings, ModelSettings

if TYPE_CHECKING:
    from adtool.recognition.cast_check import Finding, Seen

RECOGNISER = (
    Setting(
        "recogniser",
        "--faces",
        "What looks at the portraits; auto is what describe would take.",
        click.Choice([AUTO, *RECOGNISERS]),
    ),
    Setting(
        "threshold",
        "--face-threshold",
        "Cosine from which on two look alike; else the recogniser's own.",
        SHARE,
    ),
    Setting("detector", "--face-detector", "How dlib finds faces.", click.Choice(["hog", "cnn"])),
)


@dataclass(frozen=True)
class _Report:
    """What the check found."""

    path: Path
    cast: Cast
    seen: Sequence[Seen]
    recogniser: str
    threshold: float | None
    findings: Sequence[Finding]
    unchecked: Sequence[str]

    def levels(self) -> dict[str, int]:
        """Return how many findings each level has."""
        found = [finding.level for finding in self.findings]
        return {level: found.count(level) for level in ("error", "warning")}


@click.command()
@click.argument("file", metavar="CAST", type=click.Path(path_type=Path))
@click.option(
    "--movie",
    metavar="ID",
    default="",
    help="Which movie is meant of a character bank with several.",
)
@settings_options("characters", CharacterSettings, RECOGNISER)
@settings_options("model_settings", ModelSettings, (MODEL,))
@json_option
@reports
def check(
    file: Path,
    movie: str,
    characters: CharacterSettings,
    model_settings: ModelSettings,
    as_json: bool,
    progress: Progress,
) -> None:
    """Say what recognition would stumble over in CAST, a cast.json.

    Finds portraits that cannot be opened, show no face or several, different characters who look
    alike to the recogniser, and portraits of one character that look unlike each other. Which
    recogniser is best depends on the film, and so on the model: name the one that will describe it.

    The exit code is 3 if there are errors, and 0 if there are warnings only.
    """
    from adtool.recognition.cast_check import ERROR, Finding, find_faults, look_at

    notebook = Notebook(progress)
    cast = read_cast(file, movie, progress=notebook)
    broken = [Finding(ERROR, "broken", (), (), f"{note}") for note in notebook.notes]
    recogniser, unchecked = None, ["faces; no portrait can be used."]
    if any(character.portraits for character in cast.characters):
        recogniser, unchecked = _recogniser(characters, model_settings, progress)
    threshold = characters.threshold
    if threshold is None or recogniser is None:
        threshold = recogniser.threshold if recogniser else None
    seen = look_at(cast, recogniser)
    found = [*broken, *find_faults(cast, seen, threshold)]
    name = recogniser.name if recogniser else "none"
    report = _Report(file, cast, seen, name, threshold, found, unchecked)
    write_text(STDOUT, _as_json(report) if as_json else _as_text(report))
    if report.levels()["error"]:
        raise click.exceptions.Exit(FOUND_ERRORS)


def _recogniser(
    settings: CharacterSettings, model_settings: ModelSettings, progress: Progress
) -> tuple[Recogniser | None, list[str]]:
    """Return the recogniser that describe would take, and what cannot be checked with it."""
    from adtool import recognition
    from adtool.narration.loader import NarratorLoader

    recognition.require(settings.recogniser)
    if settings.recogniser == "none":
        return None, ["faces; name a recogniser with --faces."]
    narrator = NarratorLoader(model_settings).get()
    name, note = recognition.choose(settings.recogniser, drawn=narrator.drawn)
    recogniser = recognition.load_recogniser(name, settings, narrator.encoder)
    if recogniser is None:
        return None, [f"faces. {note}"]
    if recogniser.notice:
        progress.note(recogniser.notice)
    if name != "clip":
        return recogniser, []
    advice = "name dlib or insightface with --faces if living people are shown"
    return recogniser, [f"how many faces a portrait shows; clip takes it as a whole ({advice})."]


def _as_text(report: _Report) -> str:
    """Return a paragraph a finding, and a summary."""
    from adtool.recognition.cast_check import pairs_of

    said = [f"{_said(report, finding)}\n\n" for finding in report.findings]
    counts = [
        f"{count} {level}{'' if count == 1 else 's'}" for level, count in report.levels().items()
    ]
    portraits = len(report.seen)
    said.append(
        f"{report.path}: characters: {len(report.cast.characters)}; portraits: {portraits}; "
        f"{', '.join(counts)}.\n"
    )
    if pairs := pairs_of(report.seen):
        first = pairs[0]
        said.append(
            f"Most alike to {report.recogniser}: {first.one.character} and "
            f"{first.other.character}, {first.similarity:.2f}; from {report.threshold:.2f} on they "
            "would be one person.\n"
        )
    return "".join([*said, *(f"Not checked: {what}\n" for what in report.unchecked)])


def _said(report: _Report, finding: Finding) -> str:
    what = finding.what.removeprefix(f"{report.path}: ")
    return f"{report.path}: {finding.level}: {what} [{finding.rule}]"


def _as_json(report: _Report) -> str:
    from adtool.recognition.cast_check import pairs_of

    folder = report.path.resolve().parent
    document = {
        "cast": str(report.path),
        "recogniser": report.recogniser,
        "threshold": report.threshold,
        "portraits": [
            {
                "character": one.character,
                "path": str(one.path.relative_to(folder)),
                "faces": one.faces,
            }
            for one in report.seen
        ],
        "pairs": [
            {
                "characters": [pair.one.character, pair.other.character],
                "similarity": round(pair.similarity, 4),
            }
            for pair in pairs_of(report.seen)
        ],
        "findings": [
            {
                "level": finding.level,
                "rule": finding.rule,
                "characters": finding.characters,
                "portraits": [str(path.relative_to(folder)) for path in finding.portraits],
                "what": finding.what,
            }
            for finding in report.findings
        ],
        "levels": report.levels(),
        "unchecked": list(report.unchecked),
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
