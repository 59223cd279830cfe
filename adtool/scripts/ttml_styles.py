"""What a TTML document never shows, and what it shows for reading aids: of its styles, no more.

``tts:display="none"`` hides an element, and ruby text says again what its base says (TTML2, §10.2);
either may be on the element, in a style that it refers to, or on its region.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from adtool.scripts.elements import XML, Element

_ID = f"{{{XML}}}id"
_MOST = 100
"""Styles that one element refers to, and they to each other; no document needs as many."""

_ANNOTATIONS = ("text", "textContainer", "delimiter")


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles and regions of a document, by their ids."""

    named: Mapping[str, Element]

    @classmethod
    def of(cls, root: Element) -> Styles:
        """Collect them."""
        kinds = ("style", "region")
        found = (item for item in root.descendants() if item.local in kinds)
        return cls({item.attributes[_ID]: item for item in found if _ID in item.attributes})

    def hides(self, element: Element) -> bool:
        """Say whether an element is never displayed, nor what is in it."""
        region = self.named.get(element.attributes.get("region", ""))
        shown = [element, *([region] if region else [])]
        if any(child.local == "set" for one in shown for child in one.children):
            return False  # it may be, at times
        return any(self._value(one, "display") == "none" for one in shown)

    def annotates(self, element: Element) -> bool:
        """Say whether an element is ruby text, which repeats its base in other letters."""
        return self._value(element, "ruby") in _ANNOTATIONS

    def _value(self, element: Element, name: str) -> str:
        """Return a style property's value; empty where nothing sets it."""
        waiting, seen = [element], {id(element)}
        while waiting:
            one = waiting.pop()
            for key, value in one.attributes.items():
                if key.endswith((f"#styling}}{name}", f"#style}}{name}")):  # or TTML of 2006
                    return value.strip()
            inside = one.children if one.local == "region" else []
            nested = [item for item in inside if item.local == "style"]
            named = [self.named.get(style) for style in one.attributes.get("style", "").split()]
            for style in (*named, *nested):  # the last of them counts first
                if style and id(style) not in seen and len(seen) < _MOST:
                    seen.add(id(style))
                    waiting.append(style)
        return ""
