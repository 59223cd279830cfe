import pytest
import torch

from adtool.errors import UnavailableError
from adtool.evaluation.metrics.judge import QUESTION, SYSTEM, Judge
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


def test_the_prompt_is_the_authors_own():
    assert SYSTEM.startswith("You are an intelligent chatbot designed for evaluating the quality")
    assert "Consider different character names as valid matches. \n- Provide" in SYSTEM
    assert QUESTION.format(reference="He {nods}.", prediction="A man.") == (
        "Please evaluate the following movie audio description pair:\n\n"
        "Correct Audio Description: He {nods}.\n"
        "Predicted Audio Description: A man.\n\n"
        "Provide your evaluation only as a matching score where the matching score is an integer "
        "value between 0 and 5, with 5 indicating the highest level of match. Please generate the "
        "response in the form of a Python dictionary string with keys 'score', where its value is "
        "the matching score in INTEGER, not STRING.DO NOT PROVIDE ANY OTHER OUTPUT TEXT OR "
        "EXPLANATION. Only provide the Python dictionary string. For example, your response should "
        "look like this: {'score': }."
    )


def test_a_model_without_a_systems_role_is_told_all_by_the_user(llama):
    judge = Judge.load(llama, "cpu")
    assert judge.prompt("a", "b").startswith(f"<s>[system] {SYSTEM}\n[user] Please")
    judge.tokenizer.chat_template = (
        "{% if messages[0]['role'] == 'system' %}{{ raise_exception('no system') }}{% endif %}"
        "{{ messages[0]['content'] }}"
    )
    assert judge.prompt("a", "b").startswith(f"{SYSTEM}\n\nPlease")


def test_a_random_model_runs_through_and_its_answers_are_counted_as_unparsable(llama):
    found = llm_ad_eval(PAIRS, settings(llama, seeds=(1, 2)))
    assert found.corpus == {"LLM-AD-eval": 0.0}
    assert found.per_row == {"LLM-AD-eval": (0.0, 0.0, 0.0)}
    assert found.notes["seed 2: unparsable answers"] == 3
    assert found.notes["seed 1: mean of the parsable"] == "none"


def test_seeds_repeat_and_differ_and_leave_the_callers_numbers_alone(llama):
    judge = Judge.load(llama, "cpu", batch=2)
    torch.manual_seed(5)
    expected = torch.rand(1)
    torch.manual_seed(5)
    once, again, other = (judge.answers(PAIRS.references, PAIRS.predictions, s) for s in (1, 1, 2))
    assert once == again != other
    assert torch.rand(1) == expected
    assert all(len(answer) <= 8 for answer in once)  # a token is a letter or less here


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
