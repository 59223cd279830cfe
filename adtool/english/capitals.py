"""Words that English writes with a capital and that name nobody by themselves, in lower case."""

from __future__ import annotations

from adtool.english.nations_and_brands import NATIONS_AND_BRANDS

ABBREVIATED_TITLES = frozenset(
    """
    mr mrs ms mx messrs mme mlle dr prof capt cmdr col cpl det gen gov hon insp lt maj pres pvt rep
    rev sen sgt supt
    """.split()  # noqa: SIM905  a table to read, not a list to index
)
"""Titles that are written with a full stop, which ends no sentence."""

WRITTEN_OUT = {
    "mr": "mister", "mme": "madame", "dr": "doctor", "prof": "professor", "capt": "captain",
    "cmdr": "commander", "col": "colonel", "cpl": "corporal", "det": "detective", "gen": "general",
    "gov": "governor", "insp": "inspector", "lt": "lieutenant", "maj": "major", "pres": "president",
    "pvt": "private", "rev": "reverend", "sen": "senator", "sgt": "sergeant", "st": "saint",
}  # fmt: skip
"""Titles that are abbreviated, in full: Sgt. Hall is Sergeant Hall."""

TITLES = ABBREVIATED_TITLES | frozenset(
    """
    miss mister madam madame doctor nurse professor sir dame lady lord captain commander colonel
    corporal general governor lieutenant major marshal private sergeant admiral ensign officer
    officers detective inspector agent sheriff deputy constable chief king queen prince princess
    duke duchess count countess emperor president senator ambassador chancellor counselor
    minister mayor judge coach father mother sister brother uncle aunt auntie grandma grandpa
    granny mum mom mommy mummy dad daddy papa reverend pastor pope rabbi saint st
    """.split()  # noqa: SIM905
)
"""What stands before a name."""

NAMED_BY_FIRST = frozenset(
    """
    sir dame lady lord king queen prince princess emperor pope saint st aunt auntie uncle grandma
    grandpa granny sister brother father
    """.split()  # noqa: SIM905
)
"""Titles that stand before a first name: Sir Ian, Aunt May."""

DESCRIPTIONS = frozenset({"the", "a", "an", "old", "young", "little", "big"})
"""What a name that describes ("The Old Man") begins with."""

PARTICLES = frozenset(
    "van von der den de du da di del della la le ten ter bin ibn al el".split()  # noqa: SIM905
)
"""What stands inside a name, usually in lower case: Anna van der Berg."""

GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv", "vi", "vii", "viii"})
"""What stands behind a name: Otto Lind Jr., Otto Lind III."""

NO_NAMES = NATIONS_AND_BRANDS | frozenset(
    """
    i i'm i'll i've i'd monday tuesday wednesday thursday friday saturday sunday january february
    march april may june july august september october november december christmas xmas easter
    thanksgiving halloween hanukkah passover ramadan diwali god internet tv dj ok okay ad ads
    """.split()  # noqa: SIM905
)
"""The pronoun "I", days, months, feasts, nations, languages, faiths and brands."""

ACRONYMS = frozenset(
    """
    us usa uk un eu la ny nyc dc sf fbi cia tv dj id ai pi am pm er mc rv vip dna ac cd ct dvd hq ip
    md mp pa pc pt pr qc swat nasa nato lapd nypd bbc cnn cbs cctv dea gps irs kgb nsa suv ufo
    atm ems emt led lcd ngo
    """.split()  # noqa: SIM905
)
"""Letters with full stops that are no initials of a person: the U.S. Army, 8 A.M."""

THINGS = frozenset(
    """
    act airport arena army ave avenue bay beach boulevard bridge building cafe café castle center
    centre chapter church city club college company congress corporation county court creek
    department drive embassy episode falls force garden gardens hall harbor harbour heights hills
    hospital hotel house island islands lake library market motel mountain mountains museum navy
    ocean palace park parkway part pier place plaza police prison restaurant river road school
    senate square st stadium state states station street studios tavern theater theatre times
    tower university valley village war world year
    """.split()  # noqa: SIM905
)
"""What a run of capitals ends with that names a place or an institution."""
