"""CRITIC with a resolver that is easily seen through, and without the real one."""

import re
import sys

import pytest

from adtool.errors import AdtoolError, UnavailableError
from adtool.evaluation.metrics import critic as module
from adtool.evaluation.metrics.critic import characters, critic
from adtool.evaluation.metrics.pairs import Pairs
from adtool.settings import EvaluationSettings

CAST = ("Anna Lee", "Ben", "Cleo")
SETTINGS = EvaluationSettings(device="cpu")


def resolve(text):
    """Take "She" for Anna and "He" for Ben, and whatever is called alike for one."""
    people = (r"Anna Lee|\bShe\b", r"\bBen\b|\bHe\b", r"\bCleo\b", r"\bletter\b")
    return [[found.span() for found in re.finditer(person, text)] for person in people]


def test_names_and_pronouns_tell_who_is_in_a_line():
    lines = ["Anna Lee waves.", "He nods at Cleo.", "A letter lies there.", "", "She reads."]
    found = characters(lines, CAST, resolve)
    assert found == [{"Anna Lee"}, {"Ben", "Cleo"}, set(), set(), {"Anna Lee"}]


def test_the_sentence_with_the_cast_belongs_to_no_line_nor_does_what_reaches_across_two():
    across = [[(0, 3), (5, 10)]]  # of "Ben. He is"
    assert characters(["He", "is"], ("Ben",), lambda text: across) == [set(), set()]
    assert characters(["He", "is"], ("Ben",), lambda text: [[(0, 3), (5, 7)]]) == [{"Ben"}, set()]


def test_a_cluster_with_two_names_is_nobodys():
    both = [[(0, 8), (10, 13), (24, 27)]]
    text = "Anna Lee, Ben and Cleo. Ben sits."
    assert text[10:13] == text[24:27] == "Ben"
    assert characters(["Ben sits."], CAST, lambda given: both) == [set()]


def test_the_published_script_hardly_finds_a_second_character():
    lines = ["Anna Lee waves.", "Ben nods."]
    assert characters(lines, CAST, resolve, as_script=True) == [{"Anna Lee"}, set()]


@pytest.fixture
def resolver(monkeypatch):
    monkeypatch.setattr(module, "load_coreference", lambda name, device: resolve)


def pairs(references, predictions, casts):
    rows = len(references)
    return Pairs(
        ("clip 2",) * (rows // 2) + ("clip 1",) * (rows - rows // 2),
        tuple(range(rows)),
        tuple(range(rows)),
        tuple(references),
        tuple(predictions),
        films=("Film",) * rows,
        casts=casts,
    )


def test_critic_is_the_overlap_of_the_characters_where_the_reference_has_any(resolver):
    wanted = ["Anna Lee sees Ben.", "She leaves.", "A dog barks.", "Ben runs."]
    said = ["Anna Lee sees Cleo.", "She leaves.", "Ben barks.", ""]
    found = critic(pairs(wanted, said, {"Film": CAST}), SETTINGS)
    assert found.per_row["CRITIC"] == (pytest.approx(100 / 3), 100.0, None, 0.0)
    assert found.corpus["CRITIC"] == pytest.approx((100 / 3 + 100 + 0) / 3)
    # The script sees Anna alone: in both lines of both sides.
    assert found.per_row["CRITIC (its script)"] == (100.0, 100.0, None, None)
    assert found.notes["lines with characters"] == 3


def test_without_casts_without_characters_or_without_the_resolver_it_says_why(
    resolver, monkeypatch
):
    with pytest.raises(UnavailableError, match="--cast"):
        critic(pairs(["Ben."], ["Ben."], {}), SETTINGS)
    with pytest.raises(AdtoolError, match="there is none"):
        critic(pairs(["A dog."], ["Ben."], {"Film": CAST}), SETTINGS)
    monkeypatch.undo()
    monkeypatch.setitem(sys.modules, "fastcoref", None)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(UnavailableError, match="pip install fastcoref"):
        critic(pairs(["Ben."], ["Ben."], {"Film": CAST}), SETTINGS)
