"""The actions of Storyworld-AD, by kind: over ninety, each with several ways to say it."""

from __future__ import annotations

from adtool.storyworld.ad.moves.body import BODY
from adtool.storyworld.ad.moves.handling import HANDLING
from adtool.storyworld.ad.moves.known import KNOWN, SIDEWAYS
from adtool.storyworld.ad.moves.move import Move
from adtool.storyworld.ad.moves.passing import PASSING
from adtool.storyworld.ad.moves.together import TOGETHER
from adtool.storyworld.ad.moves.travel import TRAVEL
from adtool.storyworld.ad.moves.working import WORKING

__all__ = ["MOVES", "REACTIONS", "SIDEWAYS", "Move"]

MOVES: dict[str, Move] = KNOWN | TRAVEL | BODY | HANDLING | WORKING | TOGETHER | PASSING

REACTIONS: tuple[str, ...] = (
    "clap", "cheer", "gasp", "laugh", "shrug", "hide eyes", "cross arms", "wave", "weep", "think",
    "yawn", "bow", "dance", "jump",
)  # fmt: skip
"""What somebody who is there may do meanwhile; it goes on from clip to clip."""
