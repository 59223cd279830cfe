"""CRITIC (AutoAD-III, Han et al., 2024): whether lines name the right characters; not built."""

from __future__ import annotations

from typing import NoReturn

from adtool.errors import UnavailableError
from adtool.evaluation.measured import Pairs
from adtool.settings import EvaluationSettings


def critic(pairs: Pairs, settings: EvaluationSettings) -> NoReturn:
    """Say why CRITIC is not computed.

    Raises:
        UnavailableError: always.
    """
    raise UnavailableError(
        "CRITIC resolves pronouns with the coreference model F-Coref over each movie's cast list, "
        "and adtool has neither.",
        "Give the prediction file to its authors' script, autoad_iii/metrics/critic_metric.py in "
        "github.com/TengdaHan/AutoAD.",
    )
