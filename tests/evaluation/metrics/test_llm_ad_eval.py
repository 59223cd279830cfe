"""LLM-AD-eval: its figure, and how an answer is read."""

import pytest

from adtool.errors import UnavailableError
from adtool.evaluation.metrics.judge import Judge
from adtool.evaluation.metrics.llm_ad_eval import llm_ad_eval, parse_score
from adtool.evaluation.metrics.pairs import Pairs
from adtool.settings import EvaluationSettings

PAIRS = Pairs(
    ("Psycho",) * 3,
    (0, 1000, 2000),
    (900, 1900, 2900),
    ("He {nods}.", "A man runs.", "She waves."),
    ("He nods.", "", "She waves to a man far away."),
)


def settings(judge, **values):
    return EvaluationSettings(judge=judge, device="cpu", **values)


@pytest.mark.parametrize(
    ("answer", "score"),
    [
        ("{'score': 3}", 3),
        (' {"score": 5} \n', 5),
        ("{'score': 0}", 0),
        ("{'score': 4.5}", 4.5),
        ("{'score': 3", None),
        ("{'score': '3'}", None),
        ("{'score': 6}", None),
        ("{'score': -1}", None),
        ("{'score': True}", None),
        ("{'mark': 3}", None),
        ("3", None),
        ("The score is 3", None),
        ("__import__('os')", None),
        ("", None),
    ],
)
def test_an_answer_is_a_dictionary_with_a_score_from_0_to_5(answer, score):
    assert parse_score(answer) == score


def test_a_random_model_runs_through_and_its_answers_are_counted_as_unparsable(llama):
    found = llm_ad_eval(PAIRS, settings(llama, seeds=(1, 2)))
    assert found.corpus == {"LLM-AD-eval": 0.0}
    assert found.per_row == {"LLM-AD-eval": (0.0, 0.0, 0.0)}
    assert found.notes["seed 2: unparsable answers"] == 3
    assert found.notes["seed 1: mean of the parsable"] == "none"


def test_scores_are_the_mean_over_rows_and_seeds(llama, monkeypatch):
    said = {0: ["{'score': 5}", "{'score': 1}", "what?"], 7: ["{'score': 3}", "{'score': 1}", "?"]}
    monkeypatch.setattr(Judge, "answers", lambda *given: said[given[-1]])
    found = llm_ad_eval(PAIRS, settings(llama, seeds=(0, 7)))
    assert found.per_row == {"LLM-AD-eval": (4.0, 1.0, 0.0)}
    assert found.corpus["LLM-AD-eval"] == pytest.approx(5 / 3)
    assert found.notes["seed 0: mean"] == pytest.approx(2)
    assert found.notes["seed 0: mean of the parsable"] == pytest.approx(3)
    assert found.notes["seed 0: unparsable answers"] == 1


def test_without_a_judge_or_with_one_that_cannot_chat_it_is_unavailable(plain_llama, tmp_path):
    with pytest.raises(UnavailableError, match="none is named"):
        llm_ad_eval(PAIRS, settings(""))
    with pytest.raises(UnavailableError, match="no chat template"):
        llm_ad_eval(PAIRS, settings(plain_llama))
    with pytest.raises(UnavailableError, match="cannot be had"):
        llm_ad_eval(PAIRS, settings(str(tmp_path)))
