"""A chat model's own format: what it reads of a question."""

from __future__ import annotations

import re
from typing import Any

from adtool.chat.chat import Question


class ChatFormat:
    """Turns questions into prompts by a model's chat template.

    Args:
        tokenizer: the model's tokenizer.
        template: the chat template; None where the tokenizer has it.
        sees: whether the template takes pictures; a message is then a list of parts.
    """

    def __init__(self, tokenizer: Any, template: str | None, *, sees: bool) -> None:
        self._tokenizer = tokenizer
        self._template = template
        self._sees = sees
        marks = map(re.escape, filter(None, _marks(tokenizer)))
        self._marks = re.compile("|".join(marks) or "(?!)")

    @classmethod
    def of(cls, processor: Any, *, sees: bool) -> ChatFormat:
        """Take the format of a processor, or of a tokenizer alone."""
        template = getattr(processor, "chat_template", None)
        if isinstance(template, dict):  # by name, where a model has several
            template = template.get("default", next(iter(template.values())))
        return cls(getattr(processor, "tokenizer", processor), template, sees=sees)

    def prompt(self, question: Question) -> str:
        """Write what the model reads of a question, its pictures as the template marks them.

        Instructions go before the question where the model's format has no place for them.

        Raises:
            jinja2.TemplateError: if the template cannot be followed.
        """
        from jinja2 import TemplateError

        told, text = self._harmless(question.instructions), self._harmless(question.text)
        pictures = len(question.pictures)
        if told:
            try:
                prompt = self._render(("system", told, 0), ("user", text, pictures))
            except (TemplateError, TypeError):  # some know no system's part
                prompt = ""
            if told.strip() in prompt:  # and some leave it out
                return prompt
            text = f"{told}\n\n{text}"
        return self._render(("user", text, pictures))

    def shows_pictures(self) -> bool:
        """Say whether the template has a place for pictures; some are for words only."""
        one = self._render(("user", "Look.", 1))
        return "Look." in one and one != self._render(("user", "Look.", 0))

    def opens(self, prompt: str) -> bool:
        """Say whether the template has put the opening token there already."""
        opening = self._tokenizer.bos_token
        return opening is not None and prompt.startswith(opening)

    def _harmless(self, text: str) -> str:
        """Take from a text what the tokenizer would read as a mark of its own ("<s>", "<image>").

        Subtitles hold such things. The space leaves them readable.
        """
        return self._marks.sub(lambda found: f"{found[0][0]} {found[0][1:]}", text)

    def _render(self, *turns: tuple[str, str, int]) -> str:
        return str(
            self._tokenizer.apply_chat_template(
                [self._turn(*turn) for turn in turns],
                chat_template=self._template,
                tokenize=False,
                add_generation_prompt=True,
                enable_thinking=False,  # where a template asks: answers are short
            )
        )

    def _turn(self, role: str, text: str, pictures: int) -> dict[str, object]:
        parts: list[dict[str, str]] = [{"type": "image"}] * pictures
        content: object = [*parts, {"type": "text", "text": text}] if self._sees else text
        return {"role": role, "content": content}


def _marks(tokenizer: Any) -> set[str]:
    added = (str(one) for one in tokenizer.added_tokens_decoder.values() if one.special)
    return {*map(str, tokenizer.all_special_tokens), *added}
