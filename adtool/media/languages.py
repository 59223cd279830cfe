"""The spellings of a language: ISO 639's codes of two and three letters, and its names."""

from __future__ import annotations

from functools import cache

_SPELLINGS = """
af afr afrikaans
am amh amharic
ar ara arabic العربية
az aze azerbaijani azərbaycan
be bel belarusian беларуская
bg bul bulgarian български
bn ben bengali bangla
bo tib bod tibetan
bs bos bosnian bosanski
ca cat catalan català
cs cze ces czech čeština česky
cy wel cym welsh cymraeg
da dan danish dansk
de ger deu german deutsch
el gre ell greek ελληνικά
en eng english
eo epo esperanto
es spa spanish español castellano
et est estonian eesti
eu baq eus basque euskara
fa per fas persian farsi
fi fin finnish suomi
fil tl tgl filipino tagalog
fr fre fra french français francais
ga gle irish gaeilge
gl glg galician galego
gsw swiss-german schweizerdeutsch
gu guj gujarati
he heb hebrew עברית
hi hin hindi हिन्दी
hr hrv croatian hrvatski
ht hat haitian
hu hun hungarian magyar
hy arm hye armenian
id ind indonesian
is ice isl icelandic íslenska
it ita italian italiano
ja jpn japanese 日本語
ka geo kat georgian ქართული
kk kaz kazakh
km khm khmer
kn kan kannada
ko kor korean 한국어
ku kur kurdish
la lat latin
lb ltz luxembourgish
lo lao
lt lit lithuanian lietuvių
lv lav latvian latviešu
mi mao mri maori māori
mk mac mkd macedonian македонски
ml mal malayalam
mn mon mongolian
mr mar marathi
ms may msa malay
my bur mya burmese
ne nep nepali
nl dut nld dutch nederlands flemish vlaams
no nor nb nob nn nno norwegian norsk bokmål nynorsk
pa pan punjabi
pl pol polish polski
pt por portuguese português
ro rum ron romanian română
ru rus russian русский
si sin sinhala
sk slo slk slovak slovenčina
sl slv slovenian slovenščina
so som somali
sq alb sqi albanian shqip
sr srp serbian српски srpski
sv swe swedish svenska
sw swa swahili kiswahili
ta tam tamil
te tel telugu
th tha thai ไทย
tr tur turkish türkçe
uk ukr ukrainian українська
ur urd urdu
uz uzb uzbek
vi vie vietnamese
yi yid yiddish
zh chi zho cmn yue chinese mandarin cantonese 中文 国语 國語 粤语 粵語
zu zul zulu
"""


@cache
def _codes() -> dict[str, str]:
    lines = [line.split() for line in _SPELLINGS.strip().splitlines()]
    return {spelling: line[0] for line in lines for spelling in line}


def language_code(spelling: str) -> str:
    """Return one code for all spellings of a language ("ger", "de-AT", "Deutsch": "de").

    One that is not known is its own code, in lower case; "und" and its like are the empty text.
    """
    whole = spelling.strip().casefold().replace("_", "-")
    if whole in ("", "und", "mul", "zxx", "mis", "qaa", "unknown"):
        return ""
    known = _codes()
    return known.get(whole) or known.get(whole.split("-")[0]) or whole
