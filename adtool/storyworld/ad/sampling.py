"""How a film of Storyworld-AD is drawn from a seed, as redundant as is wanted.

**Redundancy** r in [0, 1] is what neighbouring clips share. From one clip to the next the scene
goes on (or the place changes), and in a scene the people, what stands about, what a bystander
does, and the camera each stay with a probability that grows with r; and now and then a clip is like
the one before it but for one small thing.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from dataclasses import replace

from adtool.settings import REDUNDANCY
from adtool.storyworld.ad.fits import FITS, goes_with_place
from adtool.storyworld.ad.manners import manners_of
from adtool.storyworld.ad.moves import MOVES, REACTIONS
from adtool.storyworld.ad.shot import AdShot
from adtool.storyworld.ad.things import THINGS, Item
from adtool.storyworld.ad.variations import facing, variations
from adtool.storyworld.ad.wording import describe
from adtool.storyworld.people import Person
from adtool.storyworld.places import PLACES
from adtool.storyworld.world import CAST_SIZE, CLIPS, Camera, Film, draw_people, dressed

WORLD = "storyworld-ad"
_RECENT = 12
_STAGED = 3


def sample_film(seed: int, clips: int = CLIPS, redundancy: float = REDUNDANCY) -> Film:
    """Draw a film of ``clips`` described clips from its seed.

    Raises:
        ValueError: if ``redundancy`` is not in [0, 1].
    """
    if not 0 <= redundancy <= 1:
        raise ValueError(f"redundancy is {redundancy:g}; it must lie in [0, 1]")
    rng = random.Random(f"{WORLD} {seed}")
    people = draw_people(rng)
    drawn = _Story(people[:CAST_SIZE], redundancy, rng)
    shots: list[AdShot] = []
    dialogue: list[tuple[int, int]] = []
    time = 0
    while len(shots) < clips:
        talk = rng.randrange(2400, 5200, 40)
        dialogue.append((time, time + talk))
        time += talk + 400
        for _ in range(min(clips - len(shots), rng.choice((1, 2, 2, 3)))):
            length = rng.randrange(3600, 6400, 40)
            shots.append(drawn.next_shot(time, time + length))
            time += length
        time += 400
    name = WORLD if redundancy == REDUNDANCY else f"{WORLD}-r{redundancy:g}"
    return Film(
        seed,
        people[:CAST_SIZE],
        people[CAST_SIZE:],
        tuple(shots),
        tuple(dialogue),
        time + 1000,
        name,
    )


class _Story:
    """A film as it goes on: the scene that it is in, and what was seen before."""

    def __init__(self, cast: Sequence[Person], redundancy: float, rng: random.Random) -> None:
        self.cast = cast
        self.r = redundancy
        self.rng = rng
        self.seen: list[Item] = []  # in earlier scenes
        self.here: list[Item] = []  # in this one
        self.recent: list[str] = []
        self.last: AdShot | None = None
        self.people: tuple[Person, ...] = ()
        self.staged: tuple[Item, ...] = ()

    def next_shot(self, start: int, end: int) -> AdShot:
        """Draw the next clip."""
        opening = self.last is None or self.rng.random() < 0.04 + 0.5 * (1 - self.r)
        if opening:
            self._open()
        elif self.rng.random() > self.r:
            self._change()
        alike = not opening and self.rng.random() < 0.45 * self.r
        shot = (self._alike(start, end) if alike else None) or self._fresh(start, end, opening)
        shot = replace(shot, text=describe(shot, self.rng))
        if shot.item:
            self.here.append(shot.item)
        self.recent = [*self.recent, shot.action][-_RECENT:]
        self.last = shot
        return shot

    def _open(self) -> None:
        """Begin a scene somewhere else."""
        self.seen += [one for one in self.here if one not in self.seen]
        self.here = []
        self.people = tuple(
            dressed(one, self.rng) for one in self.rng.sample(self.cast, self.rng.choice((2, 3, 3)))
        )
        self.staged = tuple(self._any_item(THINGS) for _ in range(_STAGED))

    def _change(self) -> None:
        """Let somebody come or go, and something else stand about."""
        there = {one.name for one in self.people}
        absent = [one for one in self.cast if one.name not in there]
        kept = list(self.people)
        if len(kept) == 3 or (len(kept) > 2 and not absent):
            kept.pop(self.rng.randrange(len(kept)))
        elif absent:
            kept.append(self.rng.choice(absent))
        self.people = tuple(kept)
        self.staged = (*self.staged[1:], self._any_item(THINGS))

    def _fresh(self, start: int, end: int, opening: bool) -> AdShot:
        """Draw a clip in which something new happens."""
        rng, last = self.rng, self.last
        actor, *rest = rng.sample(self.people, len(self.people))
        if last and not opening and rng.random() < 0.5 * self.r:
            there = [one for one in self.people if one.name == last.actor.name]
            actor = there[0] if there else actor
            rest = [one for one in self.people if one is not actor]
        place = last.place if last and not opening else self._elsewhere()
        action = rng.choice(
            [key for key in MOVES if key not in self.recent and goes_with_place(key, place)]
        )
        move = MOVES[action]
        others = tuple(rest[: max(1 if move.together else 0, rng.choice((0, 1, 1, 2)))])
        item = self._item(action) if move.thing else None
        direction = rng.choice(move.directions) if move.directions else ""
        manner = rng.choice(manners_of(action)) if manners_of(action) and rng.random() < 0.5 else ""
        stays = last is not None and not opening and rng.random() < self.r
        shot = AdShot(
            start,
            end,
            place,
            actor,
            others,
            action,
            item.thing if item else None,
            self.staged[0].thing,
            position=last.position if last and stays else rng.uniform(6.8, 9.2),
            facing=facing(direction) or (last.facing if last and stays else rng.choice((1, -1))),
            cameras=last.cameras
            if last and stays
            else (_camera(rng, False), _camera(rng, rng.random() < 0.5)),
            cut=rng.uniform(0.4, 0.65) if rng.random() < 0.4 else 1.0,
            text="",
            item=item,
            manner=manner,
            direction=direction,
            staged=self.staged,
            returns=item in self.seen and item not in self.here,
            known=item in self.here,
            goes_on=bool(last and not opening and last.actor.name == actor.name),
            opening=opening,
        )
        return replace(shot, reaction=self._reaction(shot))

    def _alike(self, start: int, end: int) -> AdShot | None:
        """Draw a clip like the last but for one small thing; None where who was there has left."""
        last = self.last
        if last is None or not {one.name for one in self.people}.issuperset(last.characters):
            return None
        base = replace(
            last,
            start=start,
            end=end,
            staged=self.staged,
            opening=False,
            goes_on=True,
            known=last.item in self.here,
            returns=False,
        )
        drawn = self.rng.choice(variations(base, self.people, self.rng))
        known = drawn.item in self.here
        returns = drawn.item != last.item and drawn.item in self.seen and not known
        return replace(drawn, known=known, returns=returns)

    def _item(self, action: str) -> Item:
        """Take what was seen before, what stands here, or something new."""
        chance, fits = self.rng.random(), FITS[action]
        before, here, stands = (
            [one for one in some if one.thing in fits]
            for some in (self.seen, self.here, self.staged)
        )
        if before and chance < 0.25:
            return self.rng.choice(before)
        if here and chance < 0.25 + 0.35 * self.r:
            return self.rng.choice(here)
        if stands and chance > 0.85:
            return self.rng.choice(stands)
        return self._any_item(fits)

    def _any_item(self, fits: Collection[str]) -> Item:
        """Take any thing, in any of its colours."""
        thing = self.rng.choice([key for key in THINGS if key in fits])
        return Item(thing, self.rng.choice(THINGS[thing].colours or ("",)))

    def _reaction(self, shot: AdShot) -> str:
        """Let a bystander go on with what they did, or do something."""
        if not shot.bystanders:
            return ""
        last = self.last
        on = last.reacting if last and not shot.opening else None
        if last and on and on.name == shot.bystanders[-1].name and self.rng.random() < self.r:
            return last.reaction if last.reaction != shot.action else ""
        chosen = self.rng.choice([one for one in REACTIONS if one != shot.action])
        return chosen if self.rng.random() < 0.5 else ""

    def _elsewhere(self) -> str:
        return self.rng.choice(
            [one for one in PLACES if self.last is None or one != self.last.place]
        )


def _camera(rng: random.Random, close: bool) -> Camera:
    zoom = rng.uniform(1.3, 1.5) if close else rng.uniform(1.05, 1.25)
    return Camera(zoom, close, rng.uniform(-0.4, 0.4))
