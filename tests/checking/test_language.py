"""Which language a script is in, and which rules are left out for that."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from adtool.checking.language import alphabet_of, guess, has_spaces, is_english
from adtool.checking.run import Sources, check_file

JAPANESE = [
    "アンナは庭を歩いてベンチに座る",
    "男がドアのそばに立っている",
    "雨が葉に落ちる",
    "犬が走る",
]
CHINESE = ["安娜走过花园坐在长椅上", "一个男人站在门边看着她", "雨落在树叶上", "一只狗跑过街道"]
THAI = ["แอนนาเดินผ่านสวนและนั่งลงบนม้านั่ง", "ชายคนหนึ่งยืนอยู่ที่ประตู", "ฝนตกลงบนใบไม้"]
KOREAN = ["안나가 정원을 지나 벤치에 앉는다.", "한 남자가 문 옆에 서 있다."]
RUSSIAN = ["Анна идёт по саду и садится на скамью.", "Мужчина в пальто стоит у двери."]
ARABIC = ["تمشي آنا في الحديقة وتجلس على المقعد."]
GERMAN = [
    "Anna geht durch den Garten und setzt sich auf eine Bank.",
    "Ein Mann im Mantel steht an der Tür und sieht sie an.",
    "Sie nimmt das Buch aus der Tasche. Er lächelt und kommt näher.",
    "Die Straße ist leer, nur ein Hund läuft vorbei. Regen fällt auf die Blätter.",
]
ENGLISH = [
    "Anna walks through the garden and sits down on a bench.",
    "A man in a coat stands at the door and looks at her.",
    "She takes the book out of her bag. He smiles and comes closer.",
    "The street is empty, but for a dog that runs past. Rain falls on the leaves.",
]


@pytest.mark.parametrize(
    ("lines", "tag"),
    [
        (JAPANESE, "ja"),
        (CHINESE, "zh"),
        (THAI, "th"),
        (KOREAN, "ko"),
        (RUSSIAN, "und-Cyrl"),
        (ARABIC, "und-Arab"),
        (GERMAN, "und"),
        (ENGLISH, "en"),
        (GERMAN[:1], "und"),  # too little to say
        ([], "en"),
        (["…", "♪"], "en"),
        (["東京 (" + "Anna waits at the station in the rain" + ")"], "en"),
    ],
)
def test_what_a_script_that_does_not_say_looks_like(lines: list[str], tag: str) -> None:
    assert guess(lines) == tag
    assert alphabet_of(lines) == ("" if tag in ("en", "und") else tag)


@pytest.mark.parametrize(
    ("tag", "english", "spaces"),
    [
        ("", True, True),
        ("en-GB", True, True),
        ("EN_us", True, True),
        ("de", False, True),
        ("ko", False, True),
        ("ja", False, False),
        ("ja-JP", False, False),
        ("zh-Hant-TW", False, False),
        ("th", False, False),
        ("jv", False, True),
    ],
)
def test_a_tag_says_whether_words_can_be_counted(tag: str, english: bool, spaces: bool) -> None:
    assert (is_english(tag), has_spaces(tag)) == (english, spaces)


COUNTED = ("too-fast", "fast", "brisk", "slow", "mid-phrase", "repeated-wording")
WORDED = ("past-tense", "we-see", "nothing-distinctive", "unknown-name")


def srt(lines: list[str]) -> str:
    return "".join(
        f"{i + 1}\n00:00:{4 * i:02},000 --> 00:00:{4 * i + 1:02},000\n{text}\n\n"
        for i, text in enumerate(lines)
    )


def vtt(lines: list[str], language: str) -> str:
    said = f"Language: {language}\n" if language else ""
    return f"WEBVTT\n{said}\n" + srt(lines).replace(",000", ".000")


def ttml(lines: list[str], language: str) -> str:
    cues = "".join(
        f'<p begin="{4 * i}s" end="{4 * i + 1}s">{text}</p>' for i, text in enumerate(lines)
    )
    return (
        f'<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="{language}">'
        f"<body><div>{cues}</div></body></tt>"
    )


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.srt", srt(JAPANESE), ""),
        ("a.srt", srt(CHINESE), ""),
        ("a.srt", srt(THAI), ""),
        ("a.srt", srt(JAPANESE), "ja"),
        ("a.srt", srt(JAPANESE), "en"),
        ("a.vtt", vtt(JAPANESE, "ja"), ""),
        ("a.vtt", vtt(CHINESE, ""), ""),
        ("a.ttml", ttml(JAPANESE, "ja-JP"), ""),
        ("a.ttml", ttml(CHINESE, "en"), ""),
    ],
)
def test_no_fault_is_found_with_words_where_there_are_no_spaces(
    tmp_path: Path, name: str, content: str, told: str
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    report = check_file(tmp_path / name, Sources(language=told))
    assert not {finding.rule for finding in report.findings} & set(COUNTED)
    (said,) = [one for one in report.unchecked if one.startswith("words (")]
    assert all(rule in said for rule in COUNTED)


@pytest.mark.parametrize(
    ("content", "told", "wording"),
    [
        (srt(GERMAN), "", True),
        (srt(GERMAN), "en", False),
        (srt(RUSSIAN), "", True),
        (vtt(GERMAN, "de"), "", True),
        (srt(ENGLISH), "", False),
        (vtt(ENGLISH, "en-GB"), "", False),
        (srt(ENGLISH), "de", True),
    ],
)
def test_words_are_counted_and_wording_left_out_in_other_languages_with_spaces(
    tmp_path: Path, content: str, told: str, wording: bool
) -> None:
    path = tmp_path / ("a.vtt" if content.startswith("WEBVTT") else "a.srt")
    path.write_text(content, encoding="utf-8")
    report = check_file(path, Sources(language=told))
    assert "too-fast" in {finding.rule for finding in report.findings}
    said = [one for one in report.unchecked if one.startswith("wording (")]
    assert bool(said) == wording
    assert all(rule in "".join(said) for rule in WORDED if wording)


def test_a_process_says_what_it_left_out(tmp_path: Path) -> None:
    path = tmp_path / "ja.srt"
    path.write_text(srt(JAPANESE), encoding="utf-8")
    line = [sys.executable, "-m", "adtool", "check", str(path)]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Not checked: words (too-fast, fast, brisk, slow, mid-phrase" in done.stdout
    assert "the script is 'ja'" in done.stdout
    assert "words a minute, median" not in done.stdout
    done = subprocess.run([*line, "--json"], capture_output=True, text=True, check=False)
    assert json.loads(done.stdout)["figures"] is None


@pytest.mark.parametrize(
    "text",
    [
        "Anna setzt sich auf den Stuhl. Er zerreißt den Brief.",
        "Sie geht mit ihm aus dem Haus.",
        "Il déchire la lettre et sort avec elle.",
        "Él rompe la carta en un coche. Una mujer mira por la ventana.",
        "Lui si alza e guarda gli altri nel cortile.",
        "Hij loopt naar het raam en kijkt een man aan.",
        "Ele senta-se com uma carta.",
        "Hon går till ett fönster och ser på det.",
    ],
)
def test_a_few_lines_of_another_language_tell(text: str) -> None:
    assert guess([text]) == "und"


@pytest.mark.parametrize(
    "text",
    [
        "Anna sits.",
        "Night. Berlin. Rain.",
        "Madame de la Tour drives. Count von der Leyen follows.",
        "EL CAMINO DEL SOL. Los Angeles.",
        "A man and a woman kiss. Il Duce waves at them from the balcony.",
        "He reads: Das Boot ist voll. Then he leaves the room with her.",
    ],
)
def test_a_few_lines_of_english_stay_english(text: str) -> None:
    assert guess([text]) == "en"


@pytest.mark.parametrize(
    ("text", "tag"),
    [("Анна садится.", "und-Cyrl"), ("Η Άννα κάθεται.", "und-Grek"), ("அன்னா", "und-Taml")],
)
def test_alphabets_have_their_own_codes(text: str, tag: str) -> None:
    assert alphabet_of([text]) == tag
