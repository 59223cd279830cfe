"""One row trained from one seed: Stage-I, a language model, the features, Stage-II, and scores.

What rows share is made once, below the folder of all:

    vanilla/KEY/            the CLIP that Stage-I starts from, where one is trained from scratch
    stage1/KEY/             Stage-I of those settings (its seed is the plan's own)
    language_model/KEY/     the small language model, where one is trained from scratch
    features/               the films' features, by encoder
    runs/KEY/seed-N/        Stage-II, or Appendix A's reconstruction
    results/KEY-seed-N.json what came out

KEY is a digest of all settings that what lies there depends on.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from adtool.errors import TrainingError
from adtool.progress import Progress
from adtool_training import reconstruction, stage1, stage2
from adtool_training.config import as_toml, flat
from adtool_training.experiments.plan import Plan, Row
from adtool_training.experiments.results import Result
from adtool_training.experiments.scores import score_run
from adtool_training.from_scratch import clip as vanilla_clip

if TYPE_CHECKING:
    from adtool_training.stage1 import StageOneConfig
    from adtool_training.stage2 import StageTwoConfig


@dataclass(frozen=True)
class Job:
    """A row and a seed.

    Attributes:
        row: the row.
        seed: Stage-II's.
        plan: the plan, which says how the result is scored.
    """

    row: Row
    seed: int
    plan: Plan

    @property
    def trained(self) -> str:
        """What tells the row's training from others."""
        row = self.row
        if row.reconstruction is not None:
            return digest(row.reconstruction, row.stage_one, row.stage_two.language_model)
        return digest(row.stage_one, row.stage_two, [row.adapted])

    @property
    def key(self) -> str:
        """What tells the row's settings from others, how it is scored among them."""
        recalls = [list(pair) for pair in self.plan.recalls]
        scoring = [self.plan.films, self.row.beams, recalls, self.row.choice]
        return digest([self.trained, *scoring])

    @property
    def settings(self) -> dict[str, object]:
        """All settings, by their dotted keys."""
        row = self.row
        appendix = row.reconstruction
        tables = {
            "stage1": dataclasses.asdict(row.stage_one),
            "stage2": dataclasses.asdict(row.stage_two),
            "adapted": row.adapted,
            "test": {"films": self.plan.films, "beams": row.beams, "choice": row.choice},
            "reconstruction": {} if appendix is None else dataclasses.asdict(appendix),
        }
        return flat(tables)

    def result(self, folder: Path) -> Path:
        """Return where the result is kept."""
        return folder / "results" / f"{self.key}-seed-{self.seed}.json"


def digest(*settings: object) -> str:
    """Return 12 hexadecimal digits that tell configurations, or JSON values, from others."""
    texts = [as_toml(one) if dataclasses.is_dataclass(one) else json.dumps(one) for one in settings]
    return sha256("\n".join(texts).encode()).hexdigest()[:12]


def run(job: Job, folder: Path, progress: Progress) -> Result:
    """Train and score; go on where that stopped before.

    Returns:
        The result; of a training that diverged, one that says so.
    """
    train = _stage_two if job.row.reconstruction is None else _reconstruction
    try:
        return Result(job.seed, job.settings, train(job, folder, progress))
    except TrainingError as error:
        return Result(job.seed, job.settings, failed=str(error))


def _stage_two(job: Job, folder: Path, progress: Progress) -> Mapping[str, float]:
    """Train a DistinctAD, and score it on films that it has not seen."""
    config = dataclasses.replace(
        job.row.stage_two,
        clip=str(_clip(job, folder, progress)),
        loop=dataclasses.replace(job.row.stage_two.loop, seed=job.seed),
    )
    config = _with_language_model(config, folder, progress)
    config = _with_features(config, folder, progress)
    model = stage2.run(config, _place(job, folder), progress)
    return score_run(model, config, job.plan, job.row, folder / "features", progress)


def _reconstruction(job: Job, folder: Path, progress: Progress) -> Mapping[str, float]:
    """Train Appendix A's layer on the CLIP that Stage-I starts from, and score it."""
    settings = job.row.reconstruction
    assert settings is not None
    vanilla = _with_vanilla(job.row.stage_one, folder, progress)
    narrator = _with_language_model(job.row.stage_two, folder, progress)
    config = dataclasses.replace(
        settings,
        clip=vanilla.clip,
        narrator=narrator.narrator,
        loop=dataclasses.replace(settings.loop, seed=job.seed),
    )
    (found,) = reconstruction.run(config, _place(job, folder), progress).values()
    return {name: value for name, value in found.items() if isinstance(value, float)}


def _place(job: Job, folder: Path) -> Path:
    return folder / "runs" / job.trained / f"seed-{job.seed}"


def _clip(job: Job, folder: Path, progress: Progress) -> Path:
    """Return the CLIP that Stage-II stands on."""
    config = _with_vanilla(job.row.stage_one, folder, progress)
    if not job.row.adapted:
        return Path(config.clip)
    place = folder / "stage1" / digest(config)
    adapted = place / "clip_ad"
    with alone(place):
        if not adapted.is_dir():  # it is there, whole, once all steps are made
            stage1.run(config, place, progress)
    return adapted


def _with_vanilla(config: StageOneConfig, folder: Path, progress: Progress) -> StageOneConfig:
    """Train the CLIP that Stage-I starts from, if it is to be trained from scratch, and name it."""
    settings = config.vanilla
    if settings is None:
        return config
    world = config.data.kind
    place = folder / "vanilla" / digest(settings, world)
    with alone(place):
        made = vanilla_clip.train(settings, place, progress, world)
    return dataclasses.replace(config, clip=str(made), vanilla=None)


def _with_language_model(
    config: StageTwoConfig, folder: Path, progress: Progress
) -> StageTwoConfig:
    """Train the small language model, if there is to be one, and name it."""
    settings = config.language_model
    if settings is None:
        return config
    prompts = [config.model.prompt, config.model.contexts, dataclasses.asdict(config.names)]
    place = folder / "language_model" / digest(settings, config.data, prompts)
    with alone(place):
        made = stage2.train_narrator(config, settings, place, progress)
    return dataclasses.replace(config, narrator=str(made), language_model=None)


def _with_features(config: StageTwoConfig, folder: Path, progress: Progress) -> StageTwoConfig:
    """Encode the films, if that is not done, and name their features."""
    with alone(folder / "features"):
        place = stage2.features_folder(config, folder, progress)
    return dataclasses.replace(config, features=str(place))


@contextmanager
def alone(place: Path) -> Iterator[None]:
    """Let one process at a time make what lies at ``place``; the others wait, and find it there."""
    from filelock import FileLock

    place.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(place.with_name(f".{place.name}.lock")):
        yield


def jobs(plan: Plan, only: Sequence[str] = ()) -> list[Job]:
    """Return what is to be run, what tells most first: each of its seeds row after row.

    Args:
        plan: the plan.
        only: the experiments that are wanted; all where empty.
    """
    found: dict[tuple[str, int], Job] = {}
    for experiment in plan.experiments:
        if only and experiment.name not in only:
            continue
        for seed in plan.seeds:
            for row in experiment.rows:
                job = Job(row, seed, plan)
                found.setdefault((job.key, seed), job)
    return list(found.values())
