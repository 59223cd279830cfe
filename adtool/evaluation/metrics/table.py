"""Every metric by name: from a benchmark's pairs to figures.

A metric takes all rows at once and returns what it measured, or raises ``UnavailableError`` where
this machine lacks what it needs: a metric that cannot run is never a 0.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version

from adtool.evaluation.metrics import captioning
from adtool.evaluation.metrics import lines as wording
from adtool.evaluation.metrics.critic import critic
from adtool.evaluation.metrics.llm_ad_eval import llm_ad_eval
from adtool.evaluation.metrics.pairs import Measured, Pairs
from adtool.evaluation.metrics.recall_of_benchmark import recall
from adtool.evaluation.metrics.redundancy import redundancy
from adtool.settings import EvaluationSettings

__all__ = ["METRICS", "Measured", "Metric", "Pairs"]

Metric = Callable[[Pairs, EvaluationSettings], Measured]
"""Raises ``UnavailableError`` where a package, a program or a model is missing, and another
``AdtoolError`` where the rows do not allow the metric (no movie with N lines, …)."""


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


_TOKENS = "Penn Treebank (Stanford CoreNLP 3.4.1), one pooled corpus"


def _captioning(metric: captioning.Metric) -> Metric:
    """A metric over the Penn Treebank tokens of the pooled corpus."""

    def measure(pairs: Pairs, settings: EvaluationSettings) -> Measured:
        references, predictions = pairs.tokenised
        captioning.check_words(references)
        measured = metric(references, predictions)
        return replace(
            measured,
            notes={**measured.notes, "tokens": _TOKENS, "pycocoevalcap": _version("pycocoevalcap")},
        )

    return measure


METRICS: dict[str, Metric] = {
    **{name: _captioning(metric) for name, metric in captioning.METRICS.items()},
    "recall": recall,
    "llm-ad-eval": llm_ad_eval,
    "critic": critic,
    "repetition": wording.repetition,
    "distinct": wording.distinct,
    "words": wording.words,
    "fit": wording.fit,
    "redundancy": redundancy,
}
"""bleu, meteor, rouge-l, cider and spice; R@k/N with BERTScore; a chat model's judgement; the
right characters by CRITIC; repetition between neighbours, distinct-n, words a line, and lines that
fit; redundancy over whole films."""
