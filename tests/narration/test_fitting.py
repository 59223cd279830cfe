"""Which wordings of a clip can be spoken, given the lines before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from adtool.cast.character import Character
from adtool.narration.clip import ClipNarration
from adtool.narration.fitting import ABSURD, NO_FRAMES, NOTHING_SAID, EarlierLines, Fitting, Option
from adtool.settings import FittingSettings
from adtool.timeline import Candidate, Clip, Gap, Line

SETTINGS = FittingSettings(rate=120.0, pause=0, name_cost=0.0)  # two words a second


def clip(seconds: float, start: int = 0) -> Clip:
    end = start + round(seconds * 1000)
    return Clip(start, end, gap=Gap(start, end))


def narration(seconds: float, *texts: str, start: int = 0) -> ClipNarration:
    return ClipNarration(
        clip(seconds, start), candidates=tuple(Candidate(text, 0.0) for text in texts)
    )


def texts(found: Sequence[Option]) -> list[str]:
    return [option.text for option in found]


def test_wordings_that_fit_come_in_their_order() -> None:
    offered = narration(2.0, "Anna slowly opens the heavy door.", "Anna opens a door.", "A cup.")
    assert Fitting(SETTINGS).fitted(offered) == [
        Option("Anna opens a door.", 0, 2000, place=1),
        Option("A cup.", 0, 1000, place=2),
    ]


def test_what_was_cut_at_a_clause_comes_last() -> None:
    offered = narration(2.0, "Anna opens the door and walks in.", "Anna leaves.")
    assert Fitting(SETTINGS).fitted(offered) == [
        Option("Anna leaves.", 0, 1000, place=1),
        Option("Anna opens the door.", 0, 2000, place=0, shortened=True),
    ]


def test_an_option_becomes_a_line_of_its_clip() -> None:
    offered = narration(2.0, "Anna leaves.")
    option = Option("Anna leaves.", 0, 1000, 0, shortened=True)
    assert option.line(offered) == Line(
        0, 1000, "Anna leaves.", clip(2.0), offered.candidates, shortened=True
    )


def test_a_wording_takes_its_room_to_the_millisecond() -> None:
    fit = Fitting(SETTINGS)
    assert texts(fit.fitted(narration(1.5, "Tom eats two."))) == ["Tom eats two."]
    assert fit.fitted(narration(1.499, "Tom eats two.")) == []


def why(offered: ClipNarration, earlier: EarlierLines = NOTHING_SAID) -> str:
    fit = Fitting(SETTINGS, (Character("Eve", introduced_at=5000),))
    assert all(option.repeats for option in fit.fitted(offered, earlier))
    return fit.why_none(offered, earlier)


def test_where_nothing_can_be_said_the_reason_is_known() -> None:
    long = "Anna slowly opens the heavy door."
    takes = "The shortest wording takes 3.3 s, and there are 2.0 s."
    assert why(narration(2.0, long)) == why(narration(2.0, long, start=60_000)) == takes
    assert why(narration(2.0, "Anna opens the")) == "No wording was a whole phrase."
    assert why(narration(1.5, "Tom opens the")) == "No wording was a whole phrase."
    assert why(narration(2.0, "", " . ")) == "The model had nothing to say."
    assert why(narration(2.0)) == "The model had nothing to say."
    assert why(narration(2.0, "Eve waves.")) == "It would name somebody before the film does."
    assert why(replace(narration(2.0, "Tom waves."), readable=False)) == NO_FRAMES
    assert why(narration(9.0, "Rex gives an apple to Rex.")) == ABSURD
    assert why(replace(narration(2.0), reason="The server was asleep.")) == "The server was asleep."


def test_a_repeat_of_the_line_before_is_told_apart() -> None:
    earlier = EarlierLines(("Anna smiles!",))
    found = Fitting(SETTINGS).fitted(narration(2.0, "anna smiles.", "She smiles."), earlier)
    assert [(option.text, option.repeats) for option in found] == [
        ("Anna smiles.", True),
        ("She smiles.", False),
    ]
    repeat = "It would only repeat the line before."
    assert why(narration(2.0, "Anna smiles."), earlier) == repeat


def test_a_line_with_the_name_repeats_one_with_the_pronoun() -> None:
    cast = (Character("Anna", pronoun="she"),)
    earlier = EarlierLines(("She waves.",))
    (option,) = Fitting(SETTINGS, cast).fitted(narration(9.0, "Anna waves."), earlier)
    assert option.repeats
    (unknown,) = Fitting(SETTINGS).fitted(narration(9.0, "Anna waves."), earlier)
    assert not unknown.repeats


def test_a_line_begins_a_pause_after_the_line_before() -> None:
    fit = Fitting(replace(SETTINGS, pause=300))
    earlier = EarlierLines(("Tom sits.",), end=2000)
    (option,) = fit.fitted(narration(3.0, "Tom leaves.", start=2000), earlier)
    assert (option.start, option.end) == (2300, 3300)
    (late,) = fit.fitted(narration(3.0, "Tom leaves.", start=2400), earlier)
    assert late.start == 2400
    assert fit.fitted(narration(1.2, "Tom leaves.", start=2000), earlier) == []
    (first,) = fit.fitted(narration(3.0, "Tom leaves."))
    assert first.start == 0


def test_nobody_is_named_before_the_film_does() -> None:
    fit = Fitting(SETTINGS, (Character("Anna", introduced_at=5000),))
    both = ("Anna smiles.", "A woman smiles.")
    assert texts(fit.fitted(narration(3.0, *both, start=4999))) == ["A woman smiles."]
    assert texts(fit.fitted(narration(3.0, *both, start=5000))) == list(both)


def test_a_line_that_fits_nowhere_may_pause_the_film() -> None:
    fit = Fitting(replace(SETTINGS, extended=True))
    long = "Anna slowly opens the heavy door."
    (option,) = fit.fitted(narration(2.0, long, "Anna opens the"))
    assert option == Option(long, 0, 2000, place=0, extended=True)
    assert option.line(narration(2.0, long)).extended
    assert [one.extended for one in fit.fitted(narration(2.0, long, "Anna leaves."))] == [False]
    absurd = "Rex slowly gives the heavy green apple to Rex."
    assert fit.fitted(narration(2.0, absurd)) == []


def test_an_absurd_wording_is_cut_to_what_is_not() -> None:
    fit = Fitting(SETTINGS)
    (option,) = fit.fitted(narration(9.0, "Tom sits down, then Tom hands Tom a cup."))
    assert (option.text, option.shortened) == ("Tom sits down.", True)


def test_spaces_and_the_capital_are_put_right() -> None:
    offered = narration(3.0, " anna  opens a door.")
    assert texts(Fitting(SETTINGS).fitted(offered)) == ["Anna opens a door."]


def test_people_are_called_as_what_was_said_allows() -> None:
    fit = Fitting(SETTINGS, (Character("Anna Berg"), Character("Tom")))
    offered = narration(9.0, "Anna waves.", "Anna Berg's hat falls.")
    assert texts(fit.fitted(offered)) == ["Anna Berg waves.", "Anna Berg's hat falls."]
    known = EarlierLines(("Anna Berg sits.",), named=frozenset({"Anna Berg"}))
    assert texts(fit.fitted(offered, known)) == ["Anna waves.", "Anna's hat falls."]


def test_a_pronoun_stands_where_it_is_wanted() -> None:
    cast = (Character("Anna", pronoun="she"),)
    wanted = Fitting(replace(SETTINGS, pronouns=True), cast)
    offered = narration(9.0, "Anna waves.")
    assert texts(wanted.fitted(offered, EarlierLines(("Anna sits.",)))) == ["She waves."]
    assert texts(wanted.fitted(offered, EarlierLines(("Tom sits.",)))) == ["Anna waves."]


def test_what_is_said_is_remembered_as_long_as_is_wanted() -> None:
    fit = Fitting(SETTINGS, (Character("Anna Berg"), Character("Tom")))
    first = fit.after(NOTHING_SAID, Option("Anna sits.", 0, 1000, 0), memory=2)
    assert first == EarlierLines(("Anna sits.",), 1000, frozenset({"Anna Berg"}))
    second = fit.after(first, Option("Tom waves.", 1000, 2000, 0), memory=2)
    third = fit.after(second, Option("A cup falls.", 2000, 3000, 0), memory=2)
    named = frozenset({"Anna Berg", "Tom"})
    assert third == EarlierLines(("Tom waves.", "A cup falls."), 3000, named)
    assert third.before == "A cup falls."
    assert fit.after(first, Option("Tom waves.", 1, 2, 0), memory=0).lines == ("Tom waves.",)
    assert NOTHING_SAID.before == ""


def pausing(seconds: float, *texts: str, start: int = 10_000) -> ClipNarration:
    """A clip in dialogue that leaves no gap."""
    end = start + round(seconds * 1000)
    candidates = tuple(Candidate(text, 0.0) for text in texts)
    return ClipNarration(Clip(start, end, Gap(start, start)), candidates=candidates)


def test_in_dialogue_without_a_gap_the_film_pauses_for_every_wording() -> None:
    fit = Fitting(replace(SETTINGS, extended=True))
    offered = pausing(4.0, "Anna leaves.", "Anna opens the door, walks in and sits down at last.")
    assert fit.fitted(offered) == [
        Option("Anna leaves.", 10_000, 11_000, place=0, extended=True),
        Option(offered.candidates[1].text, 10_000, 14_000, place=1, extended=True),
    ]


def test_a_pause_stays_where_it_is_whatever_was_said_before() -> None:
    fit = Fitting(replace(SETTINGS, extended=True, pause=500))
    (option,) = fit.fitted(pausing(4.0, "Anna leaves."), EarlierLines(("Tom sits.",), end=10_000))
    assert option.start == 10_000


def test_why_there_is_no_line_where_the_film_could_pause_is_no_matter_of_time() -> None:
    fit = Fitting(replace(SETTINGS, extended=True))
    assert fit.why_none(pausing(4.0)) == "The model had nothing to say."
    assert fit.why_none(pausing(4.0, "Anna and the")) == "No wording was a whole phrase."
    before = EarlierLines(("Anna leaves.",))
    assert "only repeat" in fit.why_none(pausing(4.0, "Anna leaves."), before)
