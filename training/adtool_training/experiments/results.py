"""What came out of the runs: a JSON file each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from adtool.documents import read_json
from adtool.errors import ConfigError
from adtool.output import write_text


@dataclass(frozen=True)
class Result:
    """What came out of one run.

    Attributes:
        seed: its seed.
        settings: all its settings, by their dotted keys.
        figures: what was measured on the test films, by name; empty where it failed.
        failed: why there are no figures.
        names: the rows that it stands for, as "EXPERIMENT: ROW".
        seconds: how long it took, whatever else the machine did; what rows share is not in it where
            it was there already.
    """

    seed: int
    settings: Mapping[str, object]
    figures: Mapping[str, float] = field(default_factory=dict)
    failed: str = ""
    names: tuple[str, ...] = ()
    seconds: float = 0.0

    def write(self, path: Path) -> None:
        """Write it; raises OutputError where that cannot be done."""
        path.parent.mkdir(parents=True, exist_ok=True)
        write_text(path, json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n")


def read_result(path: Path) -> Result:
    """Read a result.

    Raises:
        ConfigError: if the file cannot be read, or is none.
    """
    keys = ("seed", "settings", "figures", "failed", "names")
    fields = read_json(path, ConfigError).fields(keys, ("seconds",))
    return Result(
        int(fields["seed"].number()),
        {name: one.data for name, one in fields["settings"].members().items()},
        {name: one.number() for name, one in fields["figures"].members().items()},
        fields["failed"].string(),
        fields["names"].strings(),
        fields["seconds"].number() if "seconds" in fields else 0.0,
    )
