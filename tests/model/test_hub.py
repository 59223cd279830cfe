"""Models on a hub that answers, refuses, or cannot be reached."""

import pytest

from adtool.errors import UnavailableError
from adtool.model import hub


@pytest.fixture
def asked(monkeypatch):
    """Let the hub answer with an exception, or with what it knows; count the questions."""
    questions = []
    hub._answers.cache_clear()

    def answer(error=None):
        def model_info(api, name, timeout):
            questions.append((name, timeout))
            if error is not None:
                raise error

        monkeypatch.setattr("huggingface_hub.HfApi.model_info", model_info)
        return questions

    yield answer
    hub._answers.cache_clear()


def only_local(name):
    return hub.only_local("judge", name, "Give a folder.")


def test_a_folder_is_local_and_the_hub_is_not_asked(asked, tmp_path):
    questions = asked()
    assert only_local(str(tmp_path))
    assert questions == []


def test_a_hub_that_answers_is_asked_once(asked):
    questions = asked()
    assert not only_local("roberta-large")
    assert not only_local("roberta-large")
    assert questions == [("roberta-large", hub.TIMEOUT)]


def test_where_the_hub_cannot_be_reached_what_it_gave_before_is_taken(asked, monkeypatch):
    asked(ConnectionError("Name or service not known"))
    monkeypatch.setattr("huggingface_hub.try_to_load_from_cache", lambda *asked: "/some/file")
    assert only_local("roberta-large")


def test_where_there_is_neither_hub_nor_cache_the_error_says_so_in_one_line(asked):
    asked(ConnectionError("Name or service not known"))
    with pytest.raises(UnavailableError) as caught:
        only_local("nobody/nothing")
    assert str(caught.value) == (
        "The judge nobody/nothing is no folder here, the hub has not given it before, and the hub "
        "cannot be reached. Connect to the internet once. Give a folder."
    )


@pytest.mark.parametrize("name", ["a/b/c", "/no/such/folder"])
def test_a_name_that_the_hub_does_not_take_is_left_to_the_loader(name):
    hub._answers.cache_clear()
    assert not only_local(name)
    error = hub.unavailable("judge", name, OSError("not\n a name"), "Give a folder.")
    assert str(error) == f"The judge {name} cannot be had (not a name). Give a folder."


def test_a_long_reason_is_one_line_of_two_hundred_letters():
    error = hub.unavailable("language model", "a/b", OSError("x\n" * 300), "Give a folder.")
    assert error.what == f"The language model a/b cannot be had ({'x ' * 100})."
    assert error.remedy == "Give a folder."
