"""``adtool eval``: a benchmark's figures, beside those that the paper printed."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adtool.cli.options import (
    COUNT,
    DECODING,
    NAMES,
    SOME,
    Setting,
    json_option,
    reports,
    settings_options,
)
from adtool.errors import AdtoolError, UnavailableError
from adtool.evaluation.benchmarks import (
    BENCHMARKS,
    Benchmark,
    GroundTruth,
    benchmark,
    find_annotations,
    read_ground_truth,
    size_difference,
)
from adtool.evaluation.matching import Match, match
from adtool.evaluation.predictions import (
    PredictionFile,
    own_references,
    predictions_csv,
    read_predictions,
)
from adtool.faults import summary
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
    from adtool.evaluation.metrics import METRICS

    names = [name.strip().lower() for name in given.split(",") if name.strip()]
    if names == ["all"]:
        return tuple(METRICS)
    for name in names:
        if name not in METRICS:
            raise click.BadParameter(f"{name!r} is not one of {', '.join(METRICS)}.", ctx, param)
    return tuple(dict.fromkeys(names))


@dataclass(frozen=True)
class _Asked:
    """Whose predictions are scored, and against what."""

    name: str
    predictions: Path | None
    model: str | None
    videos: Path | None
    features: Path | None
    cast: Path | None
    characters: str
    films: int
    annotations: Path | None
    movies: tuple[str, ...]
    compare: Path | None
    strict: bool
    work: Path | None
    save: Path | None
    model_settings: ModelSettings

    @property
    def benchmark(self) -> Benchmark:
        return benchmark(self.name)


@click.command("eval")
@click.option("--benchmark", type=click.Choice(list(BENCHMARKS)), required=True, help="Which one.")
@click.option("--predictions", type=FILE, help="A CSV, a JSONL, or an AD script with --movie.")
@click.option("--model", help="Make the predictions: a model's folder or name, or 'bundled'.")
@click.option("--videos", type=FOLDER, help="The films that the model is shown.")
@click.option("--features", type=PLACE, help="Or their features: HDF5, or adtool features' folder.")
@click.option("--cast", type=PLACE, help="With --model: a character bank, or a folder of casts.")
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
    asked = _Asked(
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
    done = _evaluate(asked, metrics or asked.benchmark.metrics, settings, seed, progress)
    _write(done, output, per_row, as_json=as_json)
    ctx.exit(0 if done.scores.measured else 1)


def _beside(output: Path | None, model: str | None) -> Path | None:
    if output is None or model is None:
        return None
    return output.with_name(f"{output.stem}.predictions.csv")


def _check_usage(asked: _Asked) -> None:
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


def _evaluate(
    asked: _Asked,
    metrics: Sequence[str],
    settings: EvaluationSettings,
    seed: int,
    progress: Progress,
) -> Evaluation:
    from adtool.evaluation.report import Evaluation
    from adtool.evaluation.scoring import differences, score

    warnings: list[str] = []
    file = None if asked.predictions is None else _read(asked, asked.predictions, warnings)
    truth = _ground_truth(asked, file, warnings)
    facts: dict[str, object] = {}
    if file is None:
        file, facts = _predict(asked, truth, progress)
    found = _match(asked, truth, file, warnings)
    other = None
    if asked.compare is not None:
        other = _match(asked, truth, _read(asked, asked.compare, warnings), warnings)
    for message in warnings:
        progress.note(f"{message}.")
    movies = [row.movie for row in truth.rows]
    scores = score(found.pairs, metrics, settings, movies=movies, seed=seed, progress=progress)
    theirs = None
    if other is not None:
        theirs = score(other.pairs, metrics, settings, movies=movies, seed=seed, progress=progress)
    return Evaluation(
        name=asked.name,
        benchmark=asked.benchmark,
        truth=truth,
        source=file.source,
        match=found,
        scores=scores,
        settings=settings,
        seed=seed,
        warnings=warnings,
        other=str(asked.compare or ""),
        other_scores=theirs,
        differences=differences(scores, theirs, found.pairs, movies, seed) if theirs else {},
        facts=facts,
    )


def _read(asked: _Asked, path: Path, warnings: list[str]) -> PredictionFile:
    """Read predictions, for the movies that were asked for."""
    movie = asked.movies[0] if len(asked.movies) == 1 else ""
    file = read_predictions(path, movie)
    warnings += summary(file.faults)
    if asked.strict and file.faults:
        raise AdtoolError(
            f"{path}: {summary(file.faults)[0]}. Without --strict it is worked round."
        )
    return file


def _ground_truth(asked: _Asked, file: PredictionFile | None, warnings: list[str]) -> GroundTruth:
    """Return the benchmark's own, or else what the predictions carry."""
    known = asked.benchmark
    try:
        truth = _own_truth(asked, known)
    except UnavailableError as error:
        carried = None if file is None else own_references(file)
        if carried is None:
            raise
        warnings.append(f"{error.what} The references in {carried.source} are taken instead")
        truth = carried
    warnings += summary(truth.faults)
    different = size_difference(truth, known)
    if different and asked.strict:
        raise AdtoolError(f"{different}. Without --strict they are scored all the same.")
    warnings += [different] * bool(different)
    return truth.of(asked.movies) if asked.movies else truth


def _own_truth(asked: _Asked, known: Benchmark) -> GroundTruth:
    if not known.format:
        from adtool_training.benchmark_predictions import storyworld_truth

        return storyworld_truth(asked.films)
    return read_ground_truth(find_annotations(known, asked.annotations), known)


def _match(asked: _Asked, truth: GroundTruth, file: PredictionFile, warnings: list[str]) -> Match:
    if asked.movies:
        file = _only(truth, file)
    found = match(truth, file)
    if asked.strict:
        found.refuse(file.source)
    warnings += [f"{file.source}: {note}" for note in found.notes()]
    return found


def _only(truth: GroundTruth, file: PredictionFile) -> PredictionFile:
    """Leave out predictions that say that they are for another movie."""
    known = {name.casefold() for row in truth.rows for name, *_ in row.clocks}
    kept = [one for one in file.predictions if not one.movie or one.movie.casefold() in known]
    return replace(file, predictions=tuple(kept))


def _predict(
    asked: _Asked, truth: GroundTruth, progress: Progress
) -> tuple[PredictionFile, dict[str, object]]:
    """Let the model describe the benchmark's clips; keep them where they were asked for."""
    from adtool.loading import ModelLoader
    from adtool.narration import identity
    from adtool.work import WorkFolder, default_root
    from adtool_training import benchmark_predictions as making

    loader = ModelLoader(asked.model_settings)
    loader.find()
    model = loader.get()
    size = model.config.vision.image_size[0]
    footage = making.Footage(asked.videos, asked.features, asked.cast, asked.films, size)
    films = making.films_of(asked.benchmark, truth, footage, progress)
    work = WorkFolder((asked.work or default_root()) / f"eval-{asked.name}")
    told = making.predict(
        films, model, footage, asked.model_settings, asked.characters, work, progress
    )
    if asked.save is not None:
        write_text(asked.save, predictions_csv(told))
        progress.note(f"Predictions: {asked.save}.")
    facts: dict[str, object] = {
        "name": loader.name,
        "identity": identity(model),
        "language_model": model.config.language_model,
        "characters": asked.characters,
    }
    return PredictionFile(f"the model {loader.name}", tuple(told)), facts


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
