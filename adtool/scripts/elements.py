"""XML read safely: a document as elements that know their line, and nothing that can be abused.

A DOCTYPE is refused, and with it every entity that a file could define: neither can one expand to
gigabytes, nor does anything get fetched. (``xml.etree`` would take both, and forgets lines.)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from adtool.errors import ScriptError

DEEPEST = 100
"""Elements within elements; TTML needs about ten."""

MOST = 1_000_000
"""Elements in a document; a film's script has some ten thousand."""

XML = "http://www.w3.org/XML/1998/namespace"


@dataclass(slots=True)
class Element:
    """An XML element.

    Attributes:
        name: ``{namespace}local``, or the local name alone where there is no namespace.
        attributes: by name, in the same notation.
        line: where it begins, from 1.
        content: the texts and elements in it, in order; comments are left out.
    """

    name: str
    attributes: dict[str, str]
    line: int
    content: list[Element | str] = field(default_factory=list)

    @property
    def local(self) -> str:
        """The name without its namespace."""
        return self.name.rpartition("}")[2]

    @property
    def children(self) -> list[Element]:
        """The elements directly in it."""
        return [item for item in self.content if isinstance(item, Element)]

    def descendants(self) -> Iterator[Element]:
        """Yield the elements in it at any depth, in the document's order."""
        for child in self.children:
            yield child
            yield from child.descendants()

    def text(self) -> str:
        """Return all text in it, on one line."""
        pieces = [item if isinstance(item, str) else item.text() for item in self.content]
        return " ".join("".join(pieces).split())


def parse(content: bytes, path: Path) -> Element:
    """Return the root of an XML document.

    Raises:
        ScriptError: naming the line, if it is not well-formed, has a DOCTYPE, or is nested out of
            all reason.
    """
    builder = _Builder(path)
    try:
        builder.parser.Parse(content, True)
    except expat.ExpatError as error:
        what = expat.errors.messages[error.code]
        raise ScriptError(path, f"line {error.lineno}: is no well-formed XML: {what}") from error
    except (LookupError, ValueError) as error:  # an encoding that Python does not have
        raise ScriptError(path, f"line 1: cannot be read as XML ({error})") from error
    return builder.root.children[0]


class _Builder:
    """Builds the tree while expat reads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.root = Element("", {}, 0)
        self._open = [self.root]
        self._count = 0
        self.parser = parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text

    def _doctype(self, *_: object) -> None:
        raise self._refusal("has a DOCTYPE, which could define anything; remove it")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) > DEEPEST:
            raise self._refusal("is nested too deeply")
        self._count += 1
        if self._count > MOST:
            raise self._refusal(f"holds over {MOST:,} elements, more than any script")
        named = {_braced(key): value for key, value in attributes.items()}
        element = Element(_braced(name), named, self.parser.CurrentLineNumber)
        self._open[-1].content.append(element)
        self._open.append(element)

    def _end(self, _: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        self._open[-1].content.append(text)

    def _refusal(self, what: str) -> ScriptError:
        return ScriptError(self.path, f"line {self.parser.CurrentLineNumber}: {what}")


def _braced(name: str) -> str:
    return f"{{{name}" if "}" in name else name
