"""Clips and what is said of them as one HTML page: nothing but itself is needed to read it.

It has no script and asks for nothing from elsewhere, which its policy also tells the browser.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator, Sequence
from html import escape
from string import Template

from adtool.analyses.side_by_side import ShownClip, SideBySide, SourceLines, figure
from adtool.english.words import words
from adtool.media.image import Image
from adtool.scripts.webvtt import timestamp

LONGEST_SIDE = 320
"""Pixels of a picture's longer side, at most."""

QUALITY = 80
"""Of JPEG, from 1 to 95."""

Picture = tuple[int, Image]
"""When a frame is shown, in ms, and its RGB pixels (H, W, 3)."""

_PAGE = Template("""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; \
style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>$title</title>
<style>
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 64rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
.frames { display: flex; flex-wrap: wrap; gap: 0.5rem; }
img { max-width: 100%; height: auto; }
table { border-collapse: collapse; width: 100%; margin: 0.5rem 0 2rem; }
caption { text-align: start; padding: 0.25rem 0; }
th, td { border: 1px solid GrayText; padding: 0.25rem 0.5rem; text-align: start; \
vertical-align: top; }
th[scope=row] { width: 12rem; }
mark { text-decoration: underline; }
</style>
</head>
<body>
<main>
<h1>$title</h1>
<p><mark>Marked</mark> are a line's distinctive words: no other line of the same source on this \
page has them. Names, and words such as “the”, “of” and “is”, are never marked. Repetition is how \
much of a line stood in the line before it.</p>
<table>
<caption>The sources</caption>
<thead><tr><th scope="col">Source</th><th scope="col">File or model</th>\
<th scope="col">Lines</th><th scope="col">Distinctive words a line</th>\
<th scope="col">Repetition</th></tr></thead>
<tbody>
$sources
</tbody>
</table>
$clips
</main>
</body>
</html>
""")


def page(found: SideBySide, pictures: Sequence[Sequence[Picture]]) -> str:
    """Return the page.

    Args:
        found: the clips, and what is said of them.
        pictures: for each clip its frames.
    """
    return _PAGE.substitute(
        title=escape(found.title),
        sources="\n".join(_source(one) for one in found.sources),
        clips="\n".join(
            _clip(found, i, clip, shown)
            for i, (clip, shown) in enumerate(zip(found.clips, pictures, strict=True))
        ),
    )


def _source(one: SourceLines) -> str:
    cells = (
        one.origin,
        str(len(one.spoken)),
        figure(one.own_a_line),
        figure(one.repetition, " %"),
    )
    data = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    return f'<tr><th scope="row">{escape(one.name)}</th>{data}</tr>'


def _clip(found: SideBySide, index: int, clip: ShownClip, pictures: Sequence[Picture]) -> str:
    times = f"{timestamp(clip.start)} to {timestamp(clip.end)}"
    frames = "\n".join(_picture(clip, time, pixels) for time, pixels in pictures)
    rows = "\n".join(
        f'<tr><th scope="row">{escape(one.name)}</th>'
        f'<td dir="auto">{"".join(_marked(one.lines[index], one.own[index]))}</td></tr>'
        for one in found.sources
    )
    return (
        f'<section>\n<h2 id="clip-{clip.number}">Clip {clip.number}, {times}</h2>\n'
        f'<div class="frames">\n{frames}\n</div>\n'
        f"<table>\n<caption>What is said of clip {clip.number}</caption>\n"
        '<thead><tr><th scope="col">Source</th><th scope="col">Line</th></tr></thead>\n'
        f"<tbody>\n{rows}\n</tbody>\n</table>\n</section>"
    )


def _picture(clip: ShownClip, time: int, pixels: Image) -> str:
    from PIL import Image as Pillow

    image = Pillow.fromarray(pixels)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    content = io.BytesIO()
    image.save(content, "JPEG", quality=QUALITY)
    data = base64.b64encode(content.getvalue()).decode("ascii")
    return (
        f'<img src="data:image/jpeg;base64,{data}" width="{image.width}" height="{image.height}" '
        f'alt="Frame of clip {clip.number} at {timestamp(time)}">'
    )


def _marked(line: str, own: frozenset[str]) -> Iterator[str]:
    """Give a line as HTML, its own words marked."""
    if not line:
        yield "<em>no line</em>"
    done = 0
    for word, start, end in words(line):
        if word in own:
            yield f"{escape(line[done:start])}<mark>{escape(line[start:end])}</mark>"
            done = end
    yield escape(line[done:])
