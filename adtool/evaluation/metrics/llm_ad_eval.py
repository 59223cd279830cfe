"""LLM-AD-eval (AutoAD-III, Han et al., 2024): a chat model scores lines from 0 to 5."""

from __future__ import annotations

import ast
from statistics import fmean

from adtool.errors import UnavailableError
from adtool.evaluation.metrics.judge import Judge
from adtool.evaluation.metrics.pairs import Measured, Pairs
from adtool.settings import EvaluationSettings

NAME = "LLM-AD-eval"


def llm_ad_eval(pairs: Pairs, settings: EvaluationSettings) -> Measured:
    """The judge's mean score, from 0 to 5; not in percent.

    An answer that is no score counts as 0, as in the published script, and is counted in the
    notes. The judge is asked once with each seed; the figure is the mean, and the notes hold each
    seed's own. Seeds give the same answers again on the same device with the same ``judge_batch``.

    Raises:
        UnavailableError: if no judge is named, or it is not to be had, or is no chat model.
    """
    if not settings.judge:
        raise UnavailableError(
            f"{NAME} needs a chat model as its judge, and none is named.",
            "Name one, such as meta-llama/Llama-2-7b-chat-hf, the paper's, or a folder.",
        )
    judge = Judge.load(settings.judge, settings.device, settings.judge_batch)
    answers = {
        seed: judge.answers(pairs.references, pairs.predictions, seed) for seed in settings.seeds
    }
    scores = {seed: [parse_score(answer) for answer in answers[seed]] for seed in answers}
    of_rows = [[score or 0.0 for score in of_row] for of_row in zip(*scores.values(), strict=True)]
    rows = tuple(fmean(of_row) for of_row in of_rows)
    return Measured(
        "llm-ad-eval",
        {NAME: fmean(rows)} if rows else {},
        {NAME: rows},
        notes={"judge": judge.name, **_notes(scores)},
    )


def parse_score(answer: str) -> float | None:
    """Read a judge's answer, ``{'score': 3}``; None where it is no score from 0 to 5."""
    try:
        found = ast.literal_eval(answer.strip())
        score = found["score"]
    except (ValueError, SyntaxError, TypeError, KeyError, MemoryError, RecursionError):
        return None
    if isinstance(score, bool) or not isinstance(score, int | float) or not 0 <= score <= 5:
        return None
    return float(score)


def _notes(scores: dict[int, list[float | None]]) -> dict[str, str | int | float]:
    notes: dict[str, str | int | float] = {}
    for seed, of_seed in scores.items():
        read = [score for score in of_seed if score is not None]
        notes[f"seed {seed}: mean"] = fmean(score or 0.0 for score in of_seed) if of_seed else 0.0
        notes[f"seed {seed}: unparsable answers"] = len(of_seed) - len(read)
        notes[f"seed {seed}: mean of the parsable"] = fmean(read) if read else "none"
    return notes
