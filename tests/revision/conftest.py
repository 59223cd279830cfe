"""A revision with a change of most kinds, and a fault that it made."""

from __future__ import annotations

import pytest

from adtool.checking.finding import Finding
from adtool.revision.revision import Revision, revise
from adtool.timeline import Line, Script

DRAFT = Script(
    (
        Line(1_000, 3_000, "Anna & Tom <b>enter</b>."),
        Line(10_000, 12_000, "Snow falls."),
        Line(20_000, 22_000, "A train leaves."),
    )
)
EDITED = Script(
    (
        Line(1_500, 3_000, "Anna & Zoe <b>enter</b>."),
        Line(10_000, 12_000, "Snow falls."),
        Line(30_000, 31_000, "Somebody waits."),
    )
)
FAULT = Finding("we-see", "error", "Says “we”.", "", (), 3, 30_000, 31_000, "Somebody waits.")


@pytest.fixture(scope="session")
def revision() -> Revision:
    return revise(DRAFT, EDITED, names=("ad.json", "ad.docx"), findings=((), (FAULT,)))
