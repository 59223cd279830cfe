"""How much less work R@k/N takes than the plain way, start-up included, on one thread.

    python benchmarks/recall_speed.py [TABLE …] [--rows 10000] [--model FOLDER] [--sample 200]

Each runs in a process of its own, and its CPU seconds are those of the whole process: `adtool eval
--metrics recall` on all rows, and the ways of `plain_recall.py` on a sample of the rows, where what
they took after starting is multiplied up. Beside each stands how many rows of the sample have the
same R@k/N as from adtool.

Without a table (MAD-Eval's, TV-AD's), lines are drawn from a made-up vocabulary, in films of 650.
The predictions are the references with a third of their words dropped. Without --model, the model
is a random RoBERTa of 4 layers of width 256 with a tokenizer made from the references.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from adtool.datasets.annotations import FORMATS, read_annotations
from adtool.errors import AdtoolError

RECALLS = ("5/16", "1/5")
WAYS = ("calls", "pairs", "published")
DROPPED = 1 / 3
FILM = 650
SYLLABLES = ("ba", "do", "fi", "gu", "ka", "le", "mo", "ni", "pe", "ra", "so", "tu", "wi", "zo")
ADTOOL = [sys.executable, "-c", "from adtool.cli import main; main()"]
PLAIN = [sys.executable, str(Path(__file__).with_name("plain_recall.py"))]
ONE_THREAD = {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}

Row = tuple[str, float, float, str]  # movie, start, end, reference


@dataclass(frozen=True, slots=True)
class Run:
    """What a process took and said."""

    cpu: float
    said: str


def main() -> None:
    """Time adtool and the plain ways, and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("tables", nargs="*", type=Path, help="annotations (default: drawn lines)")
    parser.add_argument("--rows", type=int, default=10_000, help="at most (default: 10000)")
    parser.add_argument("--model", help="folder of a BERT (default: a small random one)")
    parser.add_argument("--sample", type=int, default=200, help="predictions (default: 200)")
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=WAYS)
    given = parser.parse_args()
    rows = ([row for path in given.tables for row in read(path)] or drawn(given.rows))[: given.rows]
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder, "rows.csv")
        write(table, rows)
        model = given.model or random_roberta([reference for *_, reference in rows], folder)
        print(f"{len(rows)} rows, {RECALLS}, one thread, CPU seconds, start-up included")
        adtool = run_adtool(table, model)
        print(f"{'adtool':10} {adtool.cpu:9.1f}", flush=True)
        with table.with_name("found.csv").open(newline="") as file:
            found = list(csv.DictReader(file))
        for way in given.ways:
            command = [*PLAIN, str(table), "--model", model, "--way", way]
            run = timed([*command, "--sample", str(given.sample)])
            show(way, run, found, adtool.cpu)


def show(way: str, run: Run, found: Sequence[dict[str, str]], ours: float) -> None:
    """Print what a plain way would have taken for all rows, and how often it agrees."""
    told = json.loads(run.said)
    start_up = run.cpu - told["seconds"]
    whole = start_up + told["seconds"] * len(found) / len(told["rows"])
    same = sum(
        all(abs(float(found[int(row)][name]) - value) < 1e-9 for name, value in figures.items())
        for row, figures in told["rows"].items()
    )
    print(
        f"{way:10} {whole:9.1f}  {whole / ours:6.1f} times as much; "
        f"{same} of {len(told['rows'])} rows the same",
        flush=True,
    )


def run_adtool(table: Path, model: str) -> Run:
    """Let adtool score the rows by the references in their own file."""
    command = [*ADTOOL, "eval", "--benchmark", "mad-eval", "--predictions", str(table)]
    command += ["--metrics", "recall", "--similarity", model, "--device", "cpu"]
    command += [part for recall in RECALLS for part in ("--recall", recall)]
    return timed([*command, "--per-row", str(table.with_name("found.csv"))], home=str(table.parent))


def timed(command: list[str], home: str | None = None) -> Run:
    """Run a process on one thread; in its home no benchmark's table is found."""
    homes = {} if home is None else {"XDG_DATA_HOME": home, "ADTOOL_DATA": home}
    process = subprocess.Popen(
        command, env={**os.environ, **ONE_THREAD, **homes}, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    with process.stdout:
        said = process.stdout.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if status:
        raise SystemExit(f"{' '.join(command)} failed")
    return Run(usage.ru_utime + usage.ru_stime, said)


def read(path: Path) -> list[Row]:
    """Read a table of annotations, whichever format it has."""
    for kind in FORMATS:
        try:
            movies = read_annotations(path, kind).movies.values()
        except AdtoolError:
            continue
        return [(r.movie, r.start / 1000, r.end / 1000, r.text) for rows in movies for r in rows]
    raise SystemExit(f"{path} is no table of annotations")


def drawn(count: int) -> list[Row]:
    """Draw lines of some ten words, the frequent ones much more frequent, as in any language."""
    rng = random.Random(0)
    words = ["".join(rng.choices(SYLLABLES, k=rng.randint(1, 4))) for _ in range(8000)]
    weights = [1 / (rank + 3) for rank in range(len(words))]
    lines = (rng.choices(words, weights, k=max(2, round(rng.gauss(10, 4)))) for _ in range(count))
    texts = (" ".join(line).capitalize() + "." for line in lines)
    places = (divmod(i, FILM) for i in range(count))
    return [
        (f"film {film}", 4.0 * place, 4.0 * place + 3, text)
        for (film, place), text in zip(places, texts, strict=True)
    ]


def write(path: Path, rows: Sequence[Row]) -> None:
    """Write rows with predictions, which lack a third of the words."""
    rng = random.Random(0)
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["vid", "start", "end", "text_gt", "text_gen"])
        for *clip, text in rows:
            said = " ".join(word for word in text.split() if rng.random() >= DROPPED)
            writer.writerow([*clip, text, said])


def random_roberta(references: Sequence[str], folder: str) -> str:
    """Write a small random RoBERTa and its tokenizer."""
    import torch
    from tokenizers import ByteLevelBPETokenizer
    from transformers import RobertaConfig, RobertaModel, RobertaTokenizerFast

    torch.manual_seed(0)
    bpe = ByteLevelBPETokenizer()
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    bpe.train_from_iterator(
        references, vocab_size=4000, special_tokens=special, show_progress=False
    )
    bpe.save_model(folder)
    RobertaTokenizerFast(f"{folder}/vocab.json", f"{folder}/merges.txt").save_pretrained(folder)
    config = RobertaConfig(
        vocab_size=bpe.get_vocab_size(),
        hidden_size=256,
        num_hidden_layers=4,
        num_attention_heads=4,
        intermediate_size=1024,
        max_position_embeddings=514,
        initializer_range=0.1,  # so that different words differ
    )
    RobertaModel(config).save_pretrained(folder)
    return folder


if __name__ == "__main__":
    main()
