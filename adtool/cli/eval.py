"""``adtool eval``: a benchmark's figures, beside those that the paper printed."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from adtool.cli.helpful import command
from adtool.cli.options import json_option, reports
from adtool.cli.pipeline_options import CHAT, DECODING, NAMES
from adtool.cli.setting import (
    COUNT,
    FILE,
    FOLDER,
    NEW,
    PATH,
    PLACE,
    SOME,
    Setting,
    settings_options,
    usage,
)
from adtool.evaluation.benchmarks import BENCHMARKS
from adtool.evaluation.outputs import Outputs, json_text, plain_text, shortfalls
from adtool.evaluation.request import BenchmarkSettings, PredictionSettings, Request
from adtool.evaluation.run import evaluate as run
from adtool.progress import Progress
from adtool.settings import ChatSettings, EvaluationSettings, ModelSettings

if TYPE_CHECKING:
    from adtool.evaluation.report import Evaluation


def _recalls(
    ctx: click.Context, param: click.Parameter, given: tuple[str, ...]
) -> tuple[tuple[int, int], ...]:
    """Read each K/N."""
    found = []
    for text in given:
        k, slash, n = text.partition("/")
        if not (slash and k.isdecimal() and n.isdecimal() and 1 <= int(k) <= int(n)):
            raise click.BadParameter(f"{text!r} is no K/N like 1/5.", ctx, param)
        found.append((int(k), int(n)))
    return tuple(found)


def _names(ctx: click.Context, param: click.Parameter, given: str | None) -> tuple[str, ...]:
    """Read a comma list of metrics; the table of them is only read where one is named."""
    if not given:
        return ()
    from adtool.evaluation.metrics.table import METRICS

    names = [name.strip().lower() for name in given.split(",") if name.strip()]
    if names == ["all"]:
        return tuple(METRICS)
    for name in names:
        if name not in METRICS:
            raise click.BadParameter(f"{name!r} is not one of {', '.join(METRICS)}.", ctx, param)
    return tuple(dict.fromkeys(names))


def _least(
    ctx: click.Context, param: click.Parameter, given: tuple[str, ...]
) -> tuple[tuple[str, float], ...]:
    """Read each FIGURE=VALUE."""
    found = []
    for text in given:
        name, equals, value = text.rpartition("=")
        try:
            found.append((name.strip(), float(value)))
        except ValueError:
            equals = ""
        if not equals or not name.strip():
            raise click.BadParameter(f"{text!r} is no FIGURE=VALUE like CIDEr=20.", ctx, param)
    return tuple(found)


BENCHMARK = (
    Setting("name", "--benchmark", "Which one.", click.Choice(list(BENCHMARKS))),
    Setting("annotations", "--annotations", "The ground truth's table, or its folder.", PLACE),
    Setting("films", "--films", "How many test films of storyworld or storyworld-ad.", SOME),
    Setting("movies", "--movie", "Score only this movie; may be repeated.", str, multiple=True),
    Setting("cast", "--cast", "Who is in them: a character bank, or a folder of casts.", PLACE),
    Setting(
        "metrics",
        "--metrics",
        "Comma list, or 'all'.",
        str,
        shown="the benchmark's own",
        metavar="LIST",
        callback=_names,
    ),
    Setting(
        "recalls",
        "--recall",
        "R@K/N; may be repeated.",
        str,
        shown="the benchmark's own",
        metavar="K/N",
        multiple=True,
        callback=_recalls,
    ),
    Setting("seed", "--seed", "Of all that is drawn: intervals, the judge.", COUNT),
    Setting("strict", "--strict", "Refuse what does not match the benchmark in full.", bool),
    Setting(
        "allow_missing",
        "--allow-missing",
        "Score predictions for fewer than 90 % of the rows, too.",
        bool,
    ),
    Setting(
        "missing",
        "--missing",
        "What a row without a prediction is: an empty line, or left out.",
        click.Choice(["empty", "left-out"]),
    ),
)
PREDICTIONS = (
    Setting("file", "--predictions", "A CSV, a JSONL, or an AD script with --movie.", FILE),
    Setting(
        "model",
        "--model",
        "Make the predictions: a model's folder or name, or 'bundled'.",
        str,
    ),
    Setting("videos", "--videos", "The films that the model is shown.", FOLDER),
    Setting(
        "features", "--features", "Or their features: HDF5, or adtool features' folder.", PLACE
    ),
    Setting(
        "characters",
        "--characters",
        "Whom prompts name: who is known to be in the clip, the whole cast, or nobody.",
        click.Choice(["clip", "cast", "nobody"]),
    ),
    Setting("compare", "--compare", "Other predictions, for a paired test.", FILE),
    Setting("work", "--work", "Folder for the films described.", PATH),
)
SCORING = (
    Setting("similarity", "--similarity", "BERTScore's model: a hub name or a folder.", str),
    Setting("layer", "--layer", "Its layer; 0 is the one published for the model.", COUNT),
    Setting("judge", "--judge", "LLM-AD-eval's chat model: a hub name or a folder.", str),
    Setting("coreference", "--coreference", "CRITIC's model: a hub name or a folder.", str),
)
OUTPUTS = (
    Setting(
        "report", "--output", "Write the report; JSON where it ends in .json.", NEW, short="-o"
    ),
    Setting("per_row", "--per-row", "Write a CSV with each row's figures.", NEW),
    Setting("predictions", "--save-predictions", "Write the model's predictions as a CSV.", NEW),
    Setting("overwrite", "--overwrite", "Replace outputs that exist.", bool),
    Setting(
        "fail_under",
        "--fail-under",
        "Exit with 1 where a figure is lower, like CIDEr=20; may be repeated.",
        str,
        metavar="FIGURE=VALUE",
        multiple=True,
        callback=_least,
    ),
)


@command(
    "eval",
    first=(
        *("benchmark", "annotations", "predictions", "model", "videos", "metrics", "output"),
        *("per_row", "compare", "json"),
    ),
)
@settings_options("benchmark", BenchmarkSettings, BENCHMARK, "The benchmark")
@settings_options("predictions", PredictionSettings, PREDICTIONS, "Predictions")
@settings_options("scoring", EvaluationSettings, SCORING, "Scoring")
@settings_options("decoding", ModelSettings, (*DECODING, NAMES), "The model")
@settings_options("chat", ChatSettings, CHAT, "Vision-language models")
@settings_options("outputs", Outputs, OUTPUTS, "Outputs")
@json_option
@reports
@click.pass_context
def evaluate(
    ctx: click.Context,
    benchmark: BenchmarkSettings,
    predictions: PredictionSettings,
    scoring: EvaluationSettings,
    decoding: ModelSettings,
    chat: ChatSettings,
    outputs: Outputs,
    as_json: bool,
    progress: Progress,
) -> None:
    """Score predictions on a benchmark, beside the paper's published rows.

    The predictions are a file, or a model makes them first from --videos or --features. A CSV,
    JSONL or JSON has the columns vid,start,end,text_gt,text_gen (times in seconds, milliseconds or
    h:mm:ss), imdbid,…,anno_idx, or movie,gt,pred; of these only the last text is needed. Or JSON in
    the shapes that captioning programs write. A row is for the clip of its id, or for the clip of
    its movie that begins within a second of it, or for the clip with its reference: the first of
    these ways that finds 99 % of the rows counts, else that which finds most. Without ids, times
    and references rows go by their order. Where a row has several candidates, the first is scored,
    and figures of "best of k" stand beside.

    The ground truth is looked for where --annotations says, in the folder of the variable
    ADTOOL_DATA, and in benchmarks/ in adtool's folder of user data. Where there is none, the
    references in the predictions' own file are taken.

    Rows that match nothing, that are doubled, or that are missing are counted and shown; what is
    missing scores as empty. Where under 90 % of the rows have a prediction, the command exits with
    1 unless --allow-missing is given; with --strict whatever does not match ends the run. A metric
    that cannot run is listed as not available, with what to install; if none can run, the command
    exits with 1.
    """
    saved = outputs.of_model(predictions.model)
    with usage():
        narrator = replace(decoding, chat=chat)
        request = Request(benchmark, predictions, scoring, narrator, saved)
    outputs.check(predictions.model)
    done = run(request, progress)
    outputs.write(done, as_json=as_json)
    _show(done, as_json=as_json)
    missed = shortfalls(done, outputs.fail_under)
    for one in missed:
        click.echo(f"Failed: {one}.", err=True)
    ctx.exit(0 if done.scores.measured and not missed else 1)


def _show(done: Evaluation, *, as_json: bool) -> None:
    """Print the report: as JSON, as tables on a terminal, else as sentences."""
    if as_json:
        click.echo(json_text(done), nl=False)
    elif sys.stdout.isatty() and os.environ.get("TERM", "") not in ("dumb", "unknown"):
        from rich.console import Console

        from adtool.evaluation.report import tables

        console = Console()
        for table in tables(done):
            console.print(table)
    else:
        click.echo(plain_text(done), nl=False)
