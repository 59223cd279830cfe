"""``adtool cast check``: whether a cast's portraits are of use for recognition."""

from __future__ import annotations

from pathlib import Path

import click

from adtool.cli.check import FOUND_ERRORS
from adtool.cli.helpful import command
from adtool.cli.options import json_option, reports
from adtool.cli.pipeline_options import MODEL
from adtool.cli.setting import PATH, SHARE, Setting, settings_options
from adtool.output import STDOUT, write_text
from adtool.progress import Progress
from adtool.recognition import AUTO, RECOGNISERS
from adtool.settings import CharacterSettings, ModelSettings

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


@command()
@click.argument("file", metavar="CAST", type=PATH)
@click.option(
    "--movie",
    metavar="ID",
    default="",
    help="Which movie is meant of a character bank with several.",
)
@settings_options("characters", CharacterSettings, RECOGNISER, "Faces")
@settings_options("model_settings", ModelSettings, (MODEL,), "Faces")
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
    from adtool.checking.cast import check_cast
    from adtool.recognition import cast_report

    report = check_cast(file, movie, characters, model_settings, progress)
    said = cast_report.as_json(report) if as_json else cast_report.as_text(report)
    write_text(STDOUT, said)
    if report.levels["error"]:
        raise click.exceptions.Exit(FOUND_ERRORS)
