"""``adtool models get``: fetch a model from the hub."""

from __future__ import annotations

import sys

import click

from adtool.cli.options import reports
from adtool.errors import AdtoolError
from adtool.progress import Progress


@click.command()
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
        _agree(parcel.licence, parcel.card)
    folder = fetch(parcel, progress)
    progress.note(f"Fetched into {folder}. Use it with: adtool describe --model {name} …")


def _agree(licence: str, card: str) -> None:
    """Ask whether the licence is accepted.

    Raises:
        AdtoolError: if it is not, or nobody can be asked.
    """
    says = f"The licence ({licence}) may restrict what you do with the model's words."
    if not sys.stdin.isatty():
        raise AdtoolError(f"{says} Read it at {card}, and say --yes to accept it.")
    if not click.confirm(f"{says} Fetch it all the same?", err=True):
        raise AdtoolError("Nothing was fetched.")
