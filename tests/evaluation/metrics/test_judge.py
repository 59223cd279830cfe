"""The judge behind LLM-AD-eval: what it is asked, and that its answers can be had again."""

from adtool.evaluation.metrics.judge import QUESTION, SYSTEM, Judge

REFERENCES = ("He {nods}.", "A man runs.", "She waves.")
PREDICTIONS = ("He nods.", "", "She waves to a man far away.")


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


def test_seeds_repeat_and_differ_and_leave_the_callers_numbers_alone(llama):
    import torch

    judge = Judge.load(llama, "cpu", batch=2)
    torch.manual_seed(5)
    expected = torch.rand(1)
    torch.manual_seed(5)
    once, again, other = (judge.answers(REFERENCES, PREDICTIONS, s) for s in (1, 1, 2))
    assert once == again != other
    assert torch.rand(1) == expected
    assert all(len(answer) <= 8 for answer in once)  # a token is a letter or less here
