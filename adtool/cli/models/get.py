"""``adtool models get``: fetch a model from the hub."""

from __future__ import annotations

import click

from adtool.cli.helpful import command
from adtool.cli.models.asking import require_yes
from adtool.cli.options import reports
from adtool.progress import Progress


@command()
@click.argument("name", metavar="NAME")
@click.option("--yes", is_flag=True, help="Accept a licence that restricts what may be done.")
@reports
def get(name: str, yes: bool, progress: Progress) -> None:
    """Fetch the model NAME from the hub, or what is missing of it.

    NAME is a name of adtool models ("qwen3-vl-2b"), or of the hub ("Qwen/Qwen3-VL-2B-Instruct").
    Before anything large is fetched, the licence and the size are shown, and the room on the disk
    is checked. Only weights in safetensors and texts are fetched, into the hub's cache, where other
    programs find them as well; models that bring pickled weights alone, or code of their own, are
    refused. Interrupted, the same command goes on where it stopped.
    """
    from adtool.model.fetching import fetch
    from adtool.model.parcel import look_up

    parcel = look_up(name)
    facts = f"{parcel.size / 1e9:.1f} GB, licence {parcel.licence} ({parcel.card})"
    progress.note(f"{parcel.repository}: {facts}.")
    if not parcel.permissive and not yes:
        says = f"The licence ({parcel.licence}) may restrict what you do with the model's words."
        ask = f"{says} Fetch it all the same?"
        otherwise = f"{says} Read it at {parcel.card}, and say --yes to accept it."
        require_yes(ask, otherwise, "Nothing was fetched.")
    folder = fetch(parcel, progress)
    progress.note(f"Fetched into {folder}. Use it with: adtool describe --model {name} …")
