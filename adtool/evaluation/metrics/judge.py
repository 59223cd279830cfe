"""The chat model that scores pairs for LLM-AD-eval, and what it is asked.

The prompt is the metric's definition, so its words are those of the authors (AutoAD-III, Han et
al., 2024, Appendix B.2, Algorithm 2), oddities included; so is the decoding.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from adtool.errors import UnavailableError
from adtool.model import hub
from adtool.model.device import pick_device
from adtool.model.imports import import_transformers
from adtool.settings import EvaluationSettings

SYSTEM = (
    "You are an intelligent chatbot designed for evaluating the quality of generative outputs for "
    "movie audio descriptions. Your task is to compare the predicted audio descriptions with the "
    "correct audio descriptions and determine its level of match, considering mainly the visual "
    "elements like actions, objects and interactions. Here's how you can accomplish the task:"
    "------##INSTRUCTIONS: - Check if the predicted audio description covers the main visual "
    "events from the movie, especially focusing on the verbs and nouns.\n- Evaluate whether the "
    "predicted audio description includes specific details rather than just generic points. It "
    "should provide comprehensive information that is tied to specific elements of the video.\n- "
    "Consider synonyms or paraphrases as valid matches. Consider pronouns like 'he' or 'she' as "
    "valid matches with character names. Consider different character names as valid matches. \n"
    "- Provide a single evaluation score that reflects the level of match of the prediction, "
    "considering the visual elements like actions, objects and interactions. "
)
"""What the judge is told first; the blanks at line ends are the authors' own."""

QUESTION = (
    "Please evaluate the following movie audio description pair:\n\n"
    "Correct Audio Description: {reference}\nPredicted Audio Description: {prediction}\n\n"
    "Provide your evaluation only as a matching score where the matching score is an integer "
    "value between 0 and 5, with 5 indicating the highest level of match. Please generate the "
    "response in the form of a Python dictionary string with keys 'score', where its value is the "
    "matching score in INTEGER, not STRING.DO NOT PROVIDE ANY OTHER OUTPUT TEXT OR EXPLANATION. "
    "Only provide the Python dictionary string. For example, your response should look like this: "
    "{{'score': }}."
)
"""What it is asked of each pair."""

DECODING = {
    "max_new_tokens": 8,
    "min_new_tokens": 1,
    "do_sample": True,
    "temperature": 1.0,
    "top_p": 0.9,
    "top_k": 50,  # transformers' default, which the authors left as it was
}

_BATCH = EvaluationSettings().judge_batch

REMEDY = "Accept the model's licence on the hub where it asks for it, or give a folder (--judge)."


class Judge:
    """A chat model that scores pairs.

    Args:
        model: a causal language model.
        tokenizer: its tokenizer, with a chat template.
        batch: pairs that it reads at once.
        name: what it is called.
    """

    def __init__(self, model: Any, tokenizer: Any, batch: int, name: str) -> None:
        self.model = model.eval()
        self.tokenizer = tokenizer
        self.batch = batch
        self.name = name
        self._ends = model.generation_config.eos_token_id or tokenizer.eos_token_id
        if tokenizer.pad_token_id is None:
            tokenizer.pad_token = tokenizer.eos_token

    @classmethod
    def load(cls, name_or_folder: str, device: str = "auto", batch: int = _BATCH) -> Judge:
        """Load a chat model: in float32 on a CPU, in bfloat16 elsewhere.

        Args:
            name_or_folder: a folder, or a name on the Hugging Face hub.
            device: "auto", or a torch device.
            batch: pairs that it reads at once.

        Raises:
            UnavailableError: if there is no such model or device, or it has no chat template.
        """
        local = hub.only_local("judge", name_or_folder, REMEDY)
        import_transformers()
        import torch
        from transformers import AutoModelForCausalLM, AutoTokenizer

        device = pick_device(device)
        dtype = torch.float32 if torch.device(device).type == "cpu" else torch.bfloat16
        safe = True if hub.is_folder(name_or_folder) else None  # its pickles could run code
        try:
            tokenizer = AutoTokenizer.from_pretrained(
                name_or_folder, padding_side="left", local_files_only=local
            )
            model: Any = AutoModelForCausalLM.from_pretrained(
                name_or_folder, dtype=dtype, use_safetensors=safe, local_files_only=local
            )
        except Exception as error:  # transformers and the hub raise many kinds
            raise hub.unavailable("judge", name_or_folder, error, REMEDY) from error
        if not tokenizer.chat_template:
            raise UnavailableError(
                f"The judge {name_or_folder} is no chat model: its tokenizer has no chat template.",
                "Give one that was trained to follow instructions.",
            )
        return cls(model.to(device), tokenizer, batch, name_or_folder)

    def prompt(self, reference: str, prediction: str) -> str:
        """What the judge reads, in its own chat format."""
        from jinja2 import TemplateError

        question = QUESTION.format(reference=reference, prediction=prediction)
        try:
            return self._chat({"role": "system", "content": SYSTEM}, _user(question))
        except TemplateError:  # some models know no system's role
            return self._chat(_user(f"{SYSTEM}\n\n{question}"))

    def answers(
        self, references: Sequence[str], predictions: Sequence[str], seed: int
    ) -> list[str]:
        """Ask for every pair; the answers as text.

        Pairs of like length are read together. The random numbers of the caller stay as they are.
        """
        import torch

        prompts = [
            self.prompt(reference, prediction)
            for reference, prediction in zip(references, predictions, strict=True)
        ]
        order = sorted(range(len(prompts)), key=lambda row: len(prompts[row]), reverse=True)
        devices = [self.model.device] if self.model.device.type == "cuda" else []
        found: dict[int, str] = {}
        with torch.random.fork_rng(devices=devices):
            torch.manual_seed(seed)
            for start in range(0, len(order), self.batch):
                rows = order[start : start + self.batch]
                found.update(zip(rows, self._sample([prompts[row] for row in rows]), strict=True))
        return [found[row] for row in range(len(prompts))]

    def _chat(self, *messages: dict[str, str]) -> str:
        return str(
            self.tokenizer.apply_chat_template(
                list(messages), tokenize=False, add_generation_prompt=True
            )
        )

    def _sample(self, prompts: Sequence[str]) -> list[str]:
        import torch
        from transformers import GenerationConfig

        tokens = self.tokenizer(  # the template has put the opening token there
            list(prompts), return_tensors="pt", padding=True, add_special_tokens=False
        ).to(self.model.device)
        with torch.inference_mode():
            found = self.model.generate(
                input_ids=tokens.input_ids,
                attention_mask=tokens.attention_mask,
                generation_config=GenerationConfig(
                    **DECODING,
                    eos_token_id=self._ends,
                    pad_token_id=self.tokenizer.pad_token_id,
                ),
            )
        answers: list[str] = self.tokenizer.batch_decode(
            found[:, tokens.input_ids.shape[1] :], skip_special_tokens=True
        )
        return answers


def _user(text: str) -> dict[str, str]:
    return {"role": "user", "content": text}
