"""Where the rules come from: guides and studies, with the section where theirs is numbered.

Guides are advice, and they differ from house to house; so every rule can be changed.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """A text that a rule rests on.

    Attributes:
        title: what it is called, with its year or version, and the section where there is one.
        url: where it is to be read.
    """

    title: str
    url: str


_NETFLIX = "Netflix, Audio Description Style Guide v2.5"
_NETFLIX_URL = (
    "https://partnerhelp.netflixstudios.com/hc/en-us/articles/"
    "215510667-Audio-Description-Style-Guide-v2-5"
)
_DCMP = "DCMP, Description Key"
_DCMP_URL = "https://dcmp.org/descriptionkey"
_ACB = "American Council of the Blind, Audio Description Guidelines (ADI, 2003)"
_ACB_URL = "https://adp.acb.org/guidelines.html"
_ITC = "ITC Guidance on Standards for Audio Description (2000; UK, now with Ofcom)"
_ITC_URL = "https://docslib.org/doc/6597778/itc-guidance-on-standards-for-audio-description"

SOURCES: dict[str, Source] = {
    "netflix": Source(_NETFLIX, _NETFLIX_URL),
    "netflix-1.1": Source(f"{_NETFLIX}, 1.1 The Basics", _NETFLIX_URL),
    "netflix-1.2": Source(f"{_NETFLIX}, 1.2 Describing Actions", _NETFLIX_URL),
    "netflix-5.2": Source(f"{_NETFLIX}, 5.2 Camera Angles & Shot Changes", _NETFLIX_URL),
    "dcmp": Source(_DCMP, _DCMP_URL),
    "dcmp-tips": Source("DCMP, Description Tip Sheet", "http://www.dcmp.org/caai/nadh227.pdf"),
    "acb": Source(_ACB, _ACB_URL),
    "itc-3.1": Source(f"{_ITC}, 3.1 Use of the Present Tense", _ITC_URL),
    "itc-3.7": Source(f"{_ITC}, 3.7 The Use of Proper Names and Pronouns", _ITC_URL),
    "wcag-f113": Source(
        "W3C, WCAG 2.2 Techniques, Failure F113",
        "https://www.w3.org/WAI/WCAG22/Techniques/failures/F113",
    ),
    "jankowska-2017": Source(
        "Jankowska et al. (2017), Reading rate in filmic audio description: 167 words a minute "
        "in a drama, 182 in a comedy, 189 in an action film",
        "https://doi.org/10.13137/2421-6763/17352",
    ),
    "distinctad": Source(
        "DistinctAD (2024), §3.2: words of an AD that none of its neighbours has (w_d)",
        "https://arxiv.org/abs/2411.18180",
    ),
    "format": Source("The file format's own specification", ""),
    "house": Source("The house's own, in its file or by option", ""),
    "adtool": Source("adtool's own: a player or a voice could not do anything with it", ""),
}
"""Every source by the key that rules name it by."""
