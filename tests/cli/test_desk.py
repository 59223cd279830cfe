"""What a machine of a cluster is told."""

from __future__ import annotations

import pickle
from pathlib import Path

from adtool.cli import desk
from adtool.cli.desk import Desk, Order, Sources
from adtool.settings import ModelSettings, Settings


def test_an_order_can_be_sent_and_keeps_the_model_for_the_next_movie(monkeypatch):
    written = []
    monkeypatch.setattr(Desk, "write", lambda self, film: written.append((self, film)))
    monkeypatch.setattr(desk, "_KEPT", [])
    order = pickle.loads(pickle.dumps(Order(Sources(Path("cast.json")), Settings(), True)))
    other = Order(Sources(), Settings(model=ModelSettings(model="bundled")), False)
    for one, name in ((order, "a"), (order, "b"), (other, "c")):
        one((Path(name), ()))
    desks = [desk for desk, _ in written]
    assert desks[0] is desks[1] is not desks[2]
    assert desks[0].skip_existing
    assert desks[2].settings.model.model == "bundled"
