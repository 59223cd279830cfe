"""Names in the model's wordings put right: nobody is named who is not of the cast.

An alias becomes the name by which the narration calls somebody. A name that several of the cast
share becomes that of the one of them who is in the clip, and a name of nobody in the cast the name
of the one in the clip whom the wording does not name yet. Where it is not clear who that is, the
wording is dropped, and if all wordings of a clip would be, the best speaks of "someone". Who is of
the cast and was not recognised in the clip makes a wording less likely.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import repeat

from adtool.cast.character import Character
from adtool.english.calling import content, meant, same_name, short_names
from adtool.english.forms import title
from adtool.english.names import Named, named, unknown_words
from adtool.english.sentences import in_place
from adtool.narration.clip import ClipNarration
from adtool.settings import NamingSettings
from adtool.timeline import Candidate, Correction


@dataclass(frozen=True, slots=True)
class Corrected:
    """A wording whose names were put right.

    Attributes:
        candidate: what may be said; None where the wording was dropped.
        original: what the model offered.
        reasons: a sentence for each change of its words or its score; empty where none was made.
    """

    candidate: Candidate | None
    original: Candidate
    reasons: tuple[str, ...] = ()

    @property
    def correction(self) -> Correction:
        """What was done, for the script."""
        text = self.candidate.text if self.candidate else ""
        return Correction(self.original.text, text, self.reasons)


def correct(
    narration: ClipNarration, cast: Sequence[Character], settings: NamingSettings
) -> ClipNarration:
    """Put the names in a clip's wordings right; nobody is put in whom the film introduces later.

    Args:
        narration: the clip with its candidates.
        cast: everybody who may be named; without a cast nothing is changed.
        settings: what it costs to name somebody who was not recognised.

    Returns:
        The clip with the candidates that may be said, best first, and what was changed.
    """
    results = correct_names(narration.candidates, narration.introduced, cast, settings)
    corrections = tuple(result.correction for result in results if result.reasons)
    return replace(narration, candidates=offered(results), corrections=corrections)


def correct_names(
    candidates: Sequence[Candidate],
    present: Sequence[Character] | None,
    cast: Sequence[Character],
    settings: NamingSettings,
) -> tuple[Corrected, ...]:
    """Put the names in a clip's wordings right.

    Args:
        candidates: the wordings.
        present: who was recognised in the clip; None where nobody looked: anybody may be in it.
        cast: everybody who may be named; without a cast nothing is changed.
        settings: what it costs to name somebody who was not recognised.

    Returns:
        One for each wording, in their order.
    """
    if not cast:
        return tuple(Corrected(one, one) for one in candidates)
    corrected = [_correct(one, present, cast, settings) for one in candidates]
    dropped = [index for index, one in enumerate(corrected) if one.candidate is None]
    if dropped and not any(one.candidate and one.candidate.text.strip() for one in corrected):
        best = max(dropped, key=lambda index: candidates[index].score)
        corrected[best] = _without_strangers(corrected[best], cast)
    return tuple(corrected)


def offered(corrected: Iterable[Corrected]) -> tuple[Candidate, ...]:
    """Return the wordings that may be said, best first."""
    kept = [one.candidate for one in corrected if one.candidate is not None]
    return tuple(sorted(kept, key=lambda candidate: -candidate.score))


def _correct(
    candidate: Candidate,
    present: Sequence[Character] | None,
    cast: Sequence[Character],
    settings: NamingSettings,
) -> Corrected:
    found = _resolved(list(named(candidate.text, cast)), present)
    names = dict(_display_names(found, cast))
    reasons = [f"“{one.text}” is {name}." for one, name in names.items()]
    shared = [one for one in found if len(one.meant) > 1]
    if shared:
        reasons += [f"“{one.text}” may be {_either(one.meant)}." for one in shared]
        reasons.append("It is not clear who is meant.")
        return Corrected(None, candidate, tuple(dict.fromkeys(reasons)))
    strangers = _strangers(found)
    if strangers:
        mentioned = [one for name in found for one in name.meant]
        free = [one for one in (cast if present is None else present) if one not in mentioned]
        reasons += [f"“{group[0].text}” is nobody in the cast." for group in strangers]
        if len(strangers) > 1 or len(free) != 1:
            reasons.append("It is not clear who is meant.")
            return Corrected(None, candidate, tuple(reasons))
        reasons.append(f"Nobody but {free[0].name} can be meant.")
        names.update(zip(strangers[0], repeat(free[0].name)))
    absent = _absent(found, present) if settings.absence_weight else []
    reasons += [f"{one.name} was not recognised in the clip." for one in absent]
    score = candidate.score - settings.absence_weight * len(absent)
    return Corrected(
        Candidate(_renamed(candidate.text, names), score), candidate, tuple(dict.fromkeys(reasons))
    )


def _without_strangers(dropped: Corrected, cast: Sequence[Character]) -> Corrected:
    """Return a dropped wording with "someone" in the place of those whom nobody knows."""
    original = dropped.original
    found = list(named(original.text, cast))
    names = dict(_display_names(found, cast))
    for group, word in zip(_strangers(found), _nobodies(), strict=False):
        names.update(zip(group, repeat(word)))
    reasons = (*dropped.reasons, "No other wording is left: nobody is named.")
    return Corrected(replace(original, text=_renamed(original.text, names)), original, reasons)


def _nobodies() -> Iterator[str]:
    yield "someone"
    yield from repeat("someone else")


def _resolved(found: Sequence[Named], present: Sequence[Character] | None) -> tuple[Named, ...]:
    """Return names with one person for a name that several share, where one of them is there."""
    sure = [one.character for one in found]
    return tuple(_of_those_there(one, sure, present) for one in found)


def _of_those_there(
    one: Named, sure: Sequence[Character | None], present: Sequence[Character] | None
) -> Named:
    if len(one.meant) < 2 or present is None:
        return one
    there = tuple(who for who in one.meant if who in present and who not in sure)
    return replace(one, meant=there) if len(there) == 1 else one


def _display_names(
    found: Iterable[Named], cast: Sequence[Character]
) -> Iterator[tuple[Named, str]]:
    """Yield who is called by an alias, by a name that is in part another's, or by a shared one."""
    for one in found:
        who = one.character
        if who is None or one.text in (who.name, short_names(tuple(cast))[who.name]):
            continue
        alone = meant(one.text, cast) == (who,)
        alias = same_name(one.text) in map(same_name, who.aliases)
        if alias or not alone or unknown_words(one.text, replace(who, aliases=())):
            yield one, who.name


def _either(people: Sequence[Character]) -> str:
    """Return names as a choice: Rex Hall or Rex Field."""
    *others, last = [one.name for one in people]
    return f"{', '.join(others)} or {last}"


def _strangers(found: Iterable[Named]) -> list[list[Named]]:
    """Return the names that are not one's of the cast, those of the same person together.

    Hill, Mr. Hill and Bob Hill are one; Mr. Hill and Mrs. Hill are two.
    """
    groups: list[list[Named]] = []
    for one in found:
        if one.character is not None:
            continue
        group = next(
            (group for group in groups if all(_are_one(one, other) for other in group)), None
        )
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    return groups


def _are_one(one: Named, other: Named) -> bool:
    """Say whether two names of strangers may be one person's: one has all words of the other."""
    mine, theirs = content(one.text), content(other.text)
    titles = {title(one.text), title(other.text)} - {""}
    return (mine <= theirs or theirs <= mine) and len(titles) < 2


def _absent(found: Iterable[Named], present: Sequence[Character] | None) -> list[Character]:
    """Return who is named and was looked for in vain; without a portrait nobody is found."""
    if present is None:
        return []
    who = dict.fromkeys(one.character for one in found if one.character)
    return [one for one in who if one.portraits and one not in present]


def _renamed(text: str, names: Mapping[Named, str]) -> str:
    """Return a text with names in the place of others."""
    for one in sorted(names, key=lambda one: -one.start):
        name, rest = in_place(names[one], text, one.start), text[one.end :]
        if rest[:1] in ("'", "’") and not rest[1:2].isalnum() and name[-1] != "s":
            rest = f"{rest[0]}s{rest[1:]}"  # James' hat, Anna's hat
        text = text[: one.start] + name + rest
    return text
