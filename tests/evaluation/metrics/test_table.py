import os
from pathlib import Path

import pytest

from adtool.errors import AdtoolError, UnavailableError
from adtool.evaluation.metrics.java import find_java
from adtool.evaluation.metrics.table import METRICS, Pairs
from adtool.settings import EvaluationSettings

pytest.importorskip("pycocoevalcap.cider.cider", reason="needs the extra eval")
needs_java = pytest.mark.skipif(find_java() is None, reason="no Java here")

PAIRS = Pairs(
    movies=("Dial M", "Dial M", "Dial M", "Rope"),
    starts=(0, 3000, 6000, 0),
    ends=(2500, 5000, 6000, 900),
    references=(
        "Tony slowly closes the door again.",
        "Tony puts the key on the desk (an old one).",
        "It's 3:15 p.m.; Margo turns away, distressed.",
        "A detective stands outside the door.",
    ),
    predictions=(
        "Tony closes the door.",
        "He walks towards Tony's desk, and doesn't stop.",
        "",
        "A detective stands outside the door.",
    ),
)
SETTINGS = EvaluationSettings(device="cpu")


def rows(pairs, texts):
    return Pairs(pairs.movies, pairs.starts, pairs.ends, pairs.references, tuple(texts))


@needs_java
def test_figures_and_rows_are_pycocoevalcaps_times_a_hundred(monkeypatch):
    from pycocoevalcap.bleu.bleu import Bleu
    from pycocoevalcap.cider.cider import Cider
    from pycocoevalcap.rouge.rouge import Rouge
    from pycocoevalcap.tokenizer.ptbtokenizer import PTBTokenizer

    monkeypatch.setenv("PATH", str(Path(find_java()).parent), prepend=os.pathsep)
    wanted, said = (
        PTBTokenizer().tokenize({i: [{"caption": text}] for i, text in enumerate(texts)})
        for texts in (PAIRS.references, PAIRS.predictions)
    )
    bleus = zip(*Bleu(4).compute_score(wanted, said, verbose=0), strict=True)
    expected = {
        "bleu": {f"BLEU-{n}": both for n, both in enumerate(bleus, start=1)},
        "rouge-l": {"ROUGE-L": Rouge().compute_score(wanted, said)},
        "cider": {"CIDEr": Cider().compute_score(wanted, said)},
    }
    for name, figures in expected.items():
        found = METRICS[name](PAIRS, SETTINGS)
        assert found.name == name
        assert found.corpus.keys() == figures.keys()
        assert found.notes["tokens"].startswith("Penn Treebank")
        for figure, (score, of_rows) in figures.items():
            assert found.corpus[figure] == pytest.approx(100 * score, abs=1e-9)
            hundredfold = [100 * row for row in of_rows]
            assert found.per_row[figure] == pytest.approx(hundredfold, abs=1e-9)


@pytest.mark.slow
@needs_java
def test_meteor_and_its_rows_are_pycocoevalcaps(monkeypatch):
    from pycocoevalcap.meteor.meteor import Meteor

    monkeypatch.setenv("PATH", str(Path(find_java()).parent), prepend=os.pathsep)
    wanted, said = ({i: [t] for i, t in enumerate(texts)} for texts in PAIRS.tokenised)
    theirs = Meteor()
    score, of_rows = theirs.compute_score(wanted, said)
    theirs.meteor_p.stdout.close()
    theirs.meteor_p.stderr.close()
    found = METRICS["meteor"](PAIRS, SETTINGS)
    assert found.corpus["METEOR"] == pytest.approx(100 * score, abs=1e-4)
    assert found.per_row["METEOR"] == pytest.approx([100 * row for row in of_rows], abs=1e-4)
    assert found.pooled == {"METEOR"}


@needs_java
@pytest.mark.parametrize("name", ["rouge-l", "cider", "repetition", "words", "fit"])
def test_a_figure_that_is_not_pooled_is_the_mean_of_its_rows(name):
    found = METRICS[name](PAIRS, SETTINGS)
    for figure, value in found.corpus.items():
        counted = [row for row in found.per_row[figure] if row is not None]
        assert len(found.per_row[figure]) == len(PAIRS)
        assert value == pytest.approx(sum(counted) / len(counted))
    assert not found.pooled


def test_without_java_captions_are_not_scored_on_other_tokens(monkeypatch):
    monkeypatch.setattr("adtool.evaluation.metrics.tokens.find_java", lambda: None)
    with pytest.raises(UnavailableError, match="adtool\\[eval\\]"):
        METRICS["cider"](rows(PAIRS, PAIRS.references), SETTINGS)


def test_references_without_a_word_are_refused(monkeypatch):
    monkeypatch.setattr(
        "adtool.evaluation.metrics.pairs.ptb_tokens", lambda lines: [[] for _ in lines]
    )
    with pytest.raises(AdtoolError, match="no reference has a word"):
        METRICS["bleu"](Pairs(("m",), (0,), (1,), ("...",), ("A man.",)), SETTINGS)


def test_settings_refuse_what_makes_no_sense():
    for wrong in (
        {"recalls": ((6, 5),)},
        {"recalls": ((0, 5),)},
        {"batch": 0},
        {"layer": -1},
        {"rate": 0},
        {"seeds": ()},
    ):
        with pytest.raises(ValueError):  # noqa: PT011
            EvaluationSettings(**wrong)


def test_every_metric_is_in_the_table():
    captions = {"bleu", "meteor", "rouge-l", "cider", "spice"}
    wording = {"repetition", "distinct", "words", "fit", "redundancy"}
    assert METRICS.keys() == captions | wording | {"recall", "llm-ad-eval", "critic"}
