"""Settings refuse what makes no sense, each with a sentence, and take what lies on the limit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from adtool.settings import (
    CharacterSettings,
    CheckSettings,
    ChoiceSettings,
    EvaluationSettings,
    FittingSettings,
    GapSettings,
    NamingSettings,
    Settings,
    SpeechSettings,
    one_of,
)

Make = Callable[..., Any]
INFINITE = float("inf")


@pytest.mark.parametrize(
    ("make", "values", "fault"),
    [
        (ChoiceSettings, {"beams": 0}, "must be 1 or more"),
        (ChoiceSettings, {"neighbours": 0}, "must be 1 or more"),
        (ChoiceSettings, {"repetition_ngram": 0}, "must be 1 or more"),
        (ChoiceSettings, {"repetition_lines": -1}, "remembered must be 0 or more"),
        (ChoiceSettings, {"listening": -0.1}, "must be 0 or more"),
        (ChoiceSettings, {"temperature": -0.1}, "must be 0 or more"),
        (ChoiceSettings, {"shortening_weight": INFINITE}, "must be 0 or more"),
        (ChoiceSettings, {"omission_weight": float("nan")}, "must be 0 or more"),
        (ChoiceSettings, {"repeat_tolerance": -1}, "must be 0 or more"),
        (ChoiceSettings, {"repetition_weight": -1}, "must be 0 or more"),
        (ChoiceSettings, {"newness_weight": -1}, "must be 0 or more"),
        (SpeechSettings, {"step": 0}, r"above 0 and at most 5 s, not 0"),
        (SpeechSettings, {"step": 5.1}, r"above 0 and at most 5 s, not 5\.1"),
        (SpeechSettings, {"offset": 0}, r"0 < offset <= onset < 1 .* not 0 and 0\.3"),
        (SpeechSettings, {"offset": 0.31}, r"not 0\.31 and 0\.3"),
        (SpeechSettings, {"onset": 1}, r"not 0\.2 and 1"),
        (SpeechSettings, {"block": 0.9}, r"1 s or more with a context of 0 s or more, not 0\.9"),
        (SpeechSettings, {"context": -0.1}, r"not 300 and -0\.1"),
        (GapSettings, {"margin": -1}, r"the margin beside speech is negative: -1 ms"),
        (GapSettings, {"minimum": 0}, r"the shortest gap must be 1 ms or more, not 0 ms"),
        (GapSettings, {"longest_clip": 3999}, r"\(3999 ms\) must be at least twice the shortest"),
        (CharacterSettings, {"threshold": -0.1}, r"from 0 to 1, not -0\.1"),
        (CharacterSettings, {"threshold": 1.1}, r"from 0 to 1, not 1\.1"),
        (CharacterSettings, {"exemplars": -1}, "must be 0 or more"),
        (CharacterSettings, {"frames": -1}, "must be 0 or more"),
        (CharacterSettings, {"detector": "eyes"}, "the detector is hog or cnn"),
        (CharacterSettings, {"unrecognised": "all"}, "the unrecognised are unknown or cast"),
        (NamingSettings, {"absence_weight": -0.1}, r"must be 0 or more, not -0\.1"),
        (NamingSettings, {"absence_weight": INFINITE}, "must be 0 or more, not inf"),
        (CheckSettings, {"slow_rate": 0}, "the rates must rise"),
        (CheckSettings, {"slow_rate": 161}, r"not 161, 160, 180, 200"),
        (CheckSettings, {"fast_rate": 159}, "the rates must rise"),
        (CheckSettings, {"limit_rate": 179}, "the rates must rise"),
        (CheckSettings, {"room": -1}, "times are negative"),
        (CheckSettings, {"shortest_pause": -1}, "times are negative"),
        (CheckSettings, {"repeated_words": 0}, "must be 1 or more"),
        (CheckSettings, {"neighbours": 0}, "must be 1 or more"),
        (CheckSettings, {"window": 0}, "must be 1 or more"),
        (
            EvaluationSettings,
            {"recalls": ((0, 5),)},
            r"R@0/5 makes no sense: k must be from 1",
        ),
        (EvaluationSettings, {"recalls": ((1, 5), (6, 5))}, "R@6/5 makes no sense"),
        (EvaluationSettings, {"batch": 0}, "must be above 0"),
        (EvaluationSettings, {"judge_batch": 0}, "must be above 0"),
        (EvaluationSettings, {"layer": -1}, "the layer 0 or more"),
        (EvaluationSettings, {"rate": 0}, "must be above 0"),
        (EvaluationSettings, {"seeds": ()}, "LLM-AD-eval needs a seed"),
    ],
)
def test_what_makes_no_sense_is_refused(make: Make, values: dict[str, Any], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        make(**values)


@pytest.mark.parametrize(
    ("make", "values"),
    [
        (SpeechSettings, {"step": 5}),
        (SpeechSettings, {"onset": 0.2, "offset": 0.2}),
        (SpeechSettings, {"block": 1, "context": 0}),
        (GapSettings, {"margin": 0, "minimum": 1, "longest_clip": 2}),
        (CharacterSettings, {"threshold": 0, "exemplars": 0, "frames": 0}),
        (CharacterSettings, {"threshold": 1, "detector": "cnn", "unrecognised": "cast"}),
        (NamingSettings, {"absence_weight": 0}),
        (CheckSettings, {"slow_rate": 200, "comfortable_rate": 200, "fast_rate": 200}),
        (ChoiceSettings, {"beams": 1, "neighbours": 1, "repetition_ngram": 1}),
        (ChoiceSettings, {"repetition_lines": 0, "listening": 0.0, "temperature": 0.0}),
        (ChoiceSettings, {"shortening_weight": 0.0, "omission_weight": 0.0}),
        (CheckSettings, {"room": 0, "shortest_pause": 0, "repeated_words": 1, "window": 1}),
        (EvaluationSettings, {"recalls": ((5, 5), (1, 1)), "batch": 1, "judge_batch": 1}),
    ],
)
def test_what_lies_on_the_limit_is_taken(make: Make, values: dict[str, Any]) -> None:
    made = make(**values)
    assert {name: getattr(made, name) for name in values} == values


def test_the_defaults_are_the_designs() -> None:
    settings = Settings()
    speech = settings.speech
    assert (speech.detector, speech.step, speech.onset, speech.offset) == ("pyannote", 1, 0.3, 0.2)
    gaps = settings.gaps
    assert (gaps.margin, gaps.minimum, gaps.longest_clip) == (250, 2000, 8000)
    assert (settings.model.frames, settings.model.window) == (8, 16)
    assert settings.fitting.rate == EvaluationSettings().rate == FittingSettings().rate == 160
    check = CheckSettings()
    assert (check.fast_rate, check.limit_rate) == (180, 200)


def test_a_value_that_is_none_of_those_known_is_refused_with_all_of_them() -> None:
    one_of("mad", ["mad", "tvad"], "kind")
    with pytest.raises(ValueError, match=r"kind.*'moon'.*mad, tvad"):
        one_of("moon", ["mad", "tvad"], "kind")
