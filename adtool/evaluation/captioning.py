"""BLEU, METEOR, ROUGE-L and CIDEr over one pooled corpus, by pycocoevalcap, in percent.

As the AutoAD papers do, all lines of a benchmark form one corpus: CIDEr's document frequencies
come from all its references together, and are not taken movie by movie.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from adtool.errors import AdtoolError, UnavailableError
from adtool.evaluation.meteor import meteor
from adtool.evaluation.tokens import Tokenised, tokenise, tokenise_plainly

Metric = Callable[[Sequence[str], Sequence[str]], dict[str, float]]
"""From tokenised references and predictions to named scores in percent."""


@dataclass(frozen=True, slots=True)
class CaptionScores:
    """Scores of a corpus.

    Attributes:
        scores: by metric, in percent.
        tokeniser: "PTB" as in the published rows, or "plain" (not quite comparable with them).
        notice: why the tokeniser is the plain one; empty where it is PTB.
    """

    scores: Mapping[str, float]
    tokeniser: str
    notice: str = ""


def bleu(references: Sequence[str], predictions: Sequence[str]) -> dict[str, float]:
    """BLEU-1 to BLEU-4 (Papineni et al., 2002), with the corpus's brevity penalty."""
    scores = _coco("bleu", "Bleu", references, predictions, verbose=0)
    return {f"BLEU-{n}": 100 * float(score) for n, score in enumerate(scores, start=1)}


def rouge_l(references: Sequence[str], predictions: Sequence[str]) -> dict[str, float]:
    """ROUGE-L (Lin, 2004), F with β = 1.2, mean over the pairs."""
    return {"ROUGE-L": 100 * float(_coco("rouge", "Rouge", references, predictions))}


def cider(references: Sequence[str], predictions: Sequence[str]) -> dict[str, float]:
    """CIDEr-D (Vedantam et al., 2015), the form that is published as CIDEr.

    The frequencies come from the references, so a corpus of one pair always scores 0.
    """
    return {"CIDEr": 100 * float(_coco("cider", "Cider", references, predictions))}


def _meteor(references: Sequence[str], predictions: Sequence[str]) -> dict[str, float]:
    return {"METEOR": meteor(references, predictions)}


METRICS: dict[str, Metric] = {"bleu": bleu, "meteor": _meteor, "rouge-l": rouge_l, "cider": cider}
"""Every captioning metric by name."""

QUICK = ("bleu", "rouge-l", "cider")
"""Those that need no program of their own."""


def caption_scores(
    references: Sequence[str], predictions: Sequence[str], metrics: Sequence[str] = QUICK
) -> CaptionScores:
    """Score predictions against one reference each, all pooled into one corpus.

    Args:
        references: what the describers wrote.
        predictions: what was drafted, in the same order; an empty line counts as empty, not as
            missing.
        metrics: entries of ``METRICS``.

    Raises:
        AdtoolError: if a metric is unknown, or no reference has a word in it.
        UnavailableError: if pycocoevalcap is missing, or Java for METEOR.
        ValueError: if there are not as many references as predictions.
    """
    unknown = sorted(set(metrics) - METRICS.keys())
    if unknown:
        known = ", ".join(METRICS)
        raise AdtoolError(f"unknown metric {unknown[0]!r}: choose from {known}")
    _check(references, predictions)
    return _score(tokenise(references, predictions), metrics)


def score(references: Sequence[str], predictions: Sequence[str]) -> dict[str, float]:
    """Score quickly, on plain tokens whatever is installed: for following a training.

    Returns BLEU-1 to BLEU-4, ROUGE-L and CIDEr in percent. Numbers for print come from
    ``caption_scores``. Raises what that raises.
    """
    _check(references, predictions)
    return dict(_score(tokenise_plainly(references, predictions), QUICK).scores)


def _check(references: Sequence[str], predictions: Sequence[str]) -> None:
    if len(references) != len(predictions):
        raise ValueError(f"{len(references)} references for {len(predictions)} predictions")


def _score(tokenised: Tokenised, metrics: Sequence[str]) -> CaptionScores:
    wanted, said = tokenised.corpora
    if not any(wanted):
        raise AdtoolError("nothing to score against: no reference has a word in it")
    scores: dict[str, float] = {}
    for name in metrics:
        scores |= METRICS[name](wanted, said)
    return CaptionScores(scores, tokenised.tokeniser, tokenised.notice)


def _coco(
    module: str,
    scorer: str,
    references: Sequence[str],
    predictions: Sequence[str],
    **options: int,
) -> Any:  # a number, or BLEU's four
    from importlib import import_module

    try:
        package = import_module(f"pycocoevalcap.{module}.{module}")
    except ImportError as error:
        raise UnavailableError(
            "pycocoevalcap is not installed.", "Install it: pip install 'adtool[eval]'."
        ) from error
    wanted = {i: [sentence] for i, sentence in enumerate(references)}
    said = {i: [sentence] for i, sentence in enumerate(predictions)}
    corpus, _ = getattr(package, scorer)().compute_score(wanted, said, **options)
    return corpus
