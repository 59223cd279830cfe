"""Lines of times that somebody spoilt: read rightly, or refused with their line, and never lost."""

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from adtool.errors import ScriptError
from adtool.speech.subtitles import read_dialogue
from adtool.timeline import Said

LAYOUTS = {
    "numbers and blank lines": "1\n{one}\nOne.\n\n2\n{two}\nTwo words.\n\n3\n{three}\nThree.\n",
    "no blank lines": "1\n{one}\nOne.\n2\n{two}\nTwo words.\n3\n{three}\nThree.\n",
    "no numbers": "{one}\nOne.\n\n{two}\nTwo words.\n\n{three}\nThree.\n",
    "last": "1\n{one}\nOne.\n\n2\n{three}\nThree.\n\n3\n{two}\nTwo words.",
    "first": "1\n{two}\nTwo words.\n\n2\n{three}\nThree.\n\n3\n{four}\nFour.",
    "WebVTT": "WEBVTT\n\n{one}\nOne.\n\n{two}\nTwo words.\n\n{three}\nThree.\n",
    "WebVTT with names": "WEBVTT\n\na\n{one}\nOne.\n\nb\n{two}\nTwo words.\n\nc\n{three}\nThree.\n",
}
WHOLE = {
    "one": "00:00:01,000 --> 00:00:02,000",
    "three": "01:00:05,250 --> 01:00:06,000",
    "four": "01:00:07,250 --> 01:00:08,000",
}
SAID = {
    "one": Said(1_000, 2_000, "One."),
    "three": Said(3_605_250, 3_606_000, "Three."),
    "four": Said(3_607_250, 3_608_000, "Four."),
}
TIMES = (63_500, 64_750)
PLAIN = "00:01:03,500 --> 00:01:04,750"
VARIANTS = 300  # of each layout


def file_with(layout: str, line: str) -> tuple[str, int]:
    """Return a file with a line of times in it, and the number of that line."""
    text = LAYOUTS[layout].format(two=line, **WHOLE)
    return text, LAYOUTS[layout].split("{two}")[0].count("\n") + 1


def others(layout: str) -> list[Said]:
    return [said for name, said in SAID.items() if f"{{{name}}}" in LAYOUTS[layout]]


def digits_of(zero: str) -> dict[int, str]:
    return {ord("0") + n: chr(ord(zero) + n) for n in range(10)}


def meant(chance: random.Random) -> tuple[str, str]:
    """Return a line that means TIMES and nothing else, written in some way; and the text in it."""
    decimals = chance.choice([("5", "75"), ("500", "750"), ("5000", "7500"), ("500000", "750000")])
    comma, colon = chance.choice(
        [(",", ":"), (".", ":"), (":", ":"), (";", ":"), (",", "."), (".", ".")]
    )
    if comma in ":;" or comma == colon:
        decimals = ("500", "750")
    hours = chance.choice(["", "00", "0", "000"])
    if not hours and colon == ".":
        decimals = ("500", "750")  # 01.03,5 could be less than two seconds
    pad = chance.choice(["", " ", "\u00a0"]) if comma != colon else chance.choice(["", " "])
    parts = [[*([hours] if hours else []), "01", second] for second in ("03", "04")]
    if chance.random() < 0.3:
        parts = [[str(int(part)) for part in group] for group in parts]
    start, end = (
        f"{pad}{colon}{pad}".join(group) + f"{pad}{comma}{pad}{fraction}"
        for group, fraction in zip(parts, decimals, strict=True)
    )
    arrow = chance.choice(
        ["-->", "->", "--->", "==>", "=>", "→", "⇒", "–>", "—>", "-", "–", "—", "--", "~", "-- >"]
    )
    around = chance.choice([" ", " ", "", "  ", "\t", "\u3000"])
    one, two = chance.choice([("", ""), ("", ""), ("[", "]"), ("(", ")"), ("{", "}"), ('"', '"')])
    line = (
        f"{start}{two}{around}{arrow}{around}{one}{end}"
        if chance.random() < 0.3
        else f"{start}{around}{arrow}{around}{end}"
    )
    line = f"{one}{line}{two}"
    number = chance.choice(["", "", "2 ", "2) ", "[2] ", "#2 "])
    text = chance.choice(["", "", "Hello.", "- Go on", "... and"])
    line = number + line + (f" {text}" if text else "")
    if chance.random() < 0.3:
        line = line.translate(digits_of(chance.choice("０٠۰०๐")))
    if chance.random() < 0.2:
        line = f"\u200e{line}\u200f"
    return line, text


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_can_be_meant_only_one_way_is_read(tmp_path: Path, layout: str) -> None:
    chance = random.Random(13)
    path = tmp_path / "film.srt"
    for _ in range(VARIANTS):
        line, behind = meant(chance)
        text, _ = file_with(layout, line)
        path.write_text(text, encoding="utf-8")
        told = f"{behind} Two words.".strip()
        assert [*read_dialogue(path)] == sorted([*others(layout), Said(*TIMES, told)]), line


def read(path: Path) -> list[Said] | str:
    """Return the dialogue, or the message where it is refused."""
    try:
        return list(read_dialogue(path))
    except ScriptError as error:
        return str(error)


def cut(line: str, chance: random.Random) -> str:
    at = chance.randrange(len(line))
    return line[:at] + line[at + 1 :]


def put(line: str, chance: random.Random) -> str:
    at = chance.randrange(len(line) + 1)
    return line[:at] + chance.choice("0123456789:;,.-–> \tOlxÜ'") + line[at:]


def swap(line: str, chance: random.Random) -> str:
    at = chance.randrange(len(line) - 1)
    return line[:at] + line[at + 1] + line[at] + line[at + 2 :]


def replace(line: str, chance: random.Random) -> str:
    return put(cut(line, chance), chance)


def halve(line: str, chance: random.Random) -> str:
    return (
        line[: chance.randrange(12, 29)]
        if chance.random() < 0.5
        else line[-chance.randrange(14, 29) :]
    )


SPOILT: list[Callable[[str, random.Random], str]] = [cut, put, swap, replace, halve]


def plainly(line: str) -> tuple[int, int] | None:
    """Read a line of times that is still one: three numbers or four on either side."""
    tight = re.sub(r"\s*([:;.,])\s*", r"\1", line.strip().removeprefix("-"))
    start, _, end = re.sub(r"[-–>\s]+", "→", tight).partition("→")
    times = []
    for side in (start, end):
        numbers = re.findall(r"[0-9]+", side)
        if len(numbers) == 3 and re.search(r"[.,]", side) is None:
            numbers.append("0")
        if not re.fullmatch(r"[0-9:;.,]*", side) or not 3 <= len(numbers) <= 4:
            return None
        hours, minutes, seconds = (int(number) for number in ["0", *numbers[:-1]][-3:])
        fraction = round(float(f"0.{numbers[-1]}") * 1000)
        times.append((hours * 3600 + minutes * 60 + seconds) * 1000 + fraction)
    return (-times[0] if line.strip().startswith("-") else times[0]), times[1]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_spoilt_line_is_read_rightly_or_refused_with_its_number(
    tmp_path: Path, layout: str
) -> None:
    chance = random.Random(7)
    path = tmp_path / "film.srt"
    refused = 0
    for _ in range(VARIANTS):
        line = PLAIN.replace(",", ".") if "WebVTT" in layout else PLAIN
        for _ in range(chance.choice([1, 1, 2, 3])):
            line = chance.choice(SPOILT)(line, chance) if len(line) > 12 else line
        text, number = file_with(layout, line)
        path.write_text(text, encoding="utf-8")
        said = read(path)
        if isinstance(said, str):
            refused += 1
            assert f"line {number}: " in said, (line, said)
            assert repr(" ".join(line.split())) in said, (line, said)
            continue
        (own,) = [one for one in said if one not in others(layout)]
        assert len(said) == len(others(layout)) + 1, line
        assert own.text.endswith("Two words."), line
        start, end = plainly(line) or TIMES
        assert (own.start, own.end) in ((max(start, 0), end), TIMES), (line, own)
    assert 0.2 < refused / VARIANTS < 0.95
