"""What ``adtool eval`` is asked for: which benchmark, whose predictions, measured how."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from adtool.evaluation.benchmarks import Benchmark, benchmark
from adtool.settings import AUTO, TEST_FILMS, EvaluationSettings, ModelSettings


@dataclass(frozen=True, slots=True)
class BenchmarkSettings:
    """Which benchmark, which of its rows, and what is measured of them.

    Attributes:
        name: an entry of ``BENCHMARKS``.
        annotations: the ground truth's table, or its folder; None looks in the usual places.
        films: how many test films of a drawn world.
        movies: only these movies; empty for all.
        cast: who is in the films: a character bank, or a folder of casts.
        metrics: entries of ``METRICS``; empty for the benchmark's own.
        recalls: the (k, N) of every R@k/N; empty for the benchmark's own.
        seed: of all that is drawn.
        strict: refuse what does not match the benchmark in full.
        allow_missing: score predictions for fewer clips than ``matching.ENOUGH``, too.
        missing: what a clip without a prediction is: an empty line, or no row at all.
    """

    name: str
    annotations: Path | None = None
    films: int = TEST_FILMS
    movies: tuple[str, ...] = ()
    cast: Path | None = None
    metrics: tuple[str, ...] = ()
    recalls: tuple[tuple[int, int], ...] = ()
    seed: int = 0
    strict: bool = False
    allow_missing: bool = False
    missing: str = "empty"


@dataclass(frozen=True, slots=True)
class PredictionSettings:
    """Whose predictions are scored: those of a file, or of a model that makes them first.

    Attributes:
        file: the predictions.
        model: the model by its name, as for ``describe``; not "auto".
        videos: the films that the model is shown.
        features: their features, instead: HDF5, or ``adtool features``' folder.
        characters: whom prompts name, an entry of ``predict.CHARACTERS``.
        compare: other predictions, for a paired test.
        work: the folder for the films described; None for the usual one.

    Raises:
        ValueError: if that cannot be meant.
    """

    file: Path | None = None
    model: str | None = None
    videos: Path | None = None
    features: Path | None = None
    characters: str = "clip"
    compare: Path | None = None
    work: Path | None = None

    def __post_init__(self) -> None:
        if (self.file is None) == (self.model is None):
            raise ValueError("name either --predictions or --model")
        if self.model == AUTO:
            raise ValueError("a model is scored by its name; auto is for describe")
        if self.videos and self.features:
            raise ValueError("name either --videos or --features")
        for option, given in self.shown.items():
            if given and self.model is None:
                raise ValueError(f"{option} is for --model")

    @property
    def shown(self) -> dict[str, Path | None]:
        """What the model may be shown, by its option."""
        return {"--videos": self.videos, "--features": self.features}


@dataclass(frozen=True, slots=True)
class Request:
    """One whole evaluation, as it is asked for.

    Attributes:
        benchmark: which benchmark.
        predictions: whose predictions.
        scoring: how the metrics measure.
        decoding: how the model decodes; which one it is, ``predictions`` says.
        save: where a model's predictions are written; None for nowhere.

    Raises:
        ValueError: if that cannot be meant.
    """

    benchmark: BenchmarkSettings
    predictions: PredictionSettings
    scoring: EvaluationSettings = field(default_factory=EvaluationSettings)
    decoding: ModelSettings = field(default_factory=ModelSettings)
    save: Path | None = None

    def __post_init__(self) -> None:
        model, shown = self.predictions.model, self.predictions.shown
        drawn = not self.known.format
        if model is not None and not drawn and not any(shown.values()):
            raise ValueError("--model needs something to look at: --videos or --features")
        for option, given in shown.items():
            if given and drawn:
                raise ValueError(f"{option} is not for {self.benchmark.name}: its films are drawn")
        if self.save and model is None:
            raise ValueError("--save-predictions is for --model")

    @property
    def known(self) -> Benchmark:
        """The benchmark that is meant."""
        return benchmark(self.benchmark.name)

    @property
    def metrics(self) -> tuple[str, ...]:
        """What is measured."""
        return tuple(self.benchmark.metrics or self.known.metrics)

    @property
    def settings(self) -> EvaluationSettings:
        """How it is measured, on the model's device."""
        return replace(
            self.scoring,
            recalls=self.benchmark.recalls or self.known.recalls,
            seeds=(self.benchmark.seed,),
            device=self.decoding.device,
        )

    @property
    def narrator(self) -> ModelSettings:
        """The model that makes the predictions, and how."""
        return replace(self.decoding, model=self.predictions.model or self.decoding.model)
