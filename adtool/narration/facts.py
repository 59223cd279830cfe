"""What the script says of a clip beside its wordings: JSON-ready values by name.

- seconds: how long it is.
- words: how many words there is time for.
- characters: who was recognised in it, most present first.
- shots: of each its start and end in seconds; its scale, by name, or None where nobody can be
  measured; whether it is moving; its setup, the same number for shots from one set-up of the
  camera; its still, a file in the work folder, empty where none is kept.
- scene: "new" where it looks like the beginning of a scene.
- as_in: the number of an earlier clip, from 1, that shows one of its set-ups.
- dialogue: what is said before and after, where somebody knows.
- on_screen_text: what is to be read in it, where somebody looked.
"""

from __future__ import annotations

from adtool.narration.clip import ClipNarration
from adtool.narration.narrator import Dialogue
from adtool.shots.shot import SCALES, ClipShots, Shot


def facts_of(
    narration: ClipNarration, shots: ClipShots, dialogue: Dialogue, words: int
) -> dict[str, object]:
    """Return the facts of a clip.

    Args:
        narration: the clip, and who is in it.
        shots: its shots.
        dialogue: what is said around it.
        words: how many words there is time for.
    """
    facts: dict[str, object] = {
        "seconds": narration.clip.duration / 1000,
        "words": words,
        "characters": [one.character.name for one in narration.appearances or ()],
        "shots": [_shot(shot) for shot in shots.inside],
    }
    if shots.opens_scene:
        facts["scene"] = "new"
    if shots.like is not None:
        facts["as_in"] = shots.like + 1
    if dialogue.before or dialogue.after:
        facts["dialogue"] = {
            "before": [said.text for said in dialogue.before],
            "after": [said.text for said in dialogue.after],
        }
    facts["on_screen_text"] = []
    return facts


def scale_name(scale: float | None) -> str | None:
    """Return what a scale from 0 to 5 is called; None where it is not known."""
    return None if scale is None else SCALES[round(scale)]


def _shot(shot: Shot) -> dict[str, object]:
    return {
        "start": shot.start / 1000,
        "end": shot.end / 1000,
        "scale": scale_name(shot.scale),
        "moving": shot.moving,
        "setup": shot.setup,
        "still": shot.still,
    }
