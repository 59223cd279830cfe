"""Asking before something is done that cannot be undone."""

from __future__ import annotations

import pytest

from adtool.cli.models import asking
from adtool.errors import AdtoolError


def test_where_nobody_can_be_asked_the_option_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    assert not asking.at_terminal()
    with pytest.raises(AdtoolError, match="say --yes"):
        asking.require_yes("Sure?", "say --yes", "no")


@pytest.mark.parametrize("yes", [True, False])
def test_at_a_terminal_the_answer_decides(monkeypatch: pytest.MonkeyPatch, yes: bool) -> None:
    asked: list[str] = []

    def confirm(question: str, *, err: bool) -> bool:
        asked.append(question)
        return yes

    monkeypatch.setattr(asking, "at_terminal", lambda: True)
    monkeypatch.setattr("click.confirm", confirm)
    if yes:
        asking.require_yes("Sure?", "say --yes", "no")
    else:
        with pytest.raises(AdtoolError, match=r"^no$"):
            asking.require_yes("Sure?", "say --yes", "no")
    assert asked == ["Sure?"]
