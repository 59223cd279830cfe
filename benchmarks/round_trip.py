"""What is lost when a script goes from every format to every other.

    python benchmarks/round_trip.py [--table FILE --format mad|cmdad|tvad] [--scripts 20]

Scripts are made (20 of 40 lines, of all that a script can have) unless a table of annotations is
named: then they are its longest films. Each is written in a format, read, written in another and
read again; what differs is counted and printed as a Markdown table, one row a pair, with the
largest difference of times in ms. Times may move by less than a frame where frames are written.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

from adtool.scripts import FORMATS, examine, write_script
from adtool.scripts.ids import with_ids
from adtool.scripts.layout import Layout
from adtool.scripts.timecode import timecode_named
from adtool.timeline import Line, Script

LAYOUT = Layout(timecode_named("25", "10:00:00:00"))
FRAME = 40
TEXTS = (
    "Anna enters the dark room.",
    "“So,” she says – ‘well’ …",
    "=1+1 on the wall.",
    "Two lines\nof text.",
    "3 < 4 & 5 > 2.",
    "雪が降る。",
    "Tom's hat: 50 %; a\ttab.",
    "-- She waits.",
)
FIELDS: dict[str, Callable[[Script], object]] = {
    "lines": lambda script: len(script.lines),
    "text": lambda script: [line.text for line in script.lines],
    "ids": lambda script: [line.id for line in script.lines],
    "characters": lambda script: [line.characters for line in script.lines],
    "pauses": lambda script: [line.extended for line in script.lines],
    "notes": lambda script: [line.facts.get("note") for line in script.lines],
    "movie": lambda script: script.movie,
    "language": lambda script: script.language,
    "duration": lambda script: script.duration,
}
"""What is compared."""


def made(seed: int, lines: int = 40) -> Script:
    """Return a script of all that lines can have, at whole frames."""
    chosen = random.Random(seed)
    found, now = [], 0
    for _ in range(lines):
        now += FRAME * chosen.randrange(10, 200)
        end = now + FRAME * chosen.randrange(20, 120)
        names = tuple(chosen.sample(["Anna", "Jo, Jr.", "Tom"], chosen.randrange(3)))
        note = {"note": "Look again."} if chosen.random() < 0.2 else {}
        text, pauses = chosen.choice(TEXTS), chosen.random() < 0.2
        found.append(Line(now, end, text, characters=names, extended=pauses, facts=note))
        now = end
    return Script(with_ids(found), movie="film.mp4", language="de", duration=now + 1_000)


def of_table(table: Path, form: str, count: int) -> Iterator[Script]:
    """Yield the longest films of a table of annotations, their times at whole frames."""
    from adtool.datasets.annotations import read_annotations

    films = read_annotations(table, form).movies
    for name in sorted(films, key=lambda name: -len(films[name]))[:count]:
        lines = [
            Line(FRAME * round(row.start / FRAME), FRAME * round(row.end / FRAME), row.text)
            for row in films[name]
        ]
        kept = [line for line in lines if line.end > line.start and line.text.strip()]
        yield Script(with_ids(kept), movie=name)


def losses_of(scripts: list[Script]) -> dict[tuple[str, str], tuple[Counter[str], int]]:
    """Return for each pair of formats in how many scripts what differs, and by how many ms."""
    pairs = [(one, two) for one in FORMATS for two in FORMATS]
    lost: dict[tuple[str, str], Counter[str]] = {pair: Counter() for pair in pairs}
    drift = dict.fromkeys(lost, 0)
    with tempfile.TemporaryDirectory() as folder:
        for script, first in product(scripts, FORMATS):
            once = _through(script, first, Path(folder))
            for second in FORMATS:
                back = _through(once, second, Path(folder))
                lost[first, second].update(
                    name for name, of in FIELDS.items() if of(back) != of(script)
                )
                for one, two in zip(script.lines, back.lines, strict=False):
                    apart = max(abs(one.start - two.start), abs(one.end - two.end))
                    drift[first, second] = max(drift[first, second], apart)
    return {pair: (lost[pair], drift[pair]) for pair in lost}


def _through(script: Script, name: str, folder: Path) -> Script:
    path = folder / f"script{FORMATS[name].suffix}"
    write_script(script, path, name, LAYOUT)
    return examine(path, name, LAYOUT).script


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--table", type=Path)
    parser.add_argument("--format", default="mad")
    parser.add_argument("--scripts", type=int, default=20)
    told = parser.parse_args()
    scripts = (
        list(of_table(told.table, told.format, told.scripts))
        if told.table
        else [made(seed) for seed in range(told.scripts)]
    )
    print(f"{len(scripts)} scripts, {sum(len(script.lines) for script in scripts)} lines.\n")
    print("| from | to | lost (scripts) | times, ms |\n| --- | --- | --- | --- |")
    for (first, second), (lost, drift) in losses_of(scripts).items():
        said = ", ".join(f"{name} ({count})" for name, count in lost.items()) or "nothing"
        print(f"| {first} | {second} | {said} | {drift} |")


if __name__ == "__main__":
    main()
