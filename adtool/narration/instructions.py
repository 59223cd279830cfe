"""Every sentence that a chat model reads, and nowhere else.

What is asked follows Shot-by-Shot (Xie et al., ICCV 2025) and the house rules of audio description;
the words are ours.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path

from adtool.narration.narrator import Dialogue
from adtool.shots.shot import ClipShots
from adtool.timeline import Said

LOOKING = (
    "You help to describe films to people who cannot see them. You look at pictures of a film and "
    "note what happens in them, in plain English sentences. Note what you are sure of; leave out "
    "what you would have to guess."
)

WRITING = """\
You write audio description: short lines that a narrator speaks in the pauses of a film, for \
people who cannot see it.
- Use the present tense and the third person.
- Tell what can be seen, and nothing else. A feeling or a reason counts only where a face or a \
gesture shows it.
- Tell the story, not its pictures: no "we see", no image, no frame, no shot, no camera.
- Tell something new: nothing that the lines before have told, nothing that the dialogue tells.
- Call people only by names that you are given for this line; a wrong name is worse than none.
- Every line is made of whole sentences that are easy to say aloud.
- Answer with JSON alone: no heading, no remark, no markup."""

_EXPRESSIONS = "What do the faces and the hands show?"
_OBJECTS = "Which things do people hold, use or turn to?"
_PLACE = "What place is it, in what light and weather?"

_LONGEST_SAID = 200
"""Characters of a stretch of dialogue that are told."""


@dataclass(frozen=True)
class Sight:
    """What a model is shown.

    Attributes:
        pictures: for each picture the number of its shot, from 1 on; 0 where that is not known.
        shots: the clip's shots and their neighbours; None where nobody knows them.
        marked: the colour of each person whose face is circled, by name.
    """

    pictures: Sequence[int]
    shots: ClipShots | None = None
    marked: Mapping[str, str] = field(default_factory=dict)

    @property
    def numbered(self) -> bool:
        """Whether the pictures are from several shots, and so must say from which."""
        return len(set(self.pictures)) > 1


@dataclass(frozen=True)
class Task:
    """What a model is told for a line.

    Attributes:
        notes: what the clip shows.
        count: how many wordings are wanted.
        budget: how many words there is time for; 0 where nobody knows.
        names: who is in the clip, and may be named.
        unsure: who of them the notes cannot point to.
        possible: who is in the film, where nobody knows who is in the clip.
        named: whom the lines before have named.
        before: the lines before, the last one last.
        dialogue: what is said around the clip.
        language: BCP 47 tag of the line.
    """

    notes: str
    count: int
    budget: int = 0
    names: Sequence[str] = ()
    unsure: Sequence[str] = ()
    possible: Sequence[str] = ()
    named: Sequence[str] = ()
    before: Sequence[str] = ()
    dialogue: Dialogue = field(default_factory=Dialogue)
    language: str = "en"


def looking(sight: Sight) -> str:
    """Word the question about a clip's pictures, which stand before it."""
    parts = [_order(sight), *_shots(sight), _circles(sight.marked)]
    questions = "\n".join(f"{i}. {text}" for i, text in enumerate(_questions(sight), 1))
    return (
        f"{' '.join(parts)}\n\n"
        f"Answer in numbered paragraphs, in 150 words or fewer altogether:\n{questions}"
    )


def writing(task: Task) -> str:
    """Word the request for the lines of a clip."""
    parts = [f"What happens:\n{task.notes}"]
    if task.before:
        parts.append(f"The lines before:\n{_list(task.before)}")
    if task.dialogue.before:
        parts.append(f"What is said before this line:\n{_said(task.dialogue.before)}")
    if task.dialogue.after:
        parts.append(f"What is said after this line:\n{_said(task.dialogue.after)}")
    parts += [_names(task), f"{_wanted(task)} {_language(task.language)}", _form(task.count)]
    return "\n\n".join(parts)


def short(budget: int) -> int:
    """Return how many words the shortest wording may have that a model is asked for."""
    return max(1, budget // 2)


@cache
def digest() -> str:
    """Return a digest of all that stands here: other instructions get other answers."""
    return sha256(Path(__file__).read_bytes()).hexdigest()[:16]


def _order(sight: Sight) -> str:
    if len(sight.pictures) == 1:
        return "The picture is from a film."
    return f"The {len(sight.pictures)} pictures are from a film, in the order of time."


def _shots(sight: Sight) -> list[str]:
    """Tell which shots there are, which are asked about, and which look alike."""
    if sight.shots is None or not sight.numbered:
        return []
    shown = set(sight.pictures)
    first = len(sight.shots.before) + 1
    last = first + len(sight.shots.inside) - 1
    asked = [number for number in sorted(shown) if first <= number <= last]
    before = [number for number in sorted(shown) if 0 < number < first]
    after = [number for number in sorted(shown) if number > last]
    told = ["The top left corner of each says from which shot."]
    told += [f"{_numbers(before)} {_verb(before, 'come')} before."] if before else []
    told += [f"{_numbers(after)} {_verb(after, 'come')} after."] if after else []
    if asked and (before or after):
        about = _numbers(asked)
        told.append(
            f"{'They' if len(before + after) > 1 else 'It'} only {_verb(before + after, 'help')} "
            f"you to understand: all questions are about {about[0].lower()}{about[1:]}."
        )
    return [*told, *_same(sight.shots, shown)]


def _same(shots: ClipShots, shown: Iterable[int]) -> list[str]:
    """Tell which of the shots that are shown are taken from one place."""
    setups: dict[int, list[int]] = {}
    for number, shot in enumerate((*shots.before, *shots.inside, *shots.after), 1):
        if number in shown:
            setups.setdefault(shot.setup, []).append(number)
    alike = [numbers for numbers in setups.values() if len(numbers) > 1]
    told = [f"{_numbers(numbers)} look at the same place from the same side." for numbers in alike]
    return [*told, "Do not tell again what does not change between them."] if told else []


def _circles(marked: Mapping[str, str]) -> str:
    if not marked:
        return "Nobody's name is known, so give nobody a name."
    who = ", ".join(f"{name} in {colour}" for name, colour in marked.items())
    return (
        f"Circles round faces say who is who: {who}. Give nobody else a name. Circles and numbers "
        "are not part of the film, so do not mention them."
    )


def _questions(sight: Sight) -> list[str]:
    others = " Use the names of those with a circle; of others" if sight.marked else " Of each,"
    asked = [
        f"Who is there?{others} say in a few words what they look like.",
        "What does each of them do, and in which order?",
        "What passes between them: looks, touches, things that are given or shown?",
    ]
    scale = sight.shots.scale if sight.shots else None
    if scale is None:
        return asked
    if scale < 1:
        return [*asked, _EXPRESSIONS]
    if 1.5 <= scale <= 3:
        return [*asked, _OBJECTS]
    return [*asked, _PLACE] if scale >= 3.5 else asked


def _names(task: Task) -> str:
    """Tell who may be named."""
    told = []
    if task.names:
        told.append(f"Names that you may use: {', '.join(task.names)}. Name nobody else.")
        if task.unsure:
            they = "them" if len(task.unsure) > 1 else "this person"
            told.append(
                f"What happens does not say which of the people {_verb(task.unsure, 'be')} "
                f"{' and '.join(task.unsure)}: name {they} only where there is no doubt."
            )
        known = [name for name in task.named if name in task.names]
        if known:
            told.append(f"Named before: {', '.join(known)}.")
        return " ".join([*told, "Say of others what they look like."])
    if task.possible:
        told.append(f"People of the film: {', '.join(task.possible)}. Nobody knows who is here.")
    return " ".join([*told, "Do not use any name; say what people look like."])


def _wanted(task: Task) -> str:
    """Tell how many lines are wanted, and how long they may be."""
    if task.count == 1:
        limit = f" of {_words(task.budget)} or fewer" if task.budget else ", a short one"
        return f"Write one line{limit}."
    told = f"Write {task.count} lines to choose from, which differ in what they tell and how."
    if not task.budget:
        return f"{told} Keep them short, and one of them very short."
    return (
        f"{told} None has more than {_words(task.budget)}; one or more of them "
        f"have {_words(short(task.budget))} or fewer."
    )


def _words(count: int) -> str:
    return "1 word" if count == 1 else f"{count} words"


def _language(tag: str) -> str:
    if tag.split("-")[0].lower() == "en":
        return "Write in English."
    return f"Write in the language whose tag is {tag}."


def _form(count: int) -> str:
    form = json.dumps({"candidates": ["…"] * min(count, 2)}, ensure_ascii=False)
    return f"Answer in this form: {form}"


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {' '.join(line.split())}" for line in lines)


def _said(dialogue: Iterable[Said]) -> str:
    return _list(f"“{_cut(' '.join(said.text.split()))}”" for said in dialogue)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_SAID else f"{text[: _LONGEST_SAID - 1]}…"


def _numbers(numbers: Sequence[int]) -> str:
    """Return "Shot 3", "Shots 1 and 2", or "Shots 1, 2 and 4"."""
    *most, last = map(str, numbers)
    return f"Shots {', '.join(most)} and {last}" if most else f"Shot {last}"


def _verb(subjects: Sequence[object], verb: str) -> str:
    if verb == "be":
        return "are" if len(subjects) > 1 else "is"
    return verb if len(subjects) > 1 else f"{verb}s"
