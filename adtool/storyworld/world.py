"""What happens in storyworld: films drawn from a seed.

A film has a cast of four and runs through scenes of a few clips each. Inside a scene the place,
the people, their clothes and a piece of set dressing stay; who acts, what they do and with what
changes from clip to clip. Dialogue lies between the gaps that hold the clips. Now and then two of
the cast look alike, and some who are credited never appear.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from adtool.storyworld import wording
from adtool.storyworld.actions import ACTIONS, WITH_SECOND_PERSON, WITHOUT_OBJECT
from adtool.storyworld.objects import OBJECTS
from adtool.storyworld.people import LOOKS, NAMES, OUTFITS, Look, Person
from adtool.storyworld.places import PLACES

__all__ = ["Camera", "Film", "Person", "Shot", "sample_film", "seeds"]

SPLITS = {"train": 1_000_000, "validation": 2_000_000, "test": 3_000_000}
CAST_SIZE = 4
CLIPS = 48
_ALIKE = 0.4  # how often two of the cast look alike
_CHANGED = 0.4  # how often somebody wears other clothes in a scene


@dataclass(frozen=True, slots=True)
class Camera:
    """How a stretch of a clip is framed.

    Attributes:
        zoom: 1 shows the whole stage.
        close: whether the camera looks at the action's focus instead of the actor.
        drift: stage units that the camera travels sideways while the clip lasts.
    """

    zoom: float
    close: bool
    drift: float


@dataclass(frozen=True, slots=True)
class Shot:
    """One clip of a film: its scene graph, its camera, its time and its audio description.

    Attributes:
        start, end: in ms from the film's start.
        place: a key of ``PLACES``.
        actor: who acts.
        others: who else is there; for "give", the first one receives.
        action: a key of ``ACTIONS``.
        thing: a key of ``OBJECTS``, or None.
        prop: the set dressing of the scene, a key of ``OBJECTS``.
        position: where the actor stands, stage units from the left.
        facing: 1 to the right, -1 to the left.
        cameras: the framing before and after ``cut``.
        cut: progress in [0, 1] at which the camera changes; 1 is never.
        text: the audio description.
    """

    start: int
    end: int
    place: str
    actor: Person
    others: tuple[Person, ...]
    action: str
    thing: str | None
    prop: str
    position: float
    facing: int
    cameras: tuple[Camera, Camera]
    cut: float
    text: str

    @property
    def characters(self) -> tuple[str, ...]:
        """The names of everybody in the clip, the actor first."""
        return (self.actor.name, *(person.name for person in self.others))


@dataclass(frozen=True, slots=True)
class Film:
    """A film of storyworld.

    Attributes:
        seed: what it was drawn from.
        cast: who appears, in the clothes of their portraits.
        absent: who is credited, but never appears.
        clips: its described clips, in order.
        dialogue: stretches with speech, (start, end) in ms.
        duration: in ms.
        world: which world it is of.
    """

    seed: int
    cast: tuple[Person, ...]
    absent: tuple[Person, ...]
    clips: tuple[Shot, ...]
    dialogue: tuple[tuple[int, int], ...]
    duration: int
    world: str = "storyworld"

    @property
    def name(self) -> str:
        """A file name without an ending."""
        return f"{self.world}-{self.seed}"

    @property
    def credits(self) -> tuple[Person, ...]:
        """Everybody whom the film names: who appears, and who does not."""
        return (*self.cast, *self.absent)


def seeds(split: str, count: int) -> range:
    """Return the seeds of the first ``count`` films of a split; the splits never meet.

    Raises:
        ValueError: for an unknown split, or more films than a split holds (a million).
    """
    if split not in SPLITS or not 0 <= count <= 1_000_000:
        raise ValueError(f"no {count} films in split {split!r}; splits: {', '.join(SPLITS)}")
    return range(SPLITS[split], SPLITS[split] + count)


def sample_film(seed: int, clips: int = CLIPS) -> Film:
    """Draw a film of ``clips`` described clips from its seed."""
    rng = random.Random(seed)
    people = draw_people(rng)
    cast, absent = people[:CAST_SIZE], people[CAST_SIZE:]
    shots: list[Shot] = []
    dialogue: list[tuple[int, int]] = []
    time = 0
    place = ""
    while len(shots) < clips:
        place = rng.choice([name for name in PLACES if name != place])
        there = rng.sample(cast, rng.choice((2, 2, 3)))
        scene = _Scene(place, tuple(dressed(person, rng) for person in there), rng)
        left = min(rng.randint(6, 10), clips - len(shots))
        while left:
            talk = rng.randrange(2400, 5200, 40)
            dialogue.append((time, time + talk))
            time += talk + 400
            for _ in range(min(left, rng.choice((1, 2, 2, 3)))):
                length = rng.randrange(3600, 6400, 40)
                shots.append(scene.shot(time, time + length))
                time += length
                left -= 1
            time += 400
    return Film(seed, cast, absent, tuple(shots), tuple(dialogue), time + 1000)


def draw_people(rng: random.Random) -> tuple[Person, ...]:
    """Draw a cast, and behind it up to two who never appear."""
    looks = rng.sample(LOOKS, CAST_SIZE + rng.choice((0, 1, 1, 2)))
    if rng.random() < _ALIKE:
        looks[:2] = _alike(rng)
        looks[2:] = rng.sample([look for look in LOOKS if look not in looks[:2]], len(looks) - 2)
    names = {pronoun: rng.sample(known, len(known)) for pronoun, known in NAMES.items()}
    outfits = rng.sample(OUTFITS, len(looks))
    return tuple(
        Person(names[look.pronoun].pop(), look, outfit)
        for look, outfit in zip(looks, outfits, strict=True)
    )


def _alike(rng: random.Random) -> list[Look]:
    """Draw two looks that are easily taken for each other."""
    look = rng.choice([look for look in LOOKS if look.like])
    return [look, next(other for other in LOOKS if other.tag == look.like)]


def dressed(person: Person, rng: random.Random) -> Person:
    """Dress somebody for a scene: mostly as in the portrait."""
    return replace(person, outfit=rng.choice(OUTFITS)) if rng.random() < _CHANGED else person


class _Scene:
    """A stretch of clips that share place, people and set dressing."""

    def __init__(self, place: str, people: tuple[Person, ...], rng: random.Random) -> None:
        self.place = place
        self.people = people
        self.rng = rng
        self.prop = rng.choice(list(OBJECTS))
        self.said: set[str] = set()
        self.recent: list[str] = []

    def shot(self, start: int, end: int) -> Shot:
        """Draw the next clip."""
        rng = self.rng
        actor, *rest = rng.sample(self.people, len(self.people))
        action = self._fresh(list(ACTIONS))
        thing = (
            None
            if action in WITHOUT_OBJECT
            else self._fresh([o for o in OBJECTS if o != self.prop])
        )
        company = rest[:1] if action in WITH_SECOND_PERSON else rest[: rng.choice((0, 0, 1, 2))]
        text = wording.describe(
            actor,
            tuple(company),
            action,
            thing,
            place=self.place,
            opening=not self.said,
            known=thing in self.said,
            rng=rng,
        )
        self.said.add(thing or action)
        cut = rng.uniform(0.35, 0.65) if rng.random() < 0.5 else 1.0
        return Shot(
            start,
            end,
            self.place,
            actor,
            tuple(company),
            action,
            thing,
            self.prop,
            position=rng.uniform(6.4, 9.6),
            facing=rng.choice((1, -1)),
            cameras=(_camera(rng, rng.random() < 0.2), _camera(rng, rng.random() < 0.6)),
            cut=cut,
            text=text,
        )

    def _fresh(self, names: list[str]) -> str:
        """Choose a name that the last clips did not have."""
        name = self.rng.choice([n for n in names if n not in self.recent])
        self.recent = [*self.recent, name][-8:]
        return name


def _camera(rng: random.Random, close: bool) -> Camera:
    zoom = rng.uniform(1.7, 2.1) if close else rng.uniform(1.2, 1.5)
    return Camera(zoom, close, rng.uniform(-0.5, 0.5))
