"""The narration of one run: the narrator sees its clips and offers wordings for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from adtool.cast.character import Character
from adtool.english.reading_time import words_in
from adtool.narration.candidates import Told, narrate
from adtool.narration.clip import ClipNarration
from adtool.narration.dialogue import dialogue_around
from adtool.narration.facts import facts_of
from adtool.narration.narrator import Dialogue, Narrator
from adtool.narration.seeing import Viewing, portray, see, unlikeness
from adtool.shots.of_movie import shots_of_clips
from adtool.shots.shot import ClipShots
from adtool.timeline import Said
from adtool.work import Run


def narrate_movie(
    run: Run,
    narrator: Narrator,
    cast: Sequence[Character],
    narrations: Sequence[ClipNarration],
    *,
    dialogue: Sequence[Said] = (),
    rate: float,
) -> tuple[list[ClipNarration], dict[str, object]]:
    """Add the narrator's candidates to the clips; return also what it knows of this movie.

    Args:
        run: the movie.
        narrator: who sees and narrates it.
        cast: everybody, of whom it may want to see portraits.
        narrations: the clips, and who may be in each.
        dialogue: what is said in the movie, in order of time, where that is known.
        rate: words a minute that a line is budgeted at.

    Raises:
        MediaError: if the movie's video cannot be opened.
    """
    if not narrations:
        return [], {}
    clips = [narration.clip for narration in narrations]
    around = dialogue_around(clips, dialogue)
    budgets = {clip: words_in(clip.duration, rate) for clip in clips}
    shots = _shots(run, narrations) if narrator.view.shots else None
    if shots is not None:
        narrations = [
            replace(one, facts=facts_of(one, cut, around.get(one.clip, Dialogue()), words))
            for one, cut, words in zip(narrations, shots, budgets.values(), strict=True)
        ]
    if not narrator.view.words:
        _warn_of(run, sum(not cut.inside for cut in shots or ()), len(clips))
        return list(narrations), {}
    viewing = viewing_of(run, narrator)
    seen = see(viewing, narrations, shots)
    _warn_of(run, sum(int((~window.present.any(dim=1)).sum()) for window in seen), len(clips))
    unlike = unlikeness(viewing, seen)
    if unlike is not None and unlike > 1:
        run.warn(
            f"{run.info.path.name} looks unlike anything that this model was trained on "
            f"(unlikeness {unlike:.1f}, where 1 is the limit): its words mean little here. Name a "
            "model that was trained on such films with --model (adtool models lists those on this "
            "machine), or train one with adtool train."
        )
    told = Told(
        cast,
        portray(viewing, cast),
        around,
        budgets,
    )
    narrated = narrate(viewing, narrations, seen, told)
    return narrated, {} if unlike is None else {"unlikeness": round(unlike, 3)}


def viewing_of(run: Run, narrator: Narrator) -> Viewing:
    """Return the movie of a run before a narrator."""
    return Viewing(run.info, narrator, run.work, run.progress, run.tally)


def _shots(run: Run, narrations: Sequence[ClipNarration]) -> list[ClipShots]:
    """Find the shots of the clips, measured by the faces that were recognised in them."""
    clips = [narration.clip for narration in narrations]
    faces = [
        [face for one in narration.appearances or () for face in one.faces]
        for narration in narrations
    ]
    return shots_of_clips(run, clips, faces)


def _warn_of(run: Run, unreadable: int, clips: int) -> None:
    if unreadable:
        run.warn(f"{unreadable} of {clips} clips have no frame that could be read.")
