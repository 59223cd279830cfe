from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from adtool.cast.character import Appearance, Character
from adtool.english.reading_time import count_words, speaking_time
from adtool.narration import fitting
from adtool.narration.clip import ClipNarration
from adtool.narration.fitting import EarlierLines
from adtool.settings import FittingSettings
from adtool.timeline import Candidate, Clip, Gap, Line, Omission

SETTINGS = FittingSettings(
    rate=120.0, repeat_tolerance=0.5, repetition_weight=0.0, pause=0, name_cost=0.0
)  # two words a second


def clip(seconds: float, start: int = 0) -> Clip:
    end = start + round(seconds * 1000)
    return Clip(start, end, gap=Gap(start, end))


def offer(*texts: str) -> list[Candidate]:
    return [Candidate(text, -0.1 * rank) for rank, text in enumerate(texts)]


def fit_clip(
    clip: Clip,
    candidates: Sequence[Candidate],
    settings: FittingSettings,
    earlier: EarlierLines | None = None,
) -> Line | Omission:
    narration = ClipNarration(clip, candidates=tuple(candidates))
    return fitting.fit_clip(narration, settings, earlier)


def fit(
    clips: Sequence[Clip],
    offers: Sequence[Sequence[Candidate]],
    settings: FittingSettings,
    cast: Sequence[Character] = (),
) -> tuple[tuple[Line, ...], tuple[Omission, ...]]:
    narrations = [
        ClipNarration(clip, candidates=tuple(some))
        for clip, some in zip(clips, offers, strict=True)
    ]
    return fitting.fit(narrations, settings, cast)


def text_of(chosen: Line | Omission) -> str:
    assert isinstance(chosen, Line)
    return chosen.text


def test_words_are_counted_as_they_are_spoken() -> None:
    assert count_words("Tom — the well-known thief — takes 2 cups .") == 7
    assert speaking_time("Anna opens the door.", 120.0) == 2000
    assert speaking_time("Anna smiles. No.", 160.0) == 1125


def test_the_likeliest_wording_that_fits_wins() -> None:
    candidates = offer(
        "Anna slowly opens the heavy door.", "Anna opens a door.", "A door opens.", "She leaves."
    )
    line = fit_clip(clip(2.0), candidates, SETTINGS)
    assert line == Line(0, 2000, "Anna opens a door.", clip(2.0), tuple(candidates))


def test_a_whole_wording_goes_before_a_shortened_better_one() -> None:
    candidates = offer("Anna opens the door and walks in.", "Anna leaves.")
    assert text_of(fit_clip(clip(2.0), candidates, SETTINGS)) == "Anna leaves."


def test_where_none_fits_one_is_shortened_at_a_clause() -> None:
    line = fit_clip(clip(2.0), offer("Anna opens the door and walks in."), SETTINGS)
    assert isinstance(line, Line)
    assert (line.text, line.end, line.shortened) == ("Anna opens the door.", 2000, True)


def test_where_nothing_helps_the_reason_is_kept() -> None:
    candidates = offer("Anna slowly opens the heavy door.")
    omission = fit_clip(clip(2.0), candidates, SETTINGS)
    assert omission == Omission(
        clip(2.0),
        "The shortest wording takes 3.3 s, and there are 2.0 s.",
        tuple(candidates),
    )
    later = fit_clip(clip(2.0, 60_000), candidates, SETTINGS)
    assert isinstance(later, Omission)
    assert later.reason == "The shortest wording takes 3.3 s, and there are 2.0 s."
    cut_off = fit_clip(clip(2.0), offer("Anna opens the"), SETTINGS)
    assert isinstance(cut_off, Omission)
    assert cut_off.reason == "No wording was a whole phrase."
    in_its_time = fit_clip(clip(1.5), offer("Tom opens the"), SETTINGS)  # to the millisecond
    assert isinstance(in_its_time, Omission)
    assert in_its_time.reason == "No wording was a whole phrase."
    silent = fit_clip(clip(2.0), offer("", " . "), SETTINGS)
    assert isinstance(silent, Omission)
    assert silent.reason == "The model had nothing to say."


def test_a_clip_without_a_frame_gets_no_line_whatever_was_offered() -> None:
    dark = ClipNarration(clip(9.0), candidates=tuple(offer("Anna waves.")), readable=False)
    assert fitting.fit_clip(dark, SETTINGS) == Omission(
        clip(9.0), "None of its frames could be read.", tuple(offer("Anna waves."))
    )


def test_a_repeat_gives_way_to_a_wording_nearly_as_good() -> None:
    candidates = [Candidate("Anna smiles.", -0.2), Candidate("She smiles.", -0.7)]
    assert (
        text_of(fit_clip(clip(2), candidates, SETTINGS, EarlierLines(before="Anna smiles!")))
        == "She smiles."
    )


def test_a_wording_may_cost_as_much_as_is_tolerated() -> None:
    candidates = [Candidate("Anna smiles.", -0.25), Candidate("She smiles.", -0.75)]
    told = EarlierLines(before="Anna smiles!")
    assert text_of(fit_clip(clip(2), candidates, SETTINGS, told)) == "She smiles."


def test_a_repeat_is_left_out_where_the_others_are_much_worse() -> None:
    candidates = [Candidate("Anna smiles.", -0.2), Candidate("Cups fly.", -0.8)]
    omission = fit_clip(clip(2), candidates, SETTINGS, EarlierLines(before="Anna smiles."))
    assert isinstance(omission, Omission)
    assert omission.reason == "It would only repeat the line before."


def test_the_line_before_is_the_last_one_kept() -> None:
    clips = [clip(2.0, 0), clip(2.0, 2000), clip(2.0, 4000)]
    offers = [offer("Anna smiles."), offer("Anna smiles."), offer("Anna smiles.")]
    anna = [Appearance(Character("Anna"), 0.5, 0.9)]
    narrations = [
        ClipNarration(clip, appearances=there, candidates=tuple(some))
        for clip, there, some in zip(clips, (anna, [], []), offers, strict=True)
    ]
    lines, omissions = fitting.fit(narrations, SETTINGS)
    assert [(line.start, line.characters) for line in lines] == [(0, ("Anna",))]
    assert [omission.clip for omission in omissions] == clips[1:]


def test_what_earlier_lines_have_said_loses_by_its_weight() -> None:
    told = EarlierLines()
    told.add(Line(0, 2000, "Anna sits on the bench."), SETTINGS)
    told.add(Line(0, 2000, "Tom waves."), SETTINGS)
    offered = [Candidate("She sits on the bench.", -0.2), Candidate("She opens a book.", -0.4)]
    for weight, text in ((0.0, "She sits on the bench."), (1.0, "She opens a book.")):
        settings = replace(SETTINGS, repetition_weight=weight)
        assert text_of(fit_clip(clip(9.0, 9000), offered, settings, told)) == text


def test_repetition_is_the_share_of_word_sequences_that_were_said() -> None:
    told = EarlierLines()
    told.add(Line(0, 2000, "Anna sits on the bench."), replace(SETTINGS, repetition_ngram=2))
    told.add(Line(0, 2000, "Tom waves."), replace(SETTINGS, repetition_ngram=2))
    assert told.repeated("She sits on the bench.", 2) == 0.75
    assert told.repeated("TOM waves!", 2) == 1.0
    assert told.repeated("The bench sits.", 2) == 0.5
    assert told.repeated("Tom.", 2) == 0.0  # too short for any sequence
    assert told.repeated("", 2) == 0.0


def test_only_the_latest_lines_are_remembered() -> None:
    told, settings = EarlierLines(), replace(SETTINGS, repetition_ngram=2, repetition_lines=2)
    for text in ("Tom waves.", "Anna sits.", "Eve reads."):
        told.add(Line(0, 1000, text), settings)
    assert told.repeated("Tom waves.", 2) == 0.0
    assert told.repeated("Anna sits.", 2) == told.repeated("Eve reads.", 2) == 1.0


def test_a_pause_stands_between_lines() -> None:
    clips = [clip(2.0, 0), clip(3.0, 2000)]
    offers = [offer("Anna opens a door."), offer("Tom leaves.")]
    lines, _ = fit(clips, offers, replace(SETTINGS, pause=300))
    assert [(line.start, line.end) for line in lines] == [(0, 2000), (2300, 3300)]


def test_people_are_named_in_full_once_and_shortly_then() -> None:
    cast = (Character("Anna Berg"), Character("Tom"))
    clips = [clip(9.0, 0), clip(9.0, 9000), clip(9.0, 18_000)]
    offers = [offer("Anna smiles at Tom."), offer("Anna Berg's hat falls."), offer("Tom waves.")]
    lines, _ = fit(clips, offers, SETTINGS, cast=cast)
    assert [line.text for line in lines] == [
        "Anna Berg smiles at Tom.",
        "Anna's hat falls.",
        "Tom waves.",
    ]


def test_a_pronoun_stands_for_the_same_subject_every_other_time() -> None:
    cast = (Character("Anna", pronoun="she"),)
    clips = [clip(9.0, start) for start in (0, 9000, 18_000)]
    offers = [offer("Anna sits."), offer("Anna sits.", "Anna waves."), offer("Anna leaves.")]
    wanted = replace(SETTINGS, pronouns=True, name_cost=3.0)
    lines, _ = fit(clips, offers, wanted, cast=cast)
    assert [line.text for line in lines] == ["Anna sits.", "She waves.", "Anna leaves."]
    assert lines[1].span.duration < lines[0].span.duration
    unwanted, _ = fit(clips, offers, SETTINGS, cast=cast)
    assert [line.text for line in unwanted] == ["Anna sits.", "Anna waves.", "Anna leaves."]


def test_a_line_with_the_name_repeats_one_with_the_pronoun() -> None:
    told = EarlierLines((Character("Anna", pronoun="she"),), before="She waves.")
    found = fit_clip(clip(9.0), offer("Anna waves."), SETTINGS, told)
    assert isinstance(found, Omission)
    assert found.reason == "It would only repeat the line before."


def test_nobody_is_named_before_the_film_does() -> None:
    cast = (Character("Anna", introduced_at=5000),)
    offered = offer("Anna smiles.", "A woman smiles.")
    told = EarlierLines(cast)
    assert text_of(fit_clip(clip(3.0, 4000), offered, SETTINGS, told)) == "A woman smiles."
    assert text_of(fit_clip(clip(3.0, 5000), offered, SETTINGS, told)) == "Anna smiles."
    left_out = fit_clip(clip(3.0), offered[:1], SETTINGS, told)
    assert isinstance(left_out, Omission)
    assert left_out.reason == "It would name somebody before the film does."


def test_a_line_that_fits_nowhere_may_pause_the_film() -> None:
    offered = offer("Anna slowly opens the heavy door.")
    line = fit_clip(clip(2.0), offered, replace(SETTINGS, extended=True))
    assert isinstance(line, Line)
    assert (line.text, line.end, line.extended) == (offered[0].text, 2000, True)
    fits = fit_clip(clip(2.0), offer("Anna leaves."), replace(SETTINGS, extended=True))
    assert isinstance(fits, Line)
    assert not fits.extended


def test_spaces_and_the_capital_are_put_right() -> None:
    assert text_of(fit_clip(clip(3.0), offer(" anna  opens a door."), SETTINGS)) == (
        "Anna opens a door."
    )


sentences = st.lists(
    st.sampled_from(["Anna", "opens", "the door", "and", "walks", "while", "Tom sits,", ".", ";"]),
    max_size=30,
).map(" ".join)
candidate_lists = st.lists(st.builds(Candidate, sentences, st.floats(-10, 0)), max_size=5).map(
    lambda found: sorted(found, key=lambda candidate: -candidate.score)
)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 9000), candidate_lists), max_size=6), st.floats(60, 300))
def test_no_line_leaves_its_clip_or_is_spoken_too_fast(
    film: list[tuple[int, list[Candidate]]], rate: float
) -> None:
    fitting = FittingSettings(rate=rate, pause=0)
    starts = [sum(length for length, _ in film[:index]) for index in range(len(film))]
    clips = [clip(film[i][0] / 1000, start) for i, start in enumerate(starts)]
    lines, omissions = fit(clips, [offered for _, offered in film], fitting)
    described = [line.clip for line in lines] + [omission.clip for omission in omissions]
    assert sorted(described) == clips
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
    shorter = fit_clip(clip(length / 1000), candidates, SETTINGS)
    longer = fit_clip(clip(length / 1000 + 1), candidates, SETTINGS)
    assert isinstance(longer, Line) or isinstance(shorter, Omission)
