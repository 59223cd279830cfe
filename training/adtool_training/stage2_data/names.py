"""Which names a training prompt offers: so that the model also works where nobody knows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from adtool.datasets.film import Annotation, TrainingFilm, actors_of
from adtool.model.prompt import Named, Role, roles
from adtool_training.stage2_data.unnamed import without_names


@dataclass(frozen=True, slots=True)
class NameSettings:
    """How often a prompt names whom; the first three add up to 1.

    Attributes:
        in_clip: those known to be in the clip, in the order of the annotation.
        whole_cast: the film's whole cast, in its order.
        nobody: nobody ("unknown").
        missed: share of those in the clip whom a prompt does not name, as recognition misses some.
        someone: whether ADs say "someone" for those whom their prompt does not name.
    """

    in_clip: float = 0.4
    whole_cast: float = 0.4
    nobody: float = 0.2
    missed: float = 0.0
    someone: bool = False

    def __post_init__(self) -> None:
        shares = (self.in_clip, self.whole_cast, self.nobody)
        if min(shares) < 0 or abs(sum(shares) - 1) > 1e-6:
            raise ValueError("in_clip, whole_cast and nobody must be shares that add up to 1")
        if not 0 <= self.missed <= 1:
            raise ValueError("missed must be a share, from 0 to 1")


def prompt_names(
    film: TrainingFilm,
    annotation: Annotation,
    settings: NameSettings,
    rng: np.random.Generator,
) -> list[Role]:
    """Draw whom a clip's prompt names; all are named as in evaluation and in use.

    Args:
        film: the film.
        annotation: the clip.
        settings: how often which names.
        rng: decides.
    """
    shares = [settings.in_clip, settings.whole_cast, settings.nobody]
    choice = rng.choice(3, p=np.array(shares) / sum(shares))
    seen = [name for name in annotation.characters if rng.random() >= settings.missed]
    names: list[Sequence[str]] = [seen, film.cast, []]
    return roles(names[choice], actors_of(film))


def expected_ad(
    text: str, cast: Sequence[str], named: Sequence[Named], settings: NameSettings
) -> str:
    """Return the AD that a clip's prompt can be expected to lead to.

    Args:
        text: the true AD.
        cast: the names of the film's cast.
        named: whom the prompt names.
        settings: whether the others become "someone".
    """
    known = {character.name for character in named}
    return without_names(text, set(cast) - known) if settings.someone else text
