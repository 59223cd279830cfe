"""What a sheet counts by itself while a describer types: seconds, words, their rate, what is left.

The formulas read the times as they are written: ``H:MM:SS.mmm``, or ``HH:MM:SS:FF``.
"""

from __future__ import annotations

from collections.abc import Sequence

from adtool.scripts.timecode import Timecode


def formulas(row: int, shown: Sequence[str], timecode: Timecode, rate: float) -> dict[str, str]:
    """Return the formulas of a row by column.

    Args:
        row: its number in the sheet, from 1.
        shown: the columns of the sheet, in order; "start", "end" and "text" are among them.
        timecode: how times are written.
        rate: words a minute that there is time for.
    """
    cell = {role: f"{chr(ord('A') + at)}{row}" for at, role in enumerate(shown)}
    length = f"{_seconds(cell['end'], timecode)}-{_seconds(cell['start'], timecode)}"
    spaced = f'TRIM(SUBSTITUTE({cell["text"]},CHAR(10)," "))'
    words = f'IF({spaced}="",0,LEN({spaced})-LEN(SUBSTITUTE({spaced}," ",""))+1)'
    return {
        "seconds": f'=IFERROR(ROUND({length},1),"")',
        "words": f"={words}",
        "rate": f'=IFERROR(ROUND({cell["words"]}*60/({length}),0),"")',
        "left": f'=IFERROR(INT(ROUND(({length})*{rate:g}/60,6))-{cell["words"]},"")',
    }


def _seconds(cell: str, timecode: Timecode) -> str:
    """Return the seconds that a time of fixed form stands for."""
    last = 3 if timecode.rate is None else 2
    parts = (
        f"VALUE(LEFT({cell},LEN({cell})-{last + 7}))*3600",
        f"VALUE(MID({cell},LEN({cell})-{last + 5},2))*60",
        f"VALUE(MID({cell},LEN({cell})-{last + 2},2))",
        f"VALUE(RIGHT({cell},{last}))/{timecode.labels}",
    )
    return f"({'+'.join(parts)})"
