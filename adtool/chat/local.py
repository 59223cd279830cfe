"""A chat model on this machine: any that transformers knows, with pictures or without.

Questions of a call are answered together, padded on the left. What an answer says depends neither
on the questions beside it nor on their order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from adtool.chat.chat import Answer, Question, Sampling, Token
from adtool.chat.format import ChatFormat
from adtool.progress import Progress

_TILES = ("do_image_splitting", "crop_to_patches", "do_pan_and_scan")
"""What image processors call cutting a picture into tiles, which multiplies its tokens.

It serves documents. Frames come in the size that they are to be seen in.
"""


class LocalChat:
    """A chat model of transformers.

    Args:
        model: the model; it is frozen, and stays in evaluation mode.
        processor: its processor; of a model that sees nothing, its tokenizer.
        name: what the user called it.
        identity: which it is.
        sees: whether it can be shown pictures.
    """

    def __init__(
        self, model: Any, processor: Any, name: str, identity: str, *, sees: bool = True
    ) -> None:
        from transformers import GenerationConfig

        self.model = model.requires_grad_(False).eval()
        self.processor = processor
        self.name = name
        self.identity = identity
        self.sees = sees
        self.tokenizer = getattr(processor, "tokenizer", processor)
        self.tokenizer.padding_side = "left"
        self._format = ChatFormat.of(processor, sees=sees)
        self._ends = _ends(model, self.tokenizer)
        if self.tokenizer.pad_token is None:
            self.tokenizer.pad_token = self.tokenizer.convert_ids_to_tokens(self._ends[0])
        # Its makers' advice (to sample, to penalise) is none here: it is said how to draw.
        model.generation_config = GenerationConfig()
        self._together: int | None = None

    def shows_pictures(self) -> bool:
        """Say whether its chat template has a place for pictures.

        Raises:
            jinja2.TemplateError: if the template cannot be followed.
        """
        return self._format.shows_pictures()

    def answer(
        self, questions: Sequence[Question], sampling: Sequence[Sampling], progress: Progress
    ) -> list[Answer]:
        """Answer each question by itself, as many together as there is memory for."""
        found: dict[int, Answer] = {}
        asked = dict(enumerate(zip(questions, sampling, strict=True)))
        for shown in (True, False):  # processors take no mixture
            rows = [row for row in asked if bool(questions[row].pictures) == shown]
            if shown and not self.sees:
                found.update((row, Answer(fault=f"{self.name} sees no pictures.")) for row in rows)
                continue
            answers = self._in_parts([asked[row] for row in rows], progress)
            found.update(zip(rows, answers, strict=True))
        return [found[row] for row in asked]

    def _in_parts(
        self, asked: Sequence[tuple[Question, Sampling]], progress: Progress
    ) -> Iterator[Answer]:
        """Answer questions in order; where memory runs out, half as many at once from then on."""
        import torch

        start = 0
        while start < len(asked):
            part = asked[start : start + (self._together or len(asked))]
            try:
                answers = self._answer(part)
            except RuntimeError as error:  # torch.OutOfMemoryError is one
                if not _is_of_memory(error):
                    raise
                answers = []
            if answers:
                yield from answers
                start += len(part)
                continue
            torch.cuda.empty_cache()  # outside of the handler, which keeps all tensors alive
            if len(part) > 1:
                self._together = len(part) // 2
                progress.note(
                    f"{self.name}: memory is too small for {len(part)} questions at once; from "
                    f"here on {self._together} are asked together."
                )
            else:
                yield Answer(
                    fault=f"Memory ran out over {len(part[0][0].pictures)} pictures; "
                    "show fewer, or smaller ones."
                )
                start += 1

    def _answer(self, asked: Sequence[tuple[Question, Sampling]]) -> list[Answer]:
        """Answer some questions together; those that are too long are not asked."""
        inputs = self._prepare([question for question, _ in asked])
        lengths = inputs["attention_mask"].sum(dim=1).tolist()
        faults = [
            self._too_long(length, one) for length, (_, one) in zip(lengths, asked, strict=True)
        ]
        if not any(faults):
            return self._generate(inputs, [one for _, one in asked])
        fit = [pair for pair, fault in zip(asked, faults, strict=True) if not fault]
        answers = iter(self._answer(fit) if fit else ())
        return [Answer(fault=fault) if fault else next(answers) for fault in faults]

    def _too_long(self, length: int, sampling: Sampling) -> str:
        most = getattr(self.model.config.get_text_config(), "max_position_embeddings", None)
        if not most or length + sampling.tokens <= most:
            return ""
        return (
            f"The question has {length} tokens and its answer may have {sampling.tokens}, but "
            f"{self.name} reads {most}; show fewer pictures, or smaller ones."
        )

    def _prepare(self, questions: Sequence[Question]) -> Any:
        """Turn questions into the model's inputs."""
        prompts = [self._format.prompt(question) for question in questions]
        special = self.sees and not self._format.opens(prompts[0])
        options = {"return_tensors": "pt", "padding": True, "add_special_tokens": special}
        if not self.sees:
            words = self.tokenizer(prompts, **options)
            names = ("input_ids", "attention_mask")
            return {name: words[name].to(self.model.device) for name in names}
        images = [[_pil(picture) for picture in question.pictures] for question in questions]
        shown: dict[str, Any] = {"images": images} if any(images) else {}
        reader = self.processor.image_processor
        if shown and (tiles := [name for name in _TILES if hasattr(reader, name)]):
            shown["images_kwargs"] = dict.fromkeys(tiles, False)
        inputs = self.processor(text=prompts, **shown, **options)
        return inputs.to(self.model.device, self.model.dtype)

    def _generate(self, inputs: Any, sampling: Sequence[Sampling]) -> list[Answer]:
        import torch
        from transformers import GenerationConfig, LogitsProcessorList

        from adtool.chat.drawing import Drawing

        drawing = Drawing(sampling, self._ends[0], self.model.device)
        with torch.inference_mode():
            found = self.model.generate(
                **inputs,
                generation_config=GenerationConfig(
                    max_new_tokens=max(one.tokens for one in sampling),
                    do_sample=False,
                    eos_token_id=self._ends,
                    pad_token_id=self.tokenizer.pad_token_id,
                ),
                logits_processor=LogitsProcessorList([drawing]),
            )
        written = found[:, inputs["input_ids"].shape[1] :].tolist()
        scores = drawing.scores.tolist()
        return [
            self._as_answer(row[: one.tokens], row_scores)
            for row, row_scores, one in zip(written, scores, sampling, strict=True)
        ]

    def _as_answer(self, tokens: Sequence[int], scores: Sequence[float]) -> Answer:
        """Read an answer up to its end."""
        count = next((i for i, token in enumerate(tokens) if token in self._ends), len(tokens))
        if any(score != score for score in scores[:count]):
            return Answer(fault=f"{self.name} overflows in half precision; try --device cpu.")
        pieces = self._pieces(tokens[:count])
        return Answer("".join(pieces), tuple(map(Token, pieces, scores)))

    def _pieces(self, tokens: Sequence[int]) -> list[str]:
        """Divide a text among its tokens; a letter of several tokens falls to the last of them."""
        text, end, pieces = self._decoded(tokens), 0, []
        for count in range(1, len(tokens) + 1):
            read = self._decoded(tokens[:count]) if count < len(tokens) else text
            while not text.startswith(read):  # half a letter
                read = read[:-1]
            pieces.append(text[end : len(read)])
            end = max(end, len(read))
        return pieces

    def _decoded(self, tokens: Sequence[int]) -> str:
        return str(
            self.tokenizer.decode(
                tokens, skip_special_tokens=True, clean_up_tokenization_spaces=False
            )
        )


def _ends(model: Any, tokenizer: Any) -> list[int]:
    """Return the tokens that end an answer: what the model's makers say, then the tokenizer's."""
    said = model.generation_config.eos_token_id
    ends = [*said] if isinstance(said, list) else [said]
    return list(dict.fromkeys(end for end in (*ends, tokenizer.eos_token_id) if end is not None))


def _is_of_memory(error: Exception) -> bool:
    """Say whether memory ran out; only CUDA has an error of its own for it."""
    said = str(error)
    return "out of memory" in said or "can't allocate memory" in said


def _pil(picture: Any) -> Any:
    from PIL import Image

    return Image.fromarray(picture)
