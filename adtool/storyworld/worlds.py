"""Both worlds, by their names."""

from __future__ import annotations

from adtool.settings import REDUNDANCY
from adtool.storyworld.world import CLIPS, Film, sample_film

WORLDS = ("storyworld", "storyworld-ad")


def sample(world: str, seed: int, clips: int = CLIPS, redundancy: float = REDUNDANCY) -> Film:
    """Draw a film of a world from its seed.

    Args:
        world: one of ``WORLDS``.
        seed: the seed; the worlds have the same splits.
        clips: described clips in the film.
        redundancy: how much neighbouring clips share, in [0, 1]; storyworld itself has no choice.

    Raises:
        ValueError: for a world that there is not, or a redundancy out of range.
    """
    if world == "storyworld":
        return sample_film(seed, clips)
    if world != "storyworld-ad":
        raise ValueError(f"world is {world!r}; it must be one of {', '.join(WORLDS)}")
    from adtool.storyworld.ad import sampling

    return sampling.sample_film(seed, clips, redundancy)
