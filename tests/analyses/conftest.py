"""Folders of training runs, and clips compared in two spaces."""

import json

import numpy as np
import pytest

from adtool.analyses.similarity import ShownClip, Space, compare_spaces


def write_run(folder, steps=100, cider=20.0, loss=1.0, best=True, **settings):
    """Write a run as training leaves it; settings with __ are keys of tables."""
    folder.mkdir(parents=True)
    plain = {"epochs": 2.0, "model__alpha": 3.0, "loop__seed": 0, **settings}
    lines = [f"{k} = {json.dumps(v)}" for k, v in plain.items() if "__" not in k]
    for table in ("model", "loop"):
        lines += [f"[{table}]"]
        lines += [
            f"{k.partition('__')[2]} = {json.dumps(v)}"
            for k, v in plain.items()
            if k.startswith(f"{table}__")
        ]
    (folder / "config.toml").write_text("\n".join(lines))
    (folder / "stage2").mkdir()
    (folder / "language_model").mkdir()
    (folder / "language_model" / "metrics.jsonl").write_text('{"step": 9999, "loss": 3.0}\n')
    last = {"step": steps, "validation_loss": loss + 0.5, "validation_CIDEr": cider - 1}
    logged = [{"step": 1, "loss": 9.0}, last]
    (folder / "stage2" / "metrics.jsonl").write_text(
        "".join(json.dumps(line) + "\n" for line in logged) + '{"step": 10'
    )
    if best:
        found = {"step": steps // 2, "validation_loss": loss, "validation_CIDEr": cider}
        (folder / "best.json").write_text(json.dumps(found))


@pytest.fixture
def run():
    """Write a run as training leaves it."""
    return write_run


@pytest.fixture
def runs(tmp_path):
    for alpha, seed, cider in (
        (0.0, 0, 10),
        (0.0, 1, 14),
        (1.0, 0, 20),
        (3.0, 0, 25),
        (10.0, 0, 5),
    ):
        write_run(tmp_path / f"a{alpha:g}-{seed}", cider=cider, model__alpha=alpha, loop__seed=seed)
    return tmp_path


@pytest.fixture
def compared():
    rng = np.random.default_rng(0)
    films = [rng.normal(size=(6, 4)), rng.normal(size=(5, 4))]
    spaces = [Space("vanilla", "A/clip", films), Space("ADs", "A/clip", [-f[::-1] for f in films])]
    clips = [ShownClip(i + 1, i * 4000, i * 4000 + 2500, f"Clip {i} & <b>.") for i in range(1, 5)]
    return compare_spaces(spaces, ["Hugo", "Sintel"], "Sintel", clips), films
