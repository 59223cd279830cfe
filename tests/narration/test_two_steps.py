"""A narrator that looks and then writes, with models whose answers are written down."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest
import torch

import adtool.gaps.survey
from adtool.cast.character import Cast, Character
from adtool.chat.chat import Answer, Chat, Question, Sampling, Token
from adtool.errors import UnavailableError
from adtool.narration import instructions
from adtool.narration.narrator import Group, Narrator, Offer, Seen, ShownClip, View
from adtool.narration.two_steps import ChatNarrator
from adtool.pipeline import describe
from adtool.progress import SILENT, Progress
from adtool.settings import (
    CharacterSettings,
    ChatSettings,
    GapSettings,
    ModelSettings,
    Settings,
)
from adtool.timeline import Candidate, Span

FACE = (0.3, 0.3, 0.7, 0.7)
ANNA, TOM = Character("Anna"), Character("Tom")
LINES = '{"candidates": ["The door opens.", "A door.", "Somebody opens the old door."]}'


@dataclass
class Scripted:
    """Answers a question by the first pattern in it that has answers left; notes all calls."""

    answers: dict[str, Sequence[str | Answer]] = field(default_factory=dict)
    name: str = "scripted"
    identity: str = "scripted 1"
    sees: bool = True
    calls: list[list[Question]] = field(default_factory=list)
    drawn: list[Sampling] = field(default_factory=list)
    _times: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def answer(
        self, questions: Sequence[Question], sampling: Sequence[Sampling], progress: Progress
    ) -> list[Answer]:
        self.calls.append(list(questions))
        self.drawn += sampling
        return [self._answer(question) for question in questions]

    def _answer(self, question: Question) -> Answer:
        told = f"{question.text} {[int(one[-1, -1, 0]) for one in question.pictures]}"
        for pattern, answers in self.answers.items():
            if re.search(pattern, told):
                time = self._times[told]
                self._times[told] += 1
                answer = answers[min(time, len(answers) - 1)]
                return answer if isinstance(answer, Answer) else Answer(answer)
        return Answer("1. A door." if question.pictures else LINES)


CHAT: Chat = Scripted()
NARRATOR: Narrator = ChatNarrator(CHAT, CHAT, ModelSettings(), "scripted")
"""What mypy holds to the protocols."""


def narrator(chat: Chat, writer: Chat | None = None, **settings: object) -> ChatNarrator:
    asked = replace(ChatSettings(), **settings)
    return ChatNarrator(chat, writer or chat, ModelSettings(chat=asked), "mine")


def shown(level: int, count: int = 2, **known) -> ShownClip:
    """Return a clip whose frames are grey, and know whose they are."""
    frames = [np.full((60, 80, 3), level + i, np.uint8) for i in range(count)]
    return ShownClip(Span(level * 1000, level * 1000 + 3000), frames, [], **known)


def noted(seen: Seen) -> list[dict[str, object] | None]:
    return [json.loads(text) if text else None for text in seen.notes]


def group(seen: Seen, characters: Sequence[Sequence[Character]] | None = None) -> Group:
    count = len(seen.notes)
    return Group(
        clips=[Span(i * 4000, i * 4000 + 3000) for i in range(count)],
        seen=seen,
        present=torch.ones(count, 8, dtype=torch.bool),
        characters=characters or [[]] * count,
        portraits={},
        budgets=[8] * count,
    )


def told(chat: Scripted, **settings: object) -> tuple[Seen, list[Offer]]:
    """Let a model see and narrate one clip; what it answers is its script."""
    made = narrator(chat, **settings)
    seen = made.see([shown(10)], SILENT)
    return seen, made.narrate(group(seen), SILENT)


def test_its_view_is_by_the_settings() -> None:
    asked = ChatSettings(short_side=200, clips=3, lines=2, context=1)
    made = ChatNarrator(CHAT, CHAT, ModelSettings(frames=6, names=5, chat=asked), "mine")
    assert made.view == View(6, 200, 3, 5, lines=2, faces=True, shots=True, context=1)
    assert made.settings.window == 3
    assert made.name == "mine"
    assert made.view.words
    assert not made.view.portraits


def test_it_knows_no_world_and_no_features_and_looks_at_no_portraits() -> None:
    assert not NARRATOR.drawn
    assert NARRATOR.encoder is None
    assert NARRATOR.unlikeness([], []) is None
    assert NARRATOR.portray([]).numel() == 0
    with pytest.raises(UnavailableError, match="scripted sees frames, and no features"):
        NARRATOR.from_features(torch.zeros(1, 8, 4))


def test_the_clips_of_a_window_are_asked_about_together_in_their_order() -> None:
    chat = Scripted({r"\[10, 11\]": ["First."], r"\[20, 21\]": ["Second."]})
    seen = narrator(chat).see([shown(10), shown(20), shown(30)], SILENT)
    assert [len(call) for call in chat.calls] == [3]
    assert [one["text"] for one in noted(seen)] == ["First.", "Second.", "1. A door."]
    assert seen.tensors == {}


def test_what_is_kept_of_a_clip_is_all_that_is_known_of_its_pictures() -> None:
    clip = shown(10, 3, characters=[ANNA, TOM], faces=[{}, {"Tom": FACE}, {}])
    chat = Scripted()
    assert noted(narrator(chat).see([clip], SILENT)) == [
        {
            "text": "1. A door.",
            "asked": 1,
            "fault": "",
            "pictures": 3,
            "marked": ["Tom"],
            "recognised": False,
        }
    ]
    ((question,),) = chat.calls
    assert "Tom in red" in question.text
    assert (question.pictures[1] != 11).any()


def test_a_clip_without_a_frame_is_neither_seen_nor_narrated() -> None:
    chat = Scripted()
    made = narrator(chat)
    blind = ShownClip(Span(0, 3000), [None, None])
    seen = made.see([blind, shown(10), blind], SILENT)
    assert [bool(text) for text in seen.notes] == [False, True, False]
    assert [len(call) for call in chat.calls] == [1]
    offers = made.narrate(group(seen), SILENT)
    assert [len(call) for call in chat.calls] == [1, 1]
    assert offers[0] == offers[2] == Offer()
    assert offers[1].candidates


def test_without_any_frame_nobody_is_asked() -> None:
    chat = Scripted()
    made = narrator(chat)
    seen = made.see([ShownClip(Span(0, 3000), [None])], SILENT)
    assert made.narrate(group(seen), SILENT) == [Offer()]
    assert made.see([], SILENT) == Seen(notes=[])
    assert chat.calls == []


def test_wordings_are_offered_best_first_with_what_was_seen() -> None:
    _, (offer,) = told(Scripted())
    assert offer == Offer(
        (
            Candidate("The door opens.", 0.0),
            Candidate("A door.", -0.1),
            Candidate("Somebody opens the old door.", -0.2),
        ),
        facts={"seen": "1. A door.", "asked": 0, "scores": "rank"},
    )


def test_with_log_probabilities_they_are_the_scores() -> None:
    pieces = ['["', "A dog barks.", '", "', "A cat waits.", '"]']
    tokens = [Token(text, score) for text, score in zip(pieces, (-1, -3, -1, -2, -1), strict=True)]
    _, (offer,) = told(Scripted({"Write": [Answer("".join(pieces), tokens)]}))
    assert offer.candidates == (Candidate("A cat waits.", -2.0), Candidate("A dog barks.", -3.0))
    assert offer.facts["scores"] == "log-probability"


def test_a_writer_is_told_what_the_other_has_seen_and_sees_nothing() -> None:
    looks, writes = Scripted({"": ["1. A grey cat."]}), Scripted(name="pen", sees=False)
    made = narrator(looks, writes)
    seen = made.see([shown(10)], SILENT)
    made.narrate(group(seen), SILENT)
    ((question,),) = writes.calls
    assert "What happens:\n1. A grey cat.\n" in question.text
    assert not question.pictures
    assert len(looks.calls) == 1
    assert made.facts == {"identity": made.identity, "looks": "scripted", "writes": "pen"}


def test_all_clips_of_a_group_are_worded_together() -> None:
    chat = Scripted()
    made = narrator(chat)
    seen = made.see([shown(10), shown(20), shown(30)], SILENT)
    offers = made.narrate(group(seen), SILENT)
    assert [len(call) for call in chat.calls] == [3, 3]
    assert len(offers) == 3


@pytest.mark.parametrize(
    "bad",
    ["", "I'm sorry, but I can't help with that.", "a" * 2001, Answer(fault="Memory ran out.")],
    ids=["nothing", "refusal", "rambling", "fault"],
)
def test_notes_that_cannot_be_used_are_asked_for_again_for_that_clip_alone(bad) -> None:
    chat = Scripted({r"\[20, 21\]": [bad, bad, "1. A cat."]})
    seen = narrator(chat).see([shown(10), shown(20)], SILENT)
    assert [len(call) for call in chat.calls] == [2, 1, 1]
    assert [one["asked"] for one in noted(seen)] == [1, 3]
    assert [one["text"] for one in noted(seen)] == ["1. A door.", "1. A cat."]


@pytest.mark.parametrize("tries", [0, 1, 3])
def test_notes_are_given_up_with_the_reason_and_nothing_is_worded_of_them(tries: int) -> None:
    chat = Scripted({"pictures are": ["I cannot describe people."]})
    seen, (offer,) = told(chat, tries=tries)
    often = "once" if tries == 0 else f"{tries + 1} times"
    reason = (
        f"Asked {often} about the pictures, the model gave no answer that can be used: it refused "
        "to answer."
    )
    assert noted(seen) == [
        {
            "text": "",
            "asked": tries + 1,
            "fault": reason,
            "pictures": 2,
            "marked": [],
            "recognised": False,
        }
    ]
    assert offer == Offer(reason=reason, facts={"seen": "", "asked": tries})
    assert len(chat.calls) == tries + 1  # nobody was asked for wordings


BAD_WORDINGS = {
    "no JSON": ("The door opens.", "it wrote no wordings as JSON"),
    "a refusal": ("I'm sorry, I cannot do that.", "it refused to answer"),
    "nothing": ("", "it said nothing"),
    "rambling": (json.dumps(["on " * 40]), "it rambled (40 words)"),
    "a stranger": ('["He sees Rex."]', "it named somebody who may not be named here (“Rex”)"),
    "the picture": ('["We see a door."]', "it spoke of the picture, not of the story (“We”)"),
    "markup": ('["**A door** opens."]', "it wrote markup or an address"),
    "an emoji": ('["A door opens 🚪."]', "it wrote an emoji or a symbol (“🚪”)"),
    "another script": ('["Дверь открывается."]', "it wrote in another script (“Д”)"),
    "its instructions": (
        '["Every line is made of whole sentences."]',
        "it repeated its instructions",
    ),
    "a lone word": ('["Door"]', "it wrote no sentence"),
    "two faults": ('["Door", "We open."]', "it wrote no sentence; it spoke of the picture, not"),
}


@pytest.mark.parametrize(("bad", "fault"), BAD_WORDINGS.values(), ids=BAD_WORDINGS)
def test_wordings_that_cannot_be_used_are_given_up_with_the_reason(bad: str, fault: str) -> None:
    chat = Scripted({"Write": [bad]})
    _, (offer,) = told(chat, tries=2)
    assert offer.candidates == ()
    assert offer.reason.startswith(
        f"Asked 3 times for wordings, the model gave no answer that can be used: {fault}"
    )
    assert offer.reason.isprintable()
    assert offer.facts == {"seen": "1. A door.", "asked": 2}
    assert len(chat.calls) == 4


@pytest.mark.parametrize(("bad", "fault"), BAD_WORDINGS.values(), ids=BAD_WORDINGS)
def test_a_model_that_recovers_is_forgiven_and_counted(bad: str, fault: str) -> None:
    chat = Scripted({"pictures are": ["", "1. A door."], "Write": [bad, bad, LINES]})
    _, (offer,) = told(chat)
    assert offer.candidates[0].text == "The door opens."
    assert offer.reason == ""
    assert offer.facts["asked"] == 3


def test_one_good_wording_is_enough() -> None:
    chat = Scripted({"Write": ['["We wait.", "A dog waits.", "He sees Rex."]']})
    _, (offer,) = told(chat)
    assert [one.text for one in offer.candidates] == ["A dog waits."]
    assert offer.facts["asked"] == 0


def test_who_is_marked_may_be_named_and_who_may_be_anywhere_may_not() -> None:
    chat = Scripted({"Write": ['["Anna waits.", "A woman waits outside."]']})
    made = narrator(chat)
    marked = shown(10, characters=[ANNA], faces=[{"Anna": FACE}, {}])
    unmarked = shown(20, characters=[ANNA], faces=[{}, {}])
    seen = made.see([marked, unmarked], SILENT)
    sure, unsure = made.narrate(group(seen, [[ANNA], [ANNA]]), SILENT)
    assert [one.text for one in sure.candidates] == ["Anna waits.", "A woman waits outside."]
    assert [one.text for one in unsure.candidates] == ["A woman waits outside."]


def test_questions_are_drawn_as_the_settings_say() -> None:
    chat = Scripted({"Write": ["", LINES]})
    told(chat, looking=0.1, writing=0.5, top_p=0.8, notes=300, seed=4, candidates=3)
    assert chat.drawn == [
        Sampling(0.1, 0.8, 300, 4),
        Sampling(0.5, 0.8, 3 * 67 + 32, 4),
        Sampling(0.5, 0.8, 3 * 67 + 32, 5),
    ]
    assert "Write 3 lines" in chat.calls[1][0].text


def test_the_same_clips_are_asked_about_in_the_same_way_twice() -> None:
    asked = []
    for _ in range(2):
        chat = Scripted({"Write": ["", LINES]})
        seen, offers = told(chat)
        questions = [question for call in chat.calls for question in call]
        asked.append((seen, offers, [question.text for question in questions], chat.drawn))
    assert asked[0] == asked[1]


@dataclass(frozen=True)
class Change:
    """A setting that was changed, and what it renews."""

    settings: dict[str, object]
    sight: bool
    wording: bool


CHANGES = [
    Change({"looking": 0.5}, sight=True, wording=False),
    Change({"notes": 99}, sight=True, wording=False),
    Change({"writing": 0.5}, sight=False, wording=True),
    Change({"candidates": 2}, sight=False, wording=True),
    Change({"top_p": 0.5}, sight=True, wording=True),
    Change({"seed": 1}, sight=True, wording=True),
    Change({"tries": 1}, sight=True, wording=True),
    Change({"served": "other"}, sight=True, wording=True),
    Change({"parallel": 2}, sight=False, wording=False),
    Change({"patience": 9.0}, sight=False, wording=False),
    Change({"elsewhere": True}, sight=False, wording=False),
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: "".join(change.settings))
def test_what_answers_depend_on_renews_what_is_kept_and_nothing_else_does(change: Change) -> None:
    before, after = narrator(CHAT), narrator(CHAT, **change.settings)
    assert (before.sight != after.sight) == change.sight
    assert (before.wording != after.wording) == change.wording
    json.dumps([after.sight, after.wording])


def test_the_models_the_language_and_the_instructions_renew_what_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = Scripted(identity="scripted 2")
    plain = narrator(CHAT)
    assert narrator(other).sight != plain.sight
    assert narrator(other).identity != plain.identity
    assert narrator(CHAT, other).sight == plain.sight
    assert narrator(CHAT, other).wording != plain.wording
    assert narrator(CHAT, other).identity != narrator(other, CHAT).identity
    german = ChatNarrator(CHAT, CHAT, ModelSettings(), "mine", language="de")
    assert (german.sight, german.wording != plain.wording) == (plain.sight, True)
    longer = ChatNarrator(CHAT, CHAT, ModelSettings(max_tokens=99), "mine")
    assert longer.wording != plain.wording
    sight, wording = plain.sight, plain.wording
    monkeypatch.setattr(instructions, "digest", lambda: "other")
    assert plain.sight != sight
    assert plain.wording != wording


SETTINGS = Settings(
    gaps=GapSettings(longest_clip=4000), characters=CharacterSettings(recogniser="none")
)


@pytest.fixture
def film(make_film: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(adtool.gaps.survey, "hear", lambda *_, **__: (Span(0, 2_000),))
    return make_film("film.mp4", 22, sound=True)


def test_a_film_is_described_from_notes_and_a_kept_run_asks_nothing_again(
    film: Path, tmp_path: Path
) -> None:
    chat = Scripted({"The lines before": ['["A red square glows.", "Squares flicker."]']})
    made, work = narrator(chat, clips=2), tmp_path / "work"
    cast = Cast("", (ANNA, TOM))
    script = describe(film, SETTINGS, cast=cast, narrator=made, work=work)
    first, second, *others = [line.text for line in script.lines]
    assert (first, second) == ("The door opens.", "A door.")
    assert set(others) == {"A red square glows.", "Squares flicker."}  # by turns
    assert script.metadata["model"] == {"name": "mine", **made.facts}
    assert all(8 <= len(question.pictures) <= 16 for question in chat.calls[0])
    assert all(line.facts["seen"] == "1. A door." for line in script.lines)
    asked = len(chat.calls)
    assert describe(film, SETTINGS, cast=cast, narrator=made, work=work) == script
    assert len(chat.calls) == asked
    again = narrator(chat, clips=2, writing=0.9)
    describe(film, SETTINGS, cast=cast, narrator=again, work=work)
    assert all(not question.pictures for call in chat.calls[asked:] for question in call)
    assert len(chat.calls) > asked


def test_a_film_of_which_a_model_says_nothing_says_why_for_every_clip(film: Path) -> None:
    chat = Scripted({"pictures are": ["I can't see any images."]})
    script = describe(film, SETTINGS, narrator=narrator(chat, tries=1))
    assert script.lines == ()
    assert script.omissions
    assert {omission.facts["asked"] for omission in script.omissions} == {1}
