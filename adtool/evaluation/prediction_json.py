"""Predictions in JSON, in the shapes that captioning programs write.

    [{"image_id": …, "caption": …}, …]             COCO's results; also with the CSV's columns
    {"predictions": [ … ], …}                      one list below a key, whatever stands beside it
    {ID: "caption", …}, {ID: ["caption", …], …}    a caption, or several candidates, for each id
    {ID: {"caption": …}, …}, {ID: [{"caption": …}, …], …}
    {"text_gen": {"0": …, …}, …}                   a table by its columns, as pandas writes it
    {"text_gen": [ … ], …}

Each becomes rows with named cells. What an id is (a clip's name, its number, or a movie's name with
rows in order of time) is told by what matches.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from adtool.datasets.annotations.row import Row
from adtool.documents import read_json
from adtool.errors import AnnotationError

NESTED = ("predictions", "results", "annotations", "captions", "data", "rows")
"""Keys below which the list of rows may stand."""


def json_rows(path: Path, texts: Iterable[str]) -> Iterator[Row]:
    """Give the rows of a JSON file; their ``line`` is their place among the rows, from 1.

    Args:
        path: the file.
        texts: what the column with the prediction may be called.

    Raises:
        AnnotationError: if it is no JSON, or of none of the shapes.
    """
    known = tuple(texts)
    found = False
    for number, cells in enumerate(_cells(read_json(path, AnnotationError).data, known), 1):
        found = True
        if not any(name in cells for name in known):
            raise AnnotationError(
                path,
                f"row {number} lacks {' or '.join(known)}; its keys are "
                f"{', '.join(map(str, list(cells)[:10])) or 'none'}",
            )
        yield Row(cells, number)
    if not found:
        raise AnnotationError(path, "holds no rows of predictions, in no shape that is known")


def _cells(data: object, texts: tuple[str, ...]) -> Iterator[Mapping[str, object]]:
    if isinstance(data, list):
        for one in data:
            if isinstance(one, dict):
                yield _lowered(one)
    elif isinstance(data, dict):
        lowered = _lowered(data)
        nested = next((lowered[name] for name in NESTED if name in lowered), None)
        if isinstance(nested, (list, dict)):
            yield from _cells(nested, texts)
        elif any(name in lowered for name in texts):
            yield from _by_columns(lowered)
        else:
            yield from _by_ids(data, texts[0])


def _lowered(cells: Mapping[str, object]) -> dict[str, object]:
    return {str(name).lower(): value for name, value in cells.items()}


def _by_columns(columns: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    """Give the rows of a table that is written column by column; or the one row that it is."""
    lists = {
        name: list(column.values()) if isinstance(column, dict) else column
        for name, column in columns.items()
        if isinstance(column, (dict, list))
    }
    if not lists:
        yield columns
        return
    for values in zip(*lists.values(), strict=False):
        yield dict(zip(lists, values, strict=True))


def _by_ids(data: Mapping[str, object], text: str) -> Iterator[Mapping[str, object]]:
    for name, value in data.items():
        if isinstance(value, dict):
            yield {"id": name, **_lowered(value)}
        elif isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
            for one in value:
                yield {"id": name, **_lowered(one)}
        elif isinstance(value, (str, list)):
            yield {"id": name, text: value}
