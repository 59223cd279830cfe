"""What validation writes beside a run."""

from __future__ import annotations

import json

from adtool_training.validation import Validation


def test_samples_that_are_said_again_after_a_resume_stand_there_once(tmp_path):
    validation = object.__new__(Validation)
    object.__setattr__(validation, "folder", tmp_path)
    for done, text in [(2, "a"), (4, "b"), (6, "c"), (4, "b2"), (6, "c2")]:
        validation._keep_samples(done, [{"written": text}, {"written": "…"}])
    lines = (tmp_path / "stage2/samples.jsonl").read_text(encoding="utf-8").splitlines()
    found = [(line["step"], line["written"]) for line in map(json.loads, lines)]
    assert found[::2] == [(2, "a"), (4, "b2"), (6, "c2")]
    assert len(found) == 6
    assert not list(tmp_path.rglob("*.draft"))
