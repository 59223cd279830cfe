"""The files that an evaluation writes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from adtool.output import check_output, write_text

if TYPE_CHECKING:
    from adtool.evaluation.report import Evaluation


@dataclass(frozen=True, slots=True)
class Outputs:
    """Where an evaluation is written, beside what is shown of it.

    Attributes:
        report: the report; JSON where it ends in .json.
        per_row: a CSV with each row's figures.
        predictions: a CSV of the model's predictions, written as soon as they are made.
        overwrite: whether files that exist are replaced.
        fail_under: figures by name, and what each must reach.
    """

    report: Path | None = None
    per_row: Path | None = None
    predictions: Path | None = None
    overwrite: bool = False
    fail_under: tuple[tuple[str, float], ...] = ()

    def of_model(self, model: str | None) -> Path | None:
        """Return where a model's predictions go: where it was said, or beside the report."""
        if self.predictions is not None or self.report is None or model is None:
            return self.predictions
        return self.report.with_name(f"{self.report.stem}.predictions.csv")

    def check(self, model: str | None) -> None:
        """Find out, before any work is done, whether all can be written.

        Raises:
            OutputError: if one cannot.
        """
        for path in filter(None, (self.report, self.per_row, self.of_model(model))):
            check_output(path, overwrite=self.overwrite)

    def write(self, done: Evaluation, *, as_json: bool = False) -> None:
        """Write the report and the rows' figures.

        Raises:
            OutputError: if one cannot be written.
        """
        from adtool.evaluation.report import per_row_csv

        if self.per_row is not None:
            write_text(self.per_row, per_row_csv(done))
        if self.report is not None:
            is_json = as_json or self.report.suffix == ".json"
            write_text(self.report, json_text(done) if is_json else plain_text(done))


def shortfalls(done: Evaluation, wanted: Sequence[tuple[str, float]]) -> list[str]:
    """Say which figures do not reach what they must; one that was not measured does not.

    Args:
        done: the evaluation.
        wanted: figures by name, in any case, and what each must reach.
    """
    figures = {name.casefold(): (name, value) for name, value in done.scores.figures.items()}
    said = []
    for name, least in wanted:
        found = figures.get(name.casefold())
        if found is None:
            known = ", ".join(done.scores.figures) or "nothing"
            said.append(f"{name} was not measured, and must reach {least:g} (measured: {known})")
        elif not found[1] >= least:  # NaN reaches nothing
            said.append(f"{found[0]} is {found[1]:.2f}, and must reach {least:g}")
    return said


def json_text(done: Evaluation) -> str:
    """Return the report as JSON, for programs."""
    from adtool.evaluation.report import as_json

    return json.dumps(as_json(done), ensure_ascii=False, indent=1) + "\n"


def plain_text(done: Evaluation) -> str:
    """Return the report as sentences, a figure a line."""
    from adtool.evaluation import report

    return "\n".join(report.plain_lines(done)) + "\n"
