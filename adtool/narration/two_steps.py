"""A narrator that looks, and then writes: two questions to chat models for every clip.

As AutoAD-Zero and Shot-by-Shot do it (Xie et al., ACCV 2024 and ICCV 2025): a vision-language model
answers questions about a clip's pictures, and a language model, which may be the same one, words
lines out of the answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from adtool.chat.chat import Answer, Chat, Sampling
from adtool.errors import UnavailableError
from adtool.narration import instructions
from adtool.narration.answers import Reading, read_answer
from adtool.narration.asking import Asked, ask
from adtool.narration.looking import Look, Notes, look_at
from adtool.narration.narrator import Group, Offer, Seen, ShownClip, View
from adtool.narration.verdicts import notes_fault
from adtool.narration.writing import Request, request
from adtool.progress import Progress
from adtool.settings import ModelSettings

if TYPE_CHECKING:
    from torch import Tensor

    from adtool.media.image import Image


class ChatNarrator:
    """Chat models behind the narrators' door.

    Args:
        chat: the model that looks.
        writer: the model that writes; it may be the same.
        settings: how both are asked; the clips that are seen together are its window.
        name: what the user called it.
        language: BCP 47 tag of the lines.
    """

    drawn = False
    encoder = None

    def __init__(
        self, chat: Chat, writer: Chat, settings: ModelSettings, name: str, language: str = "en"
    ) -> None:
        self.chat, self.writer = chat, writer
        self.settings = replace(settings, window=settings.chat.clips)
        self.name = name
        self.language = language

    @property
    def view(self) -> View:
        """Its windows; faces, shots and their neighbours are shown to it."""
        asked = self.settings.chat
        return View(
            frames=self.settings.frames,
            short_side=asked.short_side,
            window=asked.clips,
            characters=self.settings.names,
            lines=asked.lines,
            faces=True,
            shots=True,
            context=asked.context,
        )

    @property
    def identity(self) -> str:
        """Which models look and write."""
        both = f"{self.chat.identity}\n{self.writer.identity}"
        return sha256(both.encode()).hexdigest()

    @property
    def facts(self) -> Mapping[str, object]:
        """Its identity, and which model looks and which one writes."""
        return {"identity": self.identity, "looks": self.chat.name, "writes": self.writer.name}

    @property
    def sight(self) -> object:
        """The model that looks, how it is asked, and in which words."""
        return {
            "model": self.chat.identity,
            "served": self.settings.chat.served,
            "asking": self._asking(self._looking),
            "instructions": instructions.digest(),
        }

    @property
    def wording(self) -> object:
        """The model that writes, how and for what it is asked, and in which words."""
        return {
            "model": self.writer.identity,
            "served": self.settings.chat.served,
            "asking": self._asking(self._writing),
            "candidates": self.settings.chat.candidates,
            "language": self.language,
            "instructions": instructions.digest(),
        }

    def see(self, clips: Iterable[ShownClip], progress: Progress) -> Seen:
        """Ask about the pictures of the clips; a clip without a frame has no notes."""
        looks = [look_at(clip, self.settings.chat.short_side) for clip in clips]
        there = [look for look in looks if look is not None]
        tries = self.settings.chat.tries
        questions = [look.question for look in there]
        asked = iter(ask(self.chat, questions, _noted, self._looking, tries, progress))
        notes = [None if look is None else _notes(look, next(asked)) for look in looks]
        return Seen(notes=["" if one is None else one.dump() for one in notes])

    def from_features(self, features: Tensor) -> Seen:
        """Refuse: it looks at pictures."""
        raise UnavailableError(
            f"{self.name} sees frames, and no features.", "Leave the features out."
        )

    def portray(self, pictures: Sequence[Image]) -> Tensor:
        """Return nothing: it is shown no portraits."""
        import torch

        return torch.empty(0)

    def unlikeness(self, seen: Sequence[Seen], present: Sequence[Tensor]) -> float | None:
        """Return None: nobody knows what it was trained on."""
        return None

    def narrate(self, group: Group, progress: Progress) -> list[Offer]:
        """Ask for wordings of all clips whose pictures it has notes of."""
        notes = [Notes.load(text) for text in group.seen.notes]
        requests = {
            place: self._request(group, place, one)
            for place, one in enumerate(notes)
            if one is not None and one.text
        }
        asked = dict(zip(requests, self._written(list(requests.values()), progress), strict=True))
        with progress.stage("Describing clips", len(notes)) as stage:
            stage.advance(len(notes))
        return [_offer(one, asked.get(place)) for place, one in enumerate(notes)]

    def _request(self, group: Group, place: int, notes: Notes) -> Request:
        count = self.settings.chat.candidates
        return request(group, place, notes, count=count, language=self.language)

    def _written(self, requests: Sequence[Request], progress: Progress) -> list[Asked[Reading]]:
        def judge(place: int, answer: Answer) -> tuple[Reading, str]:
            reading = read_answer(answer, requests[place].bounds)
            return reading, "" if reading.candidates else "; ".join(reading.faults)

        questions = [one.question for one in requests]
        tries = self.settings.chat.tries
        return ask(self.writer, questions, judge, self._writing, tries, progress)

    @property
    def _looking(self) -> Sampling:
        asked = self.settings.chat
        return Sampling(asked.looking, asked.top_p, asked.notes, asked.seed)

    @property
    def _writing(self) -> Sampling:
        """How wordings are drawn: there is room for as many lines as are asked for."""
        asked = self.settings.chat
        tokens = asked.candidates * self.settings.max_tokens + _FORM_TOKENS
        return Sampling(asked.writing, asked.top_p, tokens, asked.seed)

    def _asking(self, sampling: Sampling) -> list[object]:
        drawn = [sampling.temperature, sampling.top_p, sampling.tokens, sampling.seed]
        return [*drawn, self.settings.chat.tries]


_FORM_TOKENS = 32
"""Tokens of the JSON round the lines, at most."""


def _noted(place: int, answer: Answer) -> tuple[str, str]:
    text = answer.text.strip()
    return text, notes_fault(text)


def _notes(look: Look, asked: Asked[str]) -> Notes:
    return Notes(
        text="" if asked.fault else asked.value,
        asked=asked.times,
        fault=asked.given_up("about the pictures") if asked.fault else "",
        pictures=len(look.question.pictures),
        marked=look.marked,
        recognised=look.recognised,
    )


def _offer(notes: Notes | None, asked: Asked[Reading] | None) -> Offer:
    """Return what is offered for a clip, from its notes and what was written of them."""
    if notes is None:
        return Offer()
    again = notes.asked - 1
    if asked is None:
        return Offer(reason=notes.fault, facts={"seen": "", "asked": again})
    facts = {"seen": notes.text, "asked": again + asked.times - 1}
    if asked.fault:
        return Offer(reason=asked.given_up("for wordings"), facts=facts)
    return Offer(asked.value.candidates, facts={**facts, "scores": asked.value.scores})
