import os
import sys
from pathlib import Path

import pytest

from adtool.errors import AdtoolError, UnavailableError
from adtool.evaluation.metrics import captioning, meteor
from adtool.evaluation.metrics.captioning import caption_scores, score
from adtool.evaluation.metrics.java import find_java

pytest.importorskip("pycocoevalcap.cider.cider", reason="needs the extra eval")
needs_java = pytest.mark.skipif(find_java() is None, reason="no Java here")

REFERENCES = [
    "Tony slowly closes the door again.",
    "He puts the key on the desk.",
    "Margo turns away, distressed.",
    "A detective stands outside the door.",
]
PREDICTIONS = [
    "Tony closes the door.",
    "He walks towards the desk.",
    "",
    "A detective stands outside the door.",
]


def tokenised(sentences):
    kept = [sentence.lower().replace(",", "").replace(".", "") for sentence in sentences]
    return {i: [sentence] for i, sentence in enumerate(kept)}


def test_scores_are_pycocoevalcaps_times_a_hundred():
    from pycocoevalcap.bleu.bleu import Bleu
    from pycocoevalcap.cider.cider import Cider
    from pycocoevalcap.rouge.rouge import Rouge

    wanted, said = tokenised(REFERENCES), tokenised(PREDICTIONS)
    bleus = Bleu(4).compute_score(wanted, said, verbose=0)[0]
    expected = {f"BLEU-{n + 1}": 100 * b for n, b in enumerate(bleus)}
    expected["ROUGE-L"] = 100 * Rouge().compute_score(wanted, said)[0]
    expected["CIDEr"] = 100 * Cider().compute_score(wanted, said)[0]
    assert score(REFERENCES, PREDICTIONS) == pytest.approx(expected)
    assert caption_scores(REFERENCES, PREDICTIONS).scores == pytest.approx(expected)


@needs_java
def test_ptb_is_used_where_java_is():
    found = caption_scores(REFERENCES, PREDICTIONS)
    assert (found.tokeniser, found.notice) == ("PTB", "")


def test_without_java_the_result_names_the_plain_tokeniser(monkeypatch):
    monkeypatch.setattr("adtool.evaluation.metrics.tokens.find_java", lambda: None)
    found = caption_scores(REFERENCES, PREDICTIONS, ["rouge-l"])
    assert found.tokeniser == "plain"
    assert "pip install 'adtool[eval]'" in found.notice


def test_an_empty_prediction_counts_as_empty():
    whole, holed = REFERENCES, [*REFERENCES[:3], ""]
    full, partial = score(whole, whole), score(whole, holed)
    assert full["ROUGE-L"] == pytest.approx(100)
    assert partial["ROUGE-L"] == pytest.approx(75)
    assert partial["CIDEr"] < full["CIDEr"]


def test_nothing_but_empty_predictions_scores_zero():
    assert score(REFERENCES, [""] * 4) == pytest.approx(
        dict.fromkeys(["BLEU-1", "BLEU-2", "BLEU-3", "BLEU-4", "ROUGE-L", "CIDEr"], 0.0), abs=1e-6
    )


def test_one_pair_is_a_corpus_in_which_no_word_is_rare():
    found = score(["A man opens a red door."], ["A man opens a red door."])
    assert found["BLEU-4"] == pytest.approx(100)
    assert found["CIDEr"] == 0


def test_the_corpus_is_pooled_and_not_scored_movie_by_movie():
    first, second = slice(0, 2), slice(2, 4)
    halves = [score(REFERENCES[half], PREDICTIONS[half])["CIDEr"] for half in (first, second)]
    assert score(REFERENCES, PREDICTIONS)["CIDEr"] != pytest.approx(sum(halves) / 2)


def test_references_without_a_word_are_refused():
    with pytest.raises(AdtoolError, match="no reference has a word"):
        score(["...", ""], ["A man.", ""])
    with pytest.raises(AdtoolError, match="no reference has a word"):
        score([], [])


def test_lists_of_different_length_are_a_programming_error():
    with pytest.raises(ValueError, match="4 references for 3 predictions"):
        score(REFERENCES, PREDICTIONS[:3])


def test_an_unknown_metric_is_refused_with_the_known_ones():
    with pytest.raises(AdtoolError, match=r"'rouge'.*bleu, meteor, rouge-l, cider"):
        caption_scores(REFERENCES, PREDICTIONS, ["rouge"])


def test_without_pycocoevalcap_the_error_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "pycocoevalcap.cider.cider", None)
    with pytest.raises(UnavailableError, match="adtool\\[eval\\]"):
        captioning.cider(["a"], ["a"])


def test_meteor_without_java_is_unavailable_and_not_zero(monkeypatch):
    monkeypatch.setattr(meteor, "find_java", lambda: None)
    with pytest.raises(UnavailableError, match="METEOR needs Java"):
        caption_scores(REFERENCES, PREDICTIONS, ["meteor"])


@pytest.mark.slow
@needs_java
def test_meteor_is_pycocoevalcaps_times_a_hundred(monkeypatch):
    from pycocoevalcap.meteor.meteor import Meteor

    monkeypatch.setenv("PATH", str(Path(find_java()).parent), prepend=os.pathsep)
    theirs = Meteor()
    expected, _ = theirs.compute_score(tokenised(REFERENCES), tokenised(PREDICTIONS))
    theirs.meteor_p.stdout.close()
    theirs.meteor_p.stderr.close()
    found = caption_scores(REFERENCES, PREDICTIONS, ["meteor"])
    assert found.scores == pytest.approx({"METEOR": 100 * expected})
