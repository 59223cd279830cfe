import os
from pathlib import Path

import pytest

from adtool.documents import Value, read_json, reading
from adtool.errors import CastError


def document(tmp_path: Path, content: str | bytes) -> Value:
    path = tmp_path / "a.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_json(path, CastError)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"{", "is no valid JSON"),
        (b'{"a": NaN}', "NaN is not a JSON number"),
        (b'{"a": -Infinity}', "-Infinity is not a JSON number"),
        (b'{"a": 1, "a": 2}', "the key 'a' occurs twice"),
        (b'{"a": "\xff"}', "byte 7 is not UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a": ' + b"9" * 10_000 + b"}", "is no valid JSON"),
    ],
)
def test_what_is_no_sane_json_is_refused_in_one_line(
    tmp_path: Path, content: bytes, fault: str
) -> None:
    with pytest.raises(CastError) as refused:
        document(tmp_path, content)
    assert fault in str(refused.value)
    assert str(refused.value).startswith(str(tmp_path / "a.json"))
    assert "\n" not in str(refused.value)


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    assert document(tmp_path, b"\xef\xbb\xbf[1]").items()[0].number() == 1


def test_missing_files_folders_and_pipes_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name, fault in [("no", "no such file"), ("", "is a folder"), ("pipe", "no plain file")]:
        with pytest.raises(CastError, match=fault):
            read_json(tmp_path / name, CastError)
    with pytest.raises(CastError, match="cannot be read"):
        read_json(tmp_path / ("x" * 300), CastError)


def test_a_file_over_the_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST", 3)
    with pytest.raises(CastError, match="too large"):
        document(tmp_path, "[1, 2]")


@pytest.mark.parametrize("number", ["1e999", "-1e999", "1e300", "9" * 400])
def test_numbers_out_of_all_reason_are_refused(tmp_path: Path, number: str) -> None:
    with pytest.raises(CastError, match="no sensible number"):
        document(tmp_path, f"[{number}]").items()[0].number()


def test_half_a_character_is_no_text(tmp_path: Path) -> None:
    with pytest.raises(CastError, match=r"\[0\]: is no text"):
        document(tmp_path, '["\\ud800"]').strings()


def test_a_wrong_type_is_named_with_its_place(tmp_path: Path) -> None:
    value = document(tmp_path, '{"a": {"b": [true, 1]}}')
    inner = value.members()["a"].members()["b"].items()
    assert inner[0].truth()
    with pytest.raises(CastError, match=r"a\.b\[1\]: expected a string, found a number"):
        inner[1].string()
    with pytest.raises(CastError, match=r"a\.b\[0\]: expected a number, found true or false"):
        inner[0].number()
    with pytest.raises(CastError, match=r"a\.b: expected an object, found a list"):
        value.members()["a"].members()["b"].members()


def test_an_unknown_key_is_named_with_the_nearest_one(tmp_path: Path) -> None:
    with pytest.raises(CastError, match="unknown key 'nmae'; did you mean 'name'"):
        document(tmp_path, '{"nmae": 1}').fields(("name",))
    with pytest.raises(CastError, match="the key 'name' is missing"):
        document(tmp_path, "{}").fields(("name",))
