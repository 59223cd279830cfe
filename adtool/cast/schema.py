"""What a cast.json may hold, as a JSON Schema: editors complete and check with it.

The reader takes its keys and limits from here, so the schema that is published and the files that
are accepted cannot come apart. What a schema cannot say, the reader checks: that names differ, and
that portraits are pictures inside the file's folder.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

LONGEST_NAME = 200
"""Characters in the longest name; names go into the prompt word for word."""

PRONOUNS = ("she", "he", "they")
"""What may stand for a name; never inferred."""

_NAME = {"type": "string", "pattern": r"\S", "maxLength": LONGEST_NAME}

CHARACTER: dict[str, Any] = {
    "description": "One person of the story.",
    "type": "object",
    "properties": {
        "name": {
            **_NAME,
            "description": "What the narration calls them; no two characters share a name.",
        },
        "actor": {**_NAME, "description": "Who plays them."},
        "aliases": {
            "description": "Other names they go by, none of which is another character's.",
            "type": "array",
            "items": _NAME,
        },
        "portraits": {
            "description": "Pictures that show them, relative to this file and inside its folder.",
            "type": "array",
            "items": {"type": "string", "pattern": r"^[^/]"},
        },
        "introduced_at": {
            "description": "When the film introduces their name, in seconds.",
            "type": "number",
            "minimum": 0,
            "default": 0,
        },
        "pronoun": {
            "description": "What may stand for the name (they: the narration keeps the name).",
            "type": "string",
            "enum": list(PRONOUNS),
        },
    },
    "required": ["name"],
    "additionalProperties": False,
}

CAST: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "cast.json of adtool",
    "description": "Who is in a movie, how they are called, and what they look like.",
    "type": "object",
    "properties": {
        "$schema": {"description": "Where this schema is, for editors.", "type": "string"},
        "title": {**_NAME, "description": "The movie's title."},
        "characters": {
            "description": "The people of the movie, the most important first.",
            "type": "array",
            "minItems": 1,
            "items": CHARACTER,
        },
    },
    "required": ["characters"],
    "additionalProperties": False,
}


def keys(schema: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """Return the keys that an object of a schema must have, and those that it may have."""
    required = list(schema["required"])
    return required, [key for key in schema["properties"] if key not in required]


def schema_text() -> str:
    """Return the schema as it is published."""
    return json.dumps(CAST, ensure_ascii=False, indent=2) + "\n"
