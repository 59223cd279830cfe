"""Every sentence that a chat model reads, word for word: see the files in ``instructions/``."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from adtool.narration import instructions
from adtool.narration.instructions import LOOKING, WRITING, Sight, Task, looking, short, writing
from adtool.narration.narrator import Dialogue
from adtool.shots.shot import ClipShots, Shot
from adtool.timeline import Said

GOLDEN = Path(__file__).with_name("instructions")

FOUR = ClipShots(
    before=(Shot(0, 1000, setup=1), Shot(1000, 2000, setup=2)),
    inside=(Shot(2000, 5000, setup=1, scale=0.5),),
    after=(Shot(5000, 6000, setup=3),),
)
CUTS = ClipShots(
    before=(Shot(0, 1000, setup=1),),
    inside=(Shot(1000, 2000, setup=2, scale=2.0), Shot(2000, 3000, setup=1, scale=2.0)),
    after=(Shot(3000, 4000, setup=2), Shot(4000, 5000, setup=4)),
)
ALONE = ClipShots((), (Shot(0, 4000, setup=1, scale=4.0),), ())
TALK = Dialogue(
    (Said(0, 900, "Where have you\nbeen?"), Said(1000, 1900, "Out.")),
    (Said(6000, 7000, "Then stay out."),),
)

SITUATIONS = {
    "looking_system": LOOKING,
    "writing_system": WRITING,
    "looking_at_one_picture": looking(Sight([0])),
    "looking_without_shots": looking(Sight([0] * 8, None, {"Anna": "red", "Old Tom": "green"})),
    "looking_at_a_shot_between_others": looking(
        Sight([1, 1, 2, 2, *[3] * 8, 4, 4], FOUR, {"Anna": "red"})
    ),
    "looking_at_shots_that_return": looking(Sight([1, 2, 2, 3, 3, 4, 5], CUTS)),
    "looking_at_a_wide_shot": looking(Sight([1] * 8, ALONE)),
    "writing_with_all_that_is_known": writing(
        Task(
            "1. Anna, and a man in a grey coat.\n2. Anna opens the door.",
            count=5,
            budget=12,
            names=["Anna", "Old Tom"],
            unsure=["Old Tom"],
            named=["Anna", "Eve"],
            before=["A car stops.", "Anna gets out."],
            dialogue=TALK,
        )
    ),
    "writing_without_names": writing(Task("1. A dog.\n2. It sleeps.", count=3, budget=5)),
    "writing_where_anybody_may_be_there": writing(
        Task("1. A woman.", count=2, budget=6, possible=["Anna", "Old Tom"])
    ),
    "writing_one_line": writing(Task("1. Anna.", count=1, budget=1, names=["Anna"])),
    "writing_without_a_budget_in_german": writing(
        Task(
            "1. Anna. 2. Old Tom. 3. Eve.",
            count=5,
            names=["Anna", "Old Tom", "Eve"],
            unsure=["Old Tom", "Eve"],
            language="de-AT",
        )
    ),
}


@pytest.mark.parametrize("name", SITUATIONS)
def test_a_model_reads_this_and_nothing_else(name: str) -> None:
    assert SITUATIONS[name] + "\n" == (GOLDEN / f"{name}.txt").read_text("utf-8")


def test_every_golden_file_is_of_a_situation() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(SITUATIONS)


EXPRESSIONS, OBJECTS, PLACE = (
    "4. What do the faces and the hands show?",
    "4. Which things do people hold, use or turn to?",
    "4. What place is it, in what light and weather?",
)


@pytest.mark.parametrize(
    ("scale", "question"),
    [
        (0.0, EXPRESSIONS),
        (0.99, EXPRESSIONS),
        (1.0, ""),
        (1.49, ""),
        (1.5, OBJECTS),
        (2.0, OBJECTS),
        (3.0, OBJECTS),
        (3.01, ""),
        (3.49, ""),
        (3.5, PLACE),
        (5.0, PLACE),
        (None, ""),
    ],
)
def test_the_fourth_question_is_by_the_scale_of_the_shots(
    scale: float | None, question: str
) -> None:
    shots = ClipShots((), (Shot(0, 1000, setup=0, scale=scale),), ())
    text = looking(Sight([1], shots))
    assert "\n3. What passes between them" in text
    assert text.partition("\n4. ")[2] == question.removeprefix("4. ")


def test_the_scale_is_the_mean_of_the_shots_inside_by_their_length() -> None:
    near, far = Shot(0, 3000, setup=0, scale=0.0), Shot(3000, 4000, setup=1, scale=3.9)
    assert EXPRESSIONS in looking(Sight([1, 2], ClipShots((), (near, far), ())))  # .975
    wide = Shot(0, 9000, setup=0, scale=5.0)
    assert EXPRESSIONS in looking(Sight([1, 2], ClipShots((wide,), (near,), (wide,))))


@pytest.mark.parametrize(
    ("pictures", "told"),
    [
        ([3, 3], []),
        ([2, 3], ["Shot 2 comes before.", "It only helps you", "about shot 3."]),
        ([3, 4], ["Shot 4 comes after.", "It only helps you", "about shot 3."]),
        ([1, 2, 3], ["Shots 1 and 2 come before.", "They only help you"]),
        ([1, 3, 4], ["Shot 1 comes before. Shot 4 comes after.", "They only help you"]),
    ],
)
def test_only_shots_that_are_shown_are_told(pictures: list[int], told: list[str]) -> None:
    text = looking(Sight(pictures, FOUR))
    assert all(part in text for part in told)
    assert sorted(set(re.findall(r"\d(?= and|,? come|\.\s|,)", text.split("\n")[0]))) == (
        sorted({str(number) for number in pictures}) if told else []
    )


def test_shots_of_one_set_up_are_told_as_such_only_where_two_are_shown() -> None:
    alike = "Shots 1 and 3 look at the same place from the same side."
    assert alike in looking(Sight([1, 3], FOUR))
    assert "same place" not in looking(Sight([2, 3, 4], FOUR))
    assert "does not change" not in looking(Sight([2, 3, 4], FOUR))
    setups = ClipShots((), tuple(Shot(i, i + 1, setup=7) for i in range(3)), ())
    assert "Shots 1, 2 and 3 look at the same" in looking(Sight([1, 2, 3], setups))


def test_a_question_without_circles_and_shots_speaks_of_neither() -> None:
    text = looking(Sight([0, 0]))
    assert "ircle" not in text
    assert "hot" not in text


@pytest.mark.parametrize(
    ("budget", "words"), [(0, 1), (1, 1), (2, 1), (3, 1), (4, 2), (9, 4), (20, 10)]
)
def test_a_short_line_has_half_the_words_and_one_at_least(budget: int, words: int) -> None:
    assert short(budget) == words


def test_long_dialogue_is_cut_and_told_on_one_line() -> None:
    fits, long = "a" * 200, "b" * 201
    text = writing(Task("x", 1, dialogue=Dialogue((Said(0, 1, fits), Said(1, 2, long)))))
    assert f"- “{fits}”\n- “{'b' * 199}…”" in text
    assert "“Where have you been?”" in SITUATIONS["writing_with_all_that_is_known"]


def test_who_was_named_before_is_told_only_of_those_who_are_here() -> None:
    assert "Named before: Anna." in SITUATIONS["writing_with_all_that_is_known"]
    assert "Eve" not in SITUATIONS["writing_with_all_that_is_known"]
    assert "Named before" not in writing(Task("x", 1, names=["Tom"], named=["Anna"]))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Write in English."),
        ("en-GB", "Write in English."),
        ("EN", "Write in English."),
        ("fr", "Write in the language whose tag is fr."),
        ("enm", "Write in the language whose tag is enm."),
    ],
)
def test_the_language_is_said(language: str, sentence: str) -> None:
    assert sentence in writing(Task("x", 1, language=language))


def test_other_instructions_have_another_digest(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ours = instructions.digest()
    changed = tmp_path / "instructions.py"
    changed.write_bytes(Path(instructions.__file__).read_bytes() + b"\n")
    monkeypatch.setattr(instructions, "__file__", str(changed))
    instructions.digest.cache_clear()
    other = instructions.digest()
    monkeypatch.undo()
    instructions.digest.cache_clear()
    assert ours == instructions.digest() != other
    assert re.fullmatch("[0-9a-f]{16}", ours)
