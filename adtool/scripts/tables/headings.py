"""What the columns of a describer's table are called, and which is meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

LINE = "line"
START = "start"
END = "end"
TIMES = "times"
TEXT = "text"
NOTE = "note"
CHARACTERS = "characters"
FLAGS = "flags"
DIALOGUE = "dialogue"
ID = "id"
COUNTED = "counted"

OURS: Mapping[str, str] = {
    LINE: "Line",
    START: "Timecode In",
    END: "Timecode Out",
    TEXT: "Script",
    NOTE: "On Screen Note",
    CHARACTERS: "Characters",
    "seconds": "Seconds",
    "words": "Words",
    "rate": "Words a Minute",
    "left": "Left",
    "gap": "Gap",
    FLAGS: "Flags",
    DIALOGUE: "Dialogue",
    ID: "Id",
}
"""The headings that are written, in their order."""

_MEANINGS: Mapping[str, str] = {
    LINE: "line|line no|line number|position|pos|no|nr|number|num|cue|cue no|cue number|#|nummer"
    "|numero",
    START: "timecode in|time code in|tc in|tcin|in|in time|time in|in timecode|in point|cue in"
    "|start|starts|start time|start timecode|start tc|tc start|timecode start|begin|begins"
    "|begin time|beginning|from|onset|von|beginn|anfang|einstieg|debut|entree|tc entree|inicio"
    "|entrada|comienzo|desde|inizio|ingresso",
    END: "timecode out|time code out|tc out|tcout|out|out time|time out|out timecode|out point"
    "|cue out|end|ends|end time|end timecode|end tc|tc end|timecode end|stop|stop time|until"
    "|till|to|bis|ende|ausstieg|fin|sortie|tc sortie|final|salida|hasta|fine|uscita",
    TIMES: "time|times|timecode|timecodes|time code|tc|timing|time range|in out|in and out"
    "|start end|zeit|zeiten|temps|minutage|tiempo|tiempos|tempo",
    TEXT: "script|ad script|description|descriptions|audio description|audiodescription|ad|ad text"
    "|ad copy|text|narration|narration text|narrator|narration script|line text|content|copy|vo"
    "|voice over|voiceover|beschreibung|audiodeskription|sprechertext|texte|descripcion"
    "|audiodescripcion|narracion|texto|testo|descrizione|audiodescrizione",
    NOTE: "on screen note|on screen notes|on screen|onscreen|note|notes|comment|comments|remark"
    "|remarks|bemerkung|bemerkungen|notiz|notizen|remarque|remarques|nota|notas|observaciones",
    CHARACTERS: "characters|character|who|cast|persons|people|figuren|figur|personen|personnages"
    "|personnage|personajes|personaje|personaggi",
    FLAGS: "flags|flag",
    DIALOGUE: "dialogue|dialogues|dialog|dialogs|dialogue cue|dialogue cues|cue line|spoken|dialoge"
    "|dialogo|dialogos|dialoghi",
    ID: "id|ids|identifier",
    COUNTED: "seconds|duration|length|words|word count|words a minute|words per minute|wpm|left"
    "|gap|words left|dauer|duree|duracion|durata",
}
_ROLE = {name: role for role, names in _MEANINGS.items() for name in names.split("|")}


def role(heading: str) -> str:
    """Return what a column is whose heading this is; empty where it tells nothing we know."""
    return _ROLE.get(_plain(heading), "")


def roles(headings: Sequence[str]) -> dict[str, list[int]]:
    """Return which columns, from 0, have each role."""
    found: dict[str, list[int]] = {}
    for index, heading in enumerate(headings):
        if named := role(heading):
            found.setdefault(named, []).append(index)
    return found


def is_heading(columns: Mapping[str, Sequence[int]]) -> bool:
    """Say whether a row with columns of these roles is the head of a script's table."""
    return TEXT in columns and (START in columns or TIMES in columns)


def _plain(heading: str) -> str:
    """Return a heading in lower case, without accents, brackets and marks."""
    bare = re.sub(r"[(\[][^)\]]{0,80}[)\]]", " ", heading[:200])
    letters = unicodedata.normalize("NFKD", bare.lower())
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^\w#]|_", " ", letters).split())
