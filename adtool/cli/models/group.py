"""``adtool models``: which models are on this machine, and which would do well on it."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from adtool.cli.lazy import Entry, LazyGroup
from adtool.cli.options import json_option
from adtool.model.catalogue import Model, find_models, models_folder
from adtool.model.kinds import VISION_LANGUAGE

MODELS: dict[str, Entry] = {
    "get": Entry("adtool.cli.models.get:get", "Fetch a model from the hub."),
    "remove": Entry("adtool.cli.models.remove:remove", "Remove a model from this machine."),
}
"""What can be done with models: one module and one entry here for each."""


@click.group(cls=LazyGroup, table=MODELS, invoke_without_command=True)
@json_option
@click.pass_context
def models(ctx: click.Context, as_json: bool) -> None:
    """List the models on this machine, and those that are recommended for it.

    Shows the bundled model, the folders in adtool's models folder, and in the Hugging Face cache
    the DistinctAD and vision-language models: size, licence, and whether they would run here. Each
    name can be given to describe's --model, and so can any folder that holds a model. Below are
    the vision-language models that are known to do well, the best first.
    """
    if ctx.invoked_subcommand is not None:
        return
    found = find_models()
    free, device = _free()
    if as_json:
        answer = [{**asdict(model), "hindrance": _hindrance(model, free)} for model in found]
        click.echo(json.dumps(answer, default=str, indent=2))
        return
    for model in found:
        click.echo("\n".join(_lines(model, free)))
    click.echo(f"Folders in {models_folder()} are known by name; other models by their path.")
    click.echo("\n".join(_known(free, device)))


def _free() -> tuple[int, str]:
    """Return how much memory is free for a model, and where."""
    from adtool.model.device import pick_device
    from adtool.model.memory import free_memory

    device = pick_device()
    return free_memory(device), device


def _hindrance(model: Model, free: int) -> str:
    from adtool.narration.automatic import hindrance

    return hindrance(model, free) if model.kind == VISION_LANGUAGE else model.fault


def _lines(model: Model, free: int) -> list[str]:
    lines = [
        model.name,
        f"  from: {model.source}, {model.folder}",
        f"  size: {model.size / 1e6:.1f} MB",
    ]
    if model.fault:
        return [*lines, f"  cannot be used: {model.fault}"]
    lines.append(f"  kind: {model.kind}")
    licence = f"  licence: {model.licence}"
    if model.kind == VISION_LANGUAGE:
        why_not = _hindrance(model, free)
        would = f"no, {why_not}" if why_not else f"yes, in {model.memory / 1e9:.1f} GB of memory"
        return [*lines, licence, f"  languages: {model.languages}", f"  would run here: {would}"]
    language_model = f"  language model: {model.language_model}"
    return [*lines, f"  trained on: {model.trained_on}", licence, language_model]


def _known(free: int, device: str) -> list[str]:
    """Return the table of known models, and which of them is recommended."""
    from adtool.model.imports import transformers_version
    from adtool.model.known import KNOWN, is_new_enough, recommended

    head = f"Vision-language models for real films; {free / 1e9:.1f} GB are free on {device}:"
    lines = ["", head]
    for one in KNOWN:
        fits = "fits" if one.memory <= free else "too large"
        if not is_new_enough(transformers_version(), one.transformers):
            fits = f"needs transformers {one.transformers}"
        facts = f"{one.memory / 1e9:5.1f} GB  {one.licence:13}  {one.languages:27}  {fits}"
        lines.append(f"  {one.name:14} {facts}, {one.repository}")
    best = recommended(free, device, transformers_version())
    if best is None:
        advice = "None fits this machine; a server's model can be named with --model http://…."
    else:
        advice = f"Recommended for this machine: adtool models get {best.name}"
    return [*lines, advice, "Before it fetches, it shows the licence of the hub's own card."]
