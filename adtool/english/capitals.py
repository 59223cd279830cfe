"""Words that English writes with a capital and that name nobody by themselves, in lower case."""

from __future__ import annotations

ABBREVIATED_TITLES = frozenset(
    """
    mr mrs ms mx messrs mme mlle dr prof capt cmdr col cpl det gen gov hon insp lt maj pres pvt rep
    rev sen sgt supt
    """.split()  # noqa: SIM905  a table to read, not a list to index
)
"""Titles that are written with a full stop, which ends no sentence."""

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

NO_NAMES = frozenset(
    """
    i i'm i'll i've i'd monday tuesday wednesday thursday friday saturday sunday january february
    march april may june july august september october november december christmas xmas easter
    thanksgiving halloween hanukkah passover ramadan english french german italian spanish american
    british chinese japanese russian african afghan algerian arab arabian arabic argentinian
    armenian asian australian austrian belgian brazilian bulgarian canadian caribbean catholic
    caucasian colombian croatian cuban czech danish dutch egyptian estonian ethiopian european
    filipino finnish gothic greek hawaiian hebrew hindi hindu hispanic hungarian icelandic indian
    indonesian iranian iraqi irish islamic israeli jamaican jewish korean kenyan latin latvian
    lebanese lithuanian mexican mongolian moroccan muslim nazi nigerian norwegian pakistani
    palestinian persian peruvian polish portuguese protestant roman romanian scandinavian scottish
    serbian siberian slavic swedish swiss syrian thai tibetan turkish ukrainian venetian victorian
    vietnamese viking welsh yiddish
    yorker londoner parisian berliner god internet tv dj ok okay ad ads
    """.split()  # noqa: SIM905
)
"""The pronoun "I", days, months, feasts, nations, languages and faiths."""

ACRONYMS = frozenset(
    "us usa uk un eu la ny nyc dc sf fbi cia tv dj id ai pi am pm er mc rv vip dna".split()  # noqa: SIM905
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
