"""What outputs are called: ``drafts/{stem}.ad.{ext}``, with a name for each source and format."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from adtool.output import STDOUT

FIELDS = {
    "stem": "the source's name without its extension",
    "ext": "the format's extension",
    "folder": "the source's folder",
}
"""What a template may have in braces, and what stands there then."""

IN_FOLDER = "{stem}.{ext}"
"""What files are called in a folder."""


def is_template(output: Path) -> bool:
    """Say whether an output is a template: it has braces, and is no file or folder itself."""
    return bool(set("{}") & set(str(output))) and not output.exists()


def literal(path: Path) -> str:
    """Return a template that is a path as it stands."""
    return str(path).replace("{", "{{").replace("}", "}}")


def fields_of(template: str) -> frozenset[str]:
    """Return which of ``FIELDS`` a template has.

    Raises:
        ValueError: if it has another, or its braces make no sense.
    """
    return frozenset(field for _, field in _pieces(template) if field)


def filled(template: str, source: Path, suffix: str) -> Path:
    """Return what an output is called.

    Args:
        template: of which ``fields_of`` knows every field.
        source: the file that it is made of; ``-`` is standard input, called "script".
        suffix: the extension of its format, with the dot.

    Raises:
        ValueError: if the source's name would make another path of it.
    """
    given = str(source) == STDOUT
    values = {
        "stem": "script" if given else source.stem,
        "ext": suffix.removeprefix("."),
        "folder": "." if given else str(source.parent),
    }
    name = "".join(text + (values[field] if field else "") for text, field in _pieces(template))
    path = Path(name)
    own = [part for part in template.split("/") if "{stem}" in part]
    misled = {part.replace("{stem}", values["stem"]) for part in own} & {"", ".", ".."}
    if misled or str(path) == STDOUT:
        raise ValueError(f"no output can be called after {str(source)!r}: rename it")
    return path


def _pieces(template: str) -> Iterator[tuple[str, str]]:
    """Yield a template's texts, each with the field behind it; empty where there is none."""
    try:
        pieces = list(Formatter().parse(template))
    except ValueError as error:
        raise ValueError(f"{template!r} has a brace that is not closed; a brace is {{{{") from error
    for text, field, form, conversion in pieces:
        if field is not None and (field not in FIELDS or form or conversion):
            known = ", ".join(f"{{{name}}}" for name in FIELDS)
            shown = field + (f"!{conversion}" if conversion else "") + (f":{form}" if form else "")
            raise ValueError(f"there is no {{{shown}}} for outputs, but {known}; a brace is {{{{")
        yield text, field or ""
