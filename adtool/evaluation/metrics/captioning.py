"""BLEU, METEOR, ROUGE-L, CIDEr and SPICE over one pooled corpus, by pycocoevalcap, in percent.

As the AutoAD papers do, all lines of a benchmark form one corpus: CIDEr's document frequencies
come from all its references together, and are not taken movie by movie.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from adtool.errors import AdtoolError, UnavailableError
from adtool.evaluation.metrics.meteor import meteor
from adtool.evaluation.metrics.pairs import Measured
from adtool.evaluation.metrics.spice import spice
from adtool.evaluation.metrics.tokens import Tokenised, tokenise, tokenise_plainly

Metric = Callable[[Sequence[str], Sequence[str]], Measured]
"""From tokenised references and predictions to figures in percent."""


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


def bleu(references: Sequence[str], predictions: Sequence[str]) -> Measured:
    """BLEU-1 to BLEU-4 (Papineni et al., 2002), with the corpus's brevity penalty."""
    corpus, rows = _coco("bleu", "Bleu", references, predictions, verbose=0)
    names = [f"BLEU-{n}" for n in range(1, 5)]
    return Measured(
        "bleu",
        {name: 100 * float(score) for name, score in zip(names, corpus, strict=True)},
        {name: _percent(of_rows) for name, of_rows in zip(names, rows, strict=True)},
        pooled=frozenset(names),
    )


def rouge_l(references: Sequence[str], predictions: Sequence[str]) -> Measured:
    """ROUGE-L (Lin, 2004), F with β = 1.2, mean over the pairs."""
    corpus, rows = _coco("rouge", "Rouge", references, predictions)
    return Measured("rouge-l", {"ROUGE-L": 100 * float(corpus)}, {"ROUGE-L": _percent(rows)})


def cider(references: Sequence[str], predictions: Sequence[str]) -> Measured:
    """CIDEr-D (Vedantam et al., 2015), the form that is published as CIDEr.

    The frequencies come from the references, so a corpus of one pair always scores 0.
    """
    corpus, rows = _coco("cider", "Cider", references, predictions)
    return Measured("cider", {"CIDEr": 100 * float(corpus)}, {"CIDEr": _percent(rows)})


METRICS: dict[str, Metric] = {
    "bleu": bleu,
    "meteor": meteor,
    "rouge-l": rouge_l,
    "cider": cider,
    "spice": spice,
}
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


def check_words(references: Sequence[str]) -> None:
    """Raise an AdtoolError if no reference has a token in it."""
    if not any(references):
        raise AdtoolError("nothing to score against: no reference has a word in it")


def _check(references: Sequence[str], predictions: Sequence[str]) -> None:
    if len(references) != len(predictions):
        raise ValueError(f"{len(references)} references for {len(predictions)} predictions")


def _score(tokenised: Tokenised, metrics: Sequence[str]) -> CaptionScores:
    wanted, said = tokenised.corpora
    check_words(wanted)
    scores: dict[str, float] = {}
    for name in metrics:
        scores |= METRICS[name](wanted, said).corpus
    return CaptionScores(scores, tokenised.tokeniser, tokenised.notice)


def _coco(
    module: str,
    scorer: str,
    references: Sequence[str],
    predictions: Sequence[str],
    **options: int,
) -> tuple[Any, Any]:  # of the corpus, and of each row; BLEU has four of both
    from importlib import import_module

    try:
        package = import_module(f"pycocoevalcap.{module}.{module}")
    except ImportError as error:
        raise UnavailableError(
            "pycocoevalcap is not installed.", "Install it: pip install 'adtool[eval]'."
        ) from error
    wanted = {i: [sentence] for i, sentence in enumerate(references)}
    said = {i: [sentence] for i, sentence in enumerate(predictions)}
    corpus, rows = getattr(package, scorer)().compute_score(wanted, said, **options)
    return corpus, rows


def _percent(rows: Iterable[float]) -> tuple[float, ...]:
    return tuple(100 * float(score) for score in rows)
