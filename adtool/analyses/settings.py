"""What the analyses can be told: which films they look into, and what of them they show."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from adtool.analyses.tsne import PERPLEXITY
from adtool.datasets.annotations import PLAIN
from adtool.datasets.settings import DRAWN, DataSettings
from adtool.features.settings import EncodingSettings
from adtool.model.device import AUTO, pick_device
from adtool.settings import PICTURES_FPS, REDUNDANCY, TEST_FILMS, ModelSettings


@dataclass(frozen=True, slots=True)
class FilmSettings:
    """Which films are looked into, and how their frames are encoded.

    Attributes:
        annotations: their clips; None takes storyworld's test films.
        dataset: the form of the annotations; None where none is named.
        videos: the folder of videos, if one is named.
        picture_fps: pictures a second, where films are pictures.
        films: how many of a drawn world's test films.
        world: the world whose test films are drawn where there are no annotations.
        redundancy: how much neighbouring clips share, where the world leaves that open.
        film: the name of the film that is shown; None is the first.
        batch: frames per pass of an encoder.
        device: a torch device, or "auto".
        workers: processes that read frames ahead.

    Raises:
        ValueError: if something is named without the annotations that it belongs to.
    """

    annotations: Path | None = None
    dataset: str | None = None
    videos: Path | None = None
    picture_fps: float = PICTURES_FPS
    films: int = TEST_FILMS
    film: str | None = None
    batch: int = EncodingSettings().batch
    device: str = AUTO
    workers: int = 0
    world: str = DRAWN[0]
    redundancy: float = REDUNDANCY

    def __post_init__(self) -> None:
        if self.annotations is None and (self.dataset or self.videos):
            raise ValueError("--dataset and --videos need --annotations")
        if self.annotations is not None and self.world != DRAWN[0]:
            raise ValueError("--world says what is drawn where there are no --annotations")
        if self.redundancy != REDUNDANCY and self.world != "storyworld-ad":
            raise ValueError("--redundancy is storyworld-ad's; say --world storyworld-ad")

    def refuse_unseen(self) -> None:
        """Refuse annotations of films that nothing shows.

        Raises:
            ValueError: if there are such.
        """
        if self.annotations is not None and self.videos is None:
            raise ValueError("--annotations needs --videos")

    def data(self, size: int) -> DataSettings:
        """Return training's own settings of the films; storyworld's are drawn of that size."""
        if self.annotations is None:
            return DataSettings(
                self.world, validation_films=self.films, size=size, redundancy=self.redundancy
            )
        return DataSettings(
            kind=self.dataset or PLAIN,
            validation_films=0,
            annotations=str(self.annotations),
            videos="" if self.videos is None else str(self.videos),
            fps=self.picture_fps,
        )

    def encoding(self) -> EncodingSettings:
        """Return how frames are encoded.

        Raises:
            UnavailableError: if there is no such device.
        """
        return EncodingSettings(pick_device(self.device), self.batch, self.workers, strict=True)


@dataclass(frozen=True, slots=True)
class SimilaritySettings:
    """Which clips are compared in Fig. B.2.

    Attributes:
        first: the first clip that is drawn, from 1.
        count: how many clips are drawn.
        frames: frames a clip.
        over: what the means are over: all clips of the "film" that is drawn, or of all "films".
    """

    first: int = 1
    count: int = 16
    frames: int = ModelSettings().frames
    over: str = "film"


@dataclass(frozen=True, slots=True)
class TokenSettings:
    """Which windows are drawn in Fig. 6, and how.

    Attributes:
        first: the first window that is drawn, from 1.
        count: how many windows are drawn.
        perplexity: of t-SNE.
        seed: of t-SNE.
    """

    first: int = 1
    count: int = 1
    perplexity: float = PERPLEXITY
    seed: int = 0


@dataclass(frozen=True, slots=True)
class ComparisonSettings:
    """Which clips are shown in Fig. 5.

    Attributes:
        first: the first clip that is shown, from 1.
        count: how many clips are shown.
        pictures: pictures a clip.
    """

    first: int = 1
    count: int = 16
    pictures: int = 3
