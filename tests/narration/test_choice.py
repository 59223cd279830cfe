"""Which wordings are chosen over a film: clip by clip, with their neighbours, for a listener."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adtool.cast.character import Appearance, Character
from adtool.english.distinctive import distinctive_words
from adtool.english.reading_time import count_words, speaking_time
from adtool.narration.choice import Listener, Values, choose
from adtool.narration.clip import ClipNarration
from adtool.narration.fitting import NOTHING_SAID, EarlierLines, Fitting, Option
from adtool.settings import ChoiceSettings, FittingSettings
from adtool.timeline import Candidate, Clip, Gap, Line, Omission

FITTING = FittingSettings(rate=120.0, pause=0, name_cost=0.0)  # two words a second
GREEDY = ChoiceSettings(
    beams=1, listening=0.0, shortening_weight=100.0, repetition_weight=0.0, newness_weight=0.0
)
"""Clip by clip."""

WIDE = replace(GREEDY, beams=10_000)
"""Over the whole film, every path."""


def clip(seconds: float, start: int = 0) -> Clip:
    end = start + round(seconds * 1000)
    return Clip(start, end, gap=Gap(start, end))


def offer(*texts: str) -> list[Candidate]:
    return [Candidate(text, -0.1 * rank) for rank, text in enumerate(texts)]


def film(*offers: Sequence[Candidate], seconds: float = 9.0) -> list[ClipNarration]:
    starts = [round(1000 * seconds) * place for place in range(len(offers))]
    return [
        ClipNarration(clip(seconds, start), candidates=tuple(some))
        for start, some in zip(starts, offers, strict=True)
    ]


def texts(
    narrations: Sequence[ClipNarration],
    choice: ChoiceSettings = GREEDY,
    fitting: FittingSettings = FITTING,
    cast: Sequence[Character] = (),
    listener: Listener | None = None,
) -> list[str]:
    lines, omissions = choose(narrations, fitting, choice, cast, listener)
    said = {line.clip: line.text for line in lines}
    said |= {omission.clip: f"({omission.reason})" for omission in omissions}
    return [said[narration.clip] for narration in narrations]


REPEAT = "(It would only repeat the line before.)"


# Clip by clip: one beam, and no listener.


def test_the_likeliest_wording_that_fits_wins() -> None:
    candidates = offer(
        "Anna slowly opens the heavy door.", "Anna opens a door.", "A door opens.", "She leaves."
    )
    (line,), _ = choose(film(candidates, seconds=2.0), FITTING, GREEDY)
    assert line == Line(0, 2000, "Anna opens a door.", clip(2.0), tuple(candidates))


def test_a_whole_wording_goes_before_a_shortened_better_one_by_the_weight_of_shortening() -> None:
    narrations = film(offer("Anna opens the door and walks in.", "Anna leaves."), seconds=2.0)
    for weight, text in ((0.11, "Anna leaves."), (0.09, "Anna opens the door.")):
        assert texts(narrations, replace(GREEDY, shortening_weight=weight)) == [text]


def test_a_film_without_clips_has_no_lines() -> None:
    assert choose([], FITTING, ChoiceSettings()) == ((), ())


def test_a_clip_without_a_frame_gets_no_line_whatever_was_offered() -> None:
    dark = ClipNarration(clip(9.0), candidates=tuple(offer("Anna waves.")), readable=False)
    assert choose([dark], FITTING, GREEDY) == (
        (),
        (Omission(clip(9.0), "None of its frames could be read.", tuple(offer("Anna waves."))),),
    )


@pytest.mark.parametrize(("score", "second"), [(-0.75, "She smiles."), (-0.76, REPEAT)])
def test_a_repeat_gives_way_to_a_wording_as_good_as_is_tolerated(score: float, second: str) -> None:
    again = [Candidate("Anna smiles.", -0.25), Candidate("She smiles.", score)]
    assert texts(film(offer("Anna smiles!"), again)) == ["Anna smiles!", second]


def test_the_line_before_is_the_last_one_kept() -> None:
    clips = [clip(2.0, 0), clip(2.0, 2000), clip(2.0, 4000)]
    anna = [Appearance(Character("Anna"), 0.5, 0.9)]
    narrations = [
        ClipNarration(clip, appearances=there, candidates=tuple(offer("Anna smiles.")))
        for clip, there in zip(clips, (anna, [], []), strict=True)
    ]
    lines, omissions = choose(narrations, FITTING, GREEDY)
    assert [(line.start, line.characters) for line in lines] == [(0, ("Anna",))]
    assert [omission.clip for omission in omissions] == clips[1:]


def test_what_earlier_lines_have_said_loses_by_its_weight() -> None:
    offered = [Candidate("She sits on the bench.", -0.2), Candidate("She opens a book.", -0.4)]
    narrations = film(offer("Anna sits on the bench."), offer("Tom waves."), offered)
    for weight, text in ((0.0, "She sits on the bench."), (1.0, "She opens a book.")):
        assert texts(narrations, replace(GREEDY, repetition_weight=weight))[-1] == text


def test_repetition_is_the_share_of_word_sequences_that_were_said() -> None:
    values = Values(replace(GREEDY, repetition_ngram=2))
    told = ("Anna sits on the bench.", "Tom waves.")
    assert values.repeated("She sits on the bench.", told) == 0.75
    assert values.repeated("TOM waves!", told) == 1.0
    assert values.repeated("The bench sits.", told) == 0.5
    assert values.repeated("Tom.", told) == 0.0  # too short for any sequence
    assert values.repeated("", told) == 0.0
    assert values.repeated("Tom waves.", ()) == 0.0


def test_only_the_latest_lines_are_remembered() -> None:
    told = ("Tom waves.", "Anna sits.", "Eve reads.")
    values = Values(replace(GREEDY, repetition_ngram=2, repetition_lines=2))
    assert values.repeated("Tom waves.", told) == 0.0
    assert values.repeated("Anna sits.", told) == values.repeated("Eve reads.", told) == 1.0
    forgetful = Values(replace(GREEDY, repetition_ngram=2, repetition_lines=0))
    assert forgetful.repeated("Eve reads.", told) == 0.0
    four = film(*(offer(text) for text in (*told, "Tom waves.")))
    by_four = [*four[:3], replace(four[3], candidates=tuple(offer("Tom waves.", "Tom nods.")))]
    for lines, last in ((3, "Tom nods."), (2, "Tom waves.")):
        settings = replace(
            GREEDY, repetition_weight=1.0, repetition_ngram=2, repetition_lines=lines
        )
        assert texts(by_four, settings)[-1] == last


def test_a_pause_stands_between_lines() -> None:
    narrations = [
        ClipNarration(clip(2.0, 0), candidates=tuple(offer("Anna opens a door."))),
        ClipNarration(clip(3.0, 2000), candidates=tuple(offer("Tom leaves."))),
    ]
    lines, _ = choose(narrations, replace(FITTING, pause=300), GREEDY)
    assert [(line.start, line.end) for line in lines] == [(0, 2000), (2300, 3300)]


def test_people_are_named_in_full_once_and_shortly_then() -> None:
    cast = (Character("Anna Berg"), Character("Tom"))
    offers = [offer("Anna smiles at Tom."), offer("Anna Berg's hat falls."), offer("Tom waves.")]
    assert texts(film(*offers), cast=cast) == [
        "Anna Berg smiles at Tom.",
        "Anna's hat falls.",
        "Tom waves.",
    ]


def test_a_pronoun_stands_for_the_same_subject_every_other_time() -> None:
    cast = (Character("Anna", pronoun="she"),)
    narrations = film(
        offer("Anna sits."), offer("Anna sits.", "Anna waves."), offer("Anna leaves.")
    )
    wanted = replace(FITTING, pronouns=True, name_cost=3.0)
    lines, _ = choose(narrations, wanted, GREEDY, cast)
    assert [line.text for line in lines] == ["Anna sits.", "She waves.", "Anna leaves."]
    assert lines[1].span.duration < lines[0].span.duration
    assert texts(narrations, cast=cast) == ["Anna sits.", "Anna waves.", "Anna leaves."]


sentences = st.lists(
    st.sampled_from(["Anna", "opens", "the door", "and", "walks", "while", "Tom sits,", ".", ";"]),
    max_size=30,
).map(" ".join)
candidate_lists = st.lists(st.builds(Candidate, sentences, st.floats(-10, 0)), max_size=5).map(
    lambda found: sorted(found, key=lambda candidate: -candidate.score)
)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 9000), candidate_lists), max_size=6),
    st.floats(60, 300),
    st.sampled_from([GREEDY, ChoiceSettings()]),
)
def test_no_line_leaves_its_clip_or_is_spoken_too_fast(
    made: list[tuple[int, list[Candidate]]], rate: float, choice: ChoiceSettings
) -> None:
    starts = [sum(length for length, _ in made[:index]) for index in range(len(made))]
    narrations = [
        ClipNarration(clip(length / 1000, start), candidates=tuple(some))
        for start, (length, some) in zip(starts, made, strict=True)
    ]
    lines, omissions = choose(narrations, FittingSettings(rate=rate, pause=0), choice)
    described = [line.clip for line in lines] + [omission.clip for omission in omissions]
    assert sorted(described) == [narration.clip for narration in narrations]  # type: ignore[type-var]
    for line in lines:
        assert line.clip is not None
        assert line.clip.start == line.start < line.end <= line.clip.end
        assert count_words(line.text) * 60_000 <= rate * line.span.duration * (1 + 1e-9)
        assert line.text.rstrip("\"')")[-1] in ".!?…"
    for one, two in pairwise(lines):
        assert one.end <= two.start
        assert one.text != two.text


@settings(deadline=None)
@given(candidate_lists, st.integers(1, 9000))
def test_more_time_never_turns_a_line_into_an_omission(
    candidates: list[Candidate], length: int
) -> None:
    def lines(seconds: float) -> int:
        return len(choose(film(candidates, seconds=seconds), FITTING, GREEDY)[0])

    assert lines(length / 1000 + 1) >= lines(length / 1000)


def test_words_are_counted_as_they_are_spoken() -> None:
    assert count_words("Tom — the well-known thief — takes 2 cups .") == 7
    assert speaking_time("Anna opens the door.", 120.0) == 2000
    assert speaking_time("Anna smiles. No.", 160.0) == 1125


# Over the whole film.


def test_a_line_leaves_to_the_next_what_only_that_can_say() -> None:
    narrations = film(offer("Anna sits.", "Anna smiles."), offer("Anna sits."))
    assert texts(narrations) == ["Anna sits.", REPEAT]
    assert texts(narrations, WIDE) == ["Anna smiles.", "Anna sits."]


def test_it_leaves_a_clip_out_rather_than_say_what_costs_more() -> None:
    first = [Candidate("Anna sits.", -0.1), Candidate("Cups fly.", -1.2)]
    narrations = film(first, offer("Anna sits."))
    assert texts(narrations, replace(WIDE, omission_weight=1.0)) == ["Anna sits.", REPEAT]
    assert texts(narrations, replace(WIDE, omission_weight=1.2)) == ["Cups fly.", "Anna sits."]


def test_a_clip_is_never_left_out_for_a_nicer_score() -> None:
    dear = [Candidate("Anna sits.", -50.0)]
    assert texts(film(dear, offer("Anna waves.")), replace(WIDE, omission_weight=0.0)) == [
        "Anna sits.",
        "Anna waves.",
    ]


def test_what_will_be_said_again_is_said_once() -> None:
    first = [Candidate("Anna sits on the bench.", -0.1), Candidate("Anna takes a seat.", -0.2)]
    second = [Candidate("Tom sits on the bench.", -0.1), Candidate("Tom reads.", -1.0)]
    settings = replace(WIDE, repetition_weight=1.0)
    assert texts(film(first, second), replace(settings, beams=1)) == [
        "Anna sits on the bench.",
        "Tom sits on the bench.",
    ]
    assert texts(film(first, second), settings) == ["Anna takes a seat.", "Tom sits on the bench."]


def test_ties_go_to_the_first_candidate() -> None:
    same = [Candidate("Anna sits.", -1.0), Candidate("Anna reads.", -1.0)]
    for choice in (GREEDY, WIDE):
        assert texts(film(same, same, same), choice) == ["Anna sits.", "Anna reads.", "Anna sits."]


def test_new_words_gain_by_their_share() -> None:
    offered = [Candidate("Anna lifts the lamp.", -0.1), Candidate("Anna kicks the ball.", -0.2)]
    narrations = film(offer("Tom lifts the lamp."), offered)
    for weight, text in ((0.09, "Anna lifts the lamp."), (0.11, "Anna kicks the ball.")):
        settings = replace(GREEDY, newness_weight=weight)
        assert texts(narrations, settings, cast=[Character("Anna")])[-1] == text


@given(st.lists(sentences, max_size=5), sentences)
def test_new_words_are_those_that_are_distinctive_among_the_lines_before(
    lines: list[str], text: str
) -> None:
    cast = [Character("Anna"), Character("Tom")]
    *_, own = distinctive_words([*lines, text], ["Anna", "Tom"])
    *_, alone = distinctive_words([text], ["Anna", "Tom"])
    share = len(own) / len(alone) if alone else 0.0
    assert Values(GREEDY, cast).new(text, lines) == share


class Told(Listener):
    """Guesses as it was told."""

    def __init__(self, *guesses: Sequence[float]) -> None:
        self.told = guesses

    def guesses(self, narrations: Sequence[ClipNarration]) -> Sequence[Sequence[float]]:
        return self.told


def test_a_listener_is_heard_by_its_weight() -> None:
    narrations = film(offer("Anna moves.", "Anna dances."))
    listener = Told([-2.0, -0.5])
    for weight, text in ((0.06, "Anna moves."), (0.07, "Anna dances."), (0.0, "Anna moves.")):
        settings = replace(GREEDY, listening=weight)
        assert texts(narrations, settings, listener=listener) == [text]


def test_an_absurd_wording_gives_way_however_likely_it_is() -> None:
    offered = [Candidate("Rex gives an apple to Rex.", -0.1), Candidate("Rex waves.", -9.0)]
    assert texts(film(offered), ChoiceSettings()) == ["Rex waves."]


def test_a_clip_with_absurd_wordings_alone_is_left_out_with_the_reason() -> None:
    offered = offer("Rex gives an apple to Rex.", "Anna hands Anna a cup.")
    assert texts(film(offered), ChoiceSettings()) == [
        "(In every wording that fits, somebody does something to themself as if to another.)"
    ]


WORDINGS = [
    "Anna sits.",
    "Anna opens the door.",
    "She opens the door.",
    "Tom sits on the bench and waves.",
    "Anna sits on the bench.",
    "Tom waves.",
]


def best_of_all(
    narrations: Sequence[ClipNarration], choice: ChoiceSettings, cast: Sequence[Character]
) -> float:
    """Try every sequence of wordings; return the largest sum."""
    fit = Fitting(FITTING, cast)

    def grams(text: str) -> set[tuple[str, ...]]:
        spoken, n = text.lower().strip(".").split(), choice.repetition_ngram
        return {tuple(spoken[i : i + n]) for i in range(len(spoken) - n + 1)}

    def value(option: Option, narration: ClipNarration, lines: Sequence[str]) -> float:
        said = narration.candidates[option.place]
        last = lines[-choice.repetition_lines :]
        own, known = grams(said.text), set[tuple[str, ...]]().union(*map(grams, last))
        return said.score - choice.repetition_weight * len(own & known) / max(1, len(own))

    def rest(place: int, earlier: EarlierLines) -> float:
        if place == len(narrations):
            return 0.0
        narration = narrations[place]
        rated = [
            (option, value(option, narration, earlier.lines))
            for option in fit.fitted(narration, earlier)
        ]
        whole = [one for one in rated if not one[0].shortened] or rated
        top = max(whole, key=lambda one: one[1], default=None)
        may = [
            (option, worth)
            for option, worth in rated
            if not option.repeats
            and top is not None
            and (not top[0].repeats or top[1] - worth <= choice.repeat_tolerance)
        ]
        if not may:
            best = max((one.score for one in narration.candidates), default=0.0)
            return best - choice.omission_weight + rest(place + 1, earlier)
        return max(
            worth
            - choice.shortening_weight * option.shortened
            + rest(place + 1, fit.after(earlier, option, choice.repetition_lines))
            for option, worth in may
        )

    return rest(0, NOTHING_SAID)


def worth(
    narrations: Sequence[ClipNarration], choice: ChoiceSettings, cast: Sequence[Character]
) -> float:
    """Return the sum of what was chosen, found by allowing nothing else."""
    lines, _ = choose(narrations, FITTING, choice, cast)
    said = {line.clip: line.text for line in lines}
    fit, earlier = Fitting(FITTING, cast), NOTHING_SAID
    values, total = Values(choice, cast), 0.0
    for narration in narrations:
        text = said.get(narration.clip)
        if text is None:
            best = max((one.score for one in narration.candidates), default=0.0)
            total += best - choice.omission_weight
            continue
        worths = {}
        for option in fit.fitted(narration, earlier):
            candidate = narration.candidates[option.place]
            own = candidate.score + values.of(candidate.text, earlier.lines)
            own -= choice.shortening_weight * option.shortened
            if option.text == text and own > worths.get(text, (-1e9, option))[0]:
                worths[text] = own, option
        own, option = worths[text]
        total += own
        earlier = fit.after(earlier, option, choice.repetition_lines)
    return total


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([1.0, 2.0, 3.0, 9.0]),
            st.lists(
                st.builds(Candidate, st.sampled_from(WORDINGS), st.integers(-8, 0).map(float)),
                max_size=3,
            ),
        ),
        max_size=5,
    ),
    st.sampled_from([0.0, 1.0, 3.0]),
    st.sampled_from([0.5, 3.0]),
    st.sampled_from([1, 2, 16]),
)
def test_a_wide_beam_finds_the_best_of_all_scripts(
    made: list[tuple[float, list[Candidate]]], repetition: float, tolerance: float, memory: int
) -> None:
    choice = replace(
        WIDE,
        repetition_weight=repetition,
        repetition_ngram=2,
        repetition_lines=memory,
        repeat_tolerance=tolerance,
        shortening_weight=0.7,
    )
    cast = [Character("Anna", pronoun="she"), Character("Tom")]
    start, narrations = 0, []
    for seconds, some in made:
        narrations.append(ClipNarration(clip(seconds, start), candidates=tuple(some)))
        start += round(1000 * seconds)
    assert worth(narrations, choice, cast) == pytest.approx(best_of_all(narrations, choice, cast))


def test_the_same_film_is_always_told_in_the_same_words() -> None:
    offers = [offer(*WORDINGS[i % 3 : i % 3 + 3]) for i in range(12)]
    assert texts(film(*offers), ChoiceSettings()) == texts(film(*offers), ChoiceSettings())
