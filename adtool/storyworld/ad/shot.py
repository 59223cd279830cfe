"""A clip of Storyworld-AD: one deed, who else is there and does what, and what stands about."""

from __future__ import annotations

from dataclasses import dataclass

from adtool.storyworld.ad.moves import MOVES
from adtool.storyworld.ad.things import Item
from adtool.storyworld.people import Person
from adtool.storyworld.world import Shot


@dataclass(frozen=True, slots=True)
class AdShot(Shot):
    """One clip; ``action`` is a key of ``MOVES`` here, ``thing`` and ``prop`` of ``THINGS``.

    Attributes:
        item: what is handled, or None.
        manner: a key of ``MANNERS``; empty where there is none.
        direction: "left", "right", "up" or "down" on the screen; empty where there is none.
        reaction: what the last of ``others`` does meanwhile, a key of ``MOVES``; empty for nothing.
        staged: what stands about in the scene.
        changed: where the clip is like the one before it but for one small thing, what that is:
            "action", "item", "manner", "direction", "receiver" or "reaction"; else empty.
        returns: whether the item was handled in an earlier scene.
        known: whether it was handled before in this scene.
        goes_on: whether who acts acted in the clip before, in the same scene.
        opening: whether the clip opens a scene.
    """

    item: Item | None = None
    manner: str = ""
    direction: str = ""
    reaction: str = ""
    staged: tuple[Item, ...] = ()
    changed: str = ""
    returns: bool = False
    known: bool = False
    goes_on: bool = False
    opening: bool = False

    @property
    def receiver(self) -> Person | None:
        """Who is acted on."""
        return self.others[0] if MOVES[self.action].together else None

    @property
    def bystanders(self) -> tuple[Person, ...]:
        """Who is there and is not acted on."""
        return self.others[1:] if MOVES[self.action].together else self.others

    @property
    def reacting(self) -> Person | None:
        """Who does something of their own meanwhile."""
        return self.bystanders[-1] if self.reaction and self.bystanders else None
