"""What players read as commands, and what viewers read."""

import pytest

from adtool.speech.markup import plain_lines, without_tags


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<i>Hi</i>", "Hi"),
        ("<I>Hi</I>", "Hi"),
        ('<font color="#ff0000">Hi</font>', "Hi"),
        ("<v.loud Mary Ann>Hi", "Hi"),
        ("<c.yellow>Hi</c>", "Hi"),
        ("<lang fr>Oui</lang>", "Oui"),
        ("<00:00:01.200>Hi", "Hi"),
        ("Hi<br/>you", "Hi\nyou"),
        ("Hi\\Nyou", "Hi\nyou"),
        ("{\\an8}{\\i1}Hi{\\i0}", "Hi"),
        ("{b}Hi{/b}", "Hi"),
        ("{Y:i,b}Hi", "Hi"),
        ("<color=red>Hi</color>", "Hi"),
    ],
)
def test_tags_are_taken_out(text: str, plain: str) -> None:
    assert without_tags(text) == plain


@pytest.mark.parametrize(
    "text",
    ["<whispering>", "<Stop it!>", "<Help", "1 < 2 > 0", "{sighs}", "<<Hi>>", "<But why?>", "a>b"],
)
def test_what_no_player_knows_is_text(text: str) -> None:
    assert without_tags(text) == text


@pytest.mark.parametrize(
    ("lines", "plain"),
    [
        (("&lt;i&gt;Hi&lt;/i&gt;", "Q&amp;A"), ("Hi", "Q&A")),
        (("  a   b ", "", " "), ("a b",)),
        (("a\\hb",), ("a b",)),
        (("&#9834; La", "â™ª"), ("♪ La", "♪")),
    ],
)
def test_lines_are_as_viewers_read_them(lines: tuple[str, ...], plain: tuple[str, ...]) -> None:
    assert plain_lines(lines) == plain


@pytest.mark.parametrize("text", ["<a " * 500_000, "{\\p1" * 500_000, "<" * 1_000_000])
def test_tags_that_never_end_take_no_time(text: str) -> None:
    assert without_tags(text) == text
