"""The second step: what is known of a clip becomes a request for wordings, and their bounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from adtool.cast.character import Character
from adtool.chat.chat import Question
from adtool.model.prompt import Named
from adtool.narration.instructions import WRITING, Task, writing
from adtool.narration.looking import Notes
from adtool.narration.narrator import Dialogue, Group
from adtool.narration.verdicts import Bounds, strangers


@dataclass(frozen=True)
class Request:
    """A request for wordings, and what they are held to."""

    question: Question
    bounds: Bounds


def request(group: Group, place: int, notes: Notes, *, count: int, language: str) -> Request:
    """Word the request for the lines of one clip of a group.

    Who was recognised in the clip may be named, be it in a frame that the model has not seen. Where
    nobody was, it may be anybody: then nobody may be named, since a wrong name is the worst that a
    line can say.

    Args:
        group: the clips.
        place: which of them.
        notes: what was seen of it.
        count: how many wordings are wanted.
        language: BCP 47 tag of the lines.
    """
    there = [_character(who) for who in group.characters[place]]
    names = there if notes.marked or notes.recognised else []
    budget = group.budgets[place] if group.budgets else 0
    task = Task(
        notes=notes.text,
        count=count,
        budget=budget,
        names=[who.name for who in names],
        unsure=[who.name for who in names if who.name not in notes.marked],
        possible=[who.name for who in there if not names],
        named=group.named,
        before=group.before,
        dialogue=group.dialogue[place] if group.dialogue else Dialogue(),
        language=language,
    )
    bounds = Bounds(budget, names, _others(there, names, group.named), WRITING, language)
    return Request(Question(WRITING, writing(task)), _with_strangers_of(notes, bounds))


def _others(
    there: Sequence[Character], names: Sequence[Character], named: Sequence[str]
) -> list[Character]:
    """Return who is known and may not be named here."""
    known = {name: Character(name) for name in named} | {who.name: who for who in there}
    return [who for who in known.values() if who.name not in {one.name for one in names}]


def _with_strangers_of(notes: Notes, bounds: Bounds) -> Bounds:
    """Add whom the notes name without being told: a guess that no line may take over."""
    found = dict.fromkeys(strangers(notes.text, bounds))
    known = {who.name for who in bounds.others}
    guessed = [Character(name) for name in found if name not in known]
    return replace(bounds, others=(*bounds.others, *guessed))


def _character(who: Named) -> Character:
    return who if isinstance(who, Character) else Character(who.name, who.actor or "")
