"""``adtool eval``: a benchmark's figures, beside those that the paper printed."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adtool.cli.options import DECODING, NAMES, json_option, reports
from adtool.cli.setting import COUNT, SOME, Setting, settings_options
from adtool.evaluation.benchmarks import BENCHMARKS
from adtool.evaluation.run import Asked, evaluation_of
from adtool.output import check_output, write_text
from adtool.progress import Progress
from adtool.settings import EvaluationSettings, ModelSettings

if TYPE_CHECKING:
    from adtool.evaluation.report import Evaluation

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
PLACE = click.Path(exists=True, path_type=Path)
NEW = click.Path(path_type=Path, dir_okay=False)

evaluation_options = settings_options(
    "evaluation",
    EvaluationSettings,
    (
        Setting("similarity", "--similarity", "BERTScore's model: a hub name or a folder.", str),
        Setting("layer", "--layer", "Its layer; 0 is the one published for the model.", COUNT),
        Setting("judge", "--judge", "LLM-AD-eval's chat model: a hub name or a folder.", str),
        Setting("coreference", "--coreference", "CRITIC's model: a hub name or a folder.", str),
    ),
)
decoding_options = settings_options("model_settings", ModelSettings, (*DECODING, NAMES))


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


@click.command("eval")
@click.option("--benchmark", type=click.Choice(list(BENCHMARKS)), required=True, help="Which one.")
@click.option("--predictions", type=FILE, help="A CSV, a JSONL, or an AD script with --movie.")
@click.option("--model", help="Make the predictions: a model's folder or name, or 'bundled'.")
@click.option("--videos", type=FOLDER, help="The films that the model is shown.")
@click.option("--features", type=PLACE, help="Or their features: HDF5, or adtool features' folder.")
@click.option("--cast", type=PLACE, help="Who is in them: a character bank, or a folder of casts.")
@click.option(
    "--characters",
    type=click.Choice(["clip", "cast", "nobody"]),
    default="clip",
    help="Whom prompts name: who is known to be in the clip, the whole cast, or nobody.",
)
@click.option("--films", type=SOME, default=20, help="How many test films of storyworld.")
@click.option("--annotations", type=PLACE, help="The ground truth's table, or its folder.")
@click.option("--movie", multiple=True, help="Score only this movie; may be repeated.")
@click.option(
    "--metrics",
    metavar="LIST",
    callback=_names,
    show_default="the benchmark's own",
    help="Comma list, or 'all'.",
)
@click.option(
    "--recall",
    metavar="K/N",
    multiple=True,
    callback=_recalls,
    show_default="the benchmark's own",
    help="R@K/N; may be repeated.",
)
@evaluation_options
@decoding_options
@click.option("--seed", type=COUNT, default=0, help="Of all that is drawn: intervals, the judge.")
@click.option("--compare", type=FILE, help="Other predictions, for a paired test.")
@click.option("--strict", is_flag=True, help="Refuse what does not match the benchmark in full.")
@click.option("--per-row", type=NEW, help="Write a CSV with each row's figures.")
@click.option("--save-predictions", type=NEW, help="Write the model's predictions as a CSV.")
@click.option("-o", "--output", type=NEW, help="Write the report; JSON where it ends in .json.")
@click.option("--overwrite", is_flag=True, help="Replace outputs that exist.")
@click.option("--work", type=click.Path(path_type=Path), help="Folder for the films described.")
@json_option
@reports
@click.pass_context
def evaluate(
    ctx: click.Context,
    benchmark: str,
    predictions: Path | None,
    model: str | None,
    videos: Path | None,
    features: Path | None,
    cast: Path | None,
    characters: str,
    films: int,
    annotations: Path | None,
    movie: tuple[str, ...],
    metrics: tuple[str, ...],
    recall: tuple[tuple[int, int], ...],
    evaluation: EvaluationSettings,
    model_settings: ModelSettings,
    seed: int,
    compare: Path | None,
    strict: bool,
    per_row: Path | None,
    save_predictions: Path | None,
    output: Path | None,
    overwrite: bool,
    work: Path | None,
    as_json: bool,
    progress: Progress,
) -> None:
    """Score predictions on a benchmark, beside the paper's published rows.

    The predictions are a file, or a model makes them first from --videos or --features. A CSV or
    JSONL has the columns vid,start,end,text_gt,text_gen (times in seconds), or movie,gt,pred; of
    these only the last is needed. A row is for the clip of its movie that begins within a second
    of it; without times, rows go by their references, or by their order.

    The ground truth is looked for where --annotations says, in the folder of the variable
    ADTOOL_DATA, and in benchmarks/ in adtool's folder of user data. Where there is none, the
    references in the predictions' own file are taken.

    Rows that match nothing, that are doubled, or that are missing are counted and shown; what is
    missing scores as empty, and with --strict all of these end the run. A metric that cannot run
    is listed as not available, with what to install; if none can run, the command exits with 1.
    """
    saved = save_predictions or _beside(output, model)
    for path in filter(None, (output, per_row, saved)):
        check_output(path, overwrite=overwrite)
    asked = Asked(
        name=benchmark,
        predictions=predictions,
        model=model,
        videos=videos,
        features=features,
        cast=cast,
        characters=characters,
        films=films,
        annotations=annotations,
        movies=movie,
        compare=compare,
        strict=strict,
        work=work,
        save=saved,
        model_settings=replace(model_settings, model=model or model_settings.model),
    )
    _check_usage(asked)
    settings = replace(
        evaluation,
        recalls=recall or asked.benchmark.recalls,
        seeds=(seed,),
        device=model_settings.device,
    )
    done = evaluation_of(asked, metrics or asked.benchmark.metrics, settings, seed, progress)
    _write(done, output, per_row, as_json=as_json)
    ctx.exit(0 if done.scores.measured else 1)


def _beside(output: Path | None, model: str | None) -> Path | None:
    if output is None or model is None:
        return None
    return output.with_name(f"{output.stem}.predictions.csv")


def _check_usage(asked: Asked) -> None:
    if (asked.predictions is None) == (asked.model is None):
        raise click.UsageError("Name either --predictions or --model.")
    shown = asked.videos or asked.features or not asked.benchmark.format
    if asked.model is not None and not shown:
        raise click.UsageError("--model needs something to look at: --videos or --features.")
    if asked.videos and asked.features:
        raise click.UsageError("Name either --videos or --features.")
    for option, given in (("--videos", asked.videos), ("--features", asked.features)):
        if given and asked.model is None:
            raise click.UsageError(f"{option} is for --model.")
        if given and not asked.benchmark.format:
            raise click.UsageError(f"{option} is not for storyworld: its films are drawn.")
    if asked.save and asked.model is None:
        raise click.UsageError("--save-predictions is for --model.")


def _write(done: Evaluation, output: Path | None, per_row: Path | None, *, as_json: bool) -> None:
    from adtool.evaluation import report

    answer = json.dumps(report.as_json(done), ensure_ascii=False, indent=1) + "\n"
    plain = "\n".join(report.plain_lines(done)) + "\n"
    if per_row is not None:
        write_text(per_row, report.per_row_csv(done))
    if output is not None:
        write_text(output, answer if as_json or output.suffix == ".json" else plain)
    if as_json:
        click.echo(answer, nl=False)
    elif sys.stdout.isatty() and os.environ.get("TERM", "") not in ("dumb", "unknown"):
        from rich.console import Console

        console = Console()
        for table in report.tables(done):
            console.print(table)
    else:
        click.echo(plain, nl=False)
