"""Words that are people's names as well, in lower case, and places that are."""

from __future__ import annotations

FIRST_NAMES = frozenset(
    """
    barney billy bob bobby chandler clement dick dolly eddy fanny fritz hank harry homer jack jay
    jean jenny jimmy joey john johnny josh kitty lee marina martin max mick mickey midge mike molly
    myrtle nick norm patsy patty peg peter phoebe randy ray rick rob roger sally sheila sonny ted
    teddy terry timothy tom tony val victor viola waldo wally willy
    """.split()  # noqa: SIM905  a table to read, not a list to index
)
"""Names that are rare words: a molly, to bob."""

COUNTED = frozenset(
    """
    angel archer art barb barbie bard barker basil bay beau beck berry bill blanch brad brandy brook
    buck bud buddy bunny burr butch candy carol carrel carter cash chad chance chase chip chuck
    cliff colt cook cooper curt cutter dale dash dean derby derrick dirk don dory dot drake drew
    duke dusty dutch earl earnest emery fay finch fisher flint flip foster fox frank franks gable
    gale garner garnet gene genie gill grant griffin hale hardy hart hawk heath hick hook hunter job
    jock junior keen ken kip kit laddie lance lane laurel levy lily lucky mace mark marsh mason
    maverick miles miller moll moss newt noel parsons pat pearl peck penny pierce piers pip piper
    poppy quill raven reed rhea rich rider rip robin rock rocky rod roman romeo rooster rose rowan
    rowdy rusty sage sandy sawyer scooter scout shay sherry skip sly smith sparky spike sterling
    stone sue sunny tad taffy tanner thatcher trey trinity tucker turner valentine van viking violet
    wade walker ward warren watt wilder will willow woody wren wright zed
    """.split()  # noqa: SIM905  a table to read, not a list to index
)
"""What stands before no verb without an article, unless it is a name: Rose smiles."""

UNCOUNTED = frozenset(
    """
    amber april ash aspen august aurora autumn beryl bliss blossom cedar charity cherry christian
    clay clementine clover cobalt comfort coral crystal daisy dawn divine ebony eden faith fawn
    felicity fern flora galaxy ginger glen grace harmony hazel heather holly honesty honey hope
    hyacinth indigo innocence iris ivory ivy jade january jasmine jasper java jet journey joy june
    justice lavender legacy liberty lilac love loyal lucre magnolia march mars may melody mercury
    mercy misty modesty myrrh olive opal paisley passion patience pepper phoenix piety prudence
    pumpkin rainbow reverie rhyme rosemary ruby rye saffron sapphire savanna serenity sienna smokey
    sol summer thorn topaz unity venus verity zinnia
    """.split()  # noqa: SIM905
)
"""What does without an article, as virtues, seasons and stones: Hope fades, Summer ends."""

PLACES = frozenset(
    """
    afghanistan africa alaska albany alberta alexandria algeria alps amsterdam andes antarctica
    arabia argentina arizona arkansas asia athens atlanta austin australia austria avalon babylon
    baghdad baltimore bangkok barcelona bavaria beijing beirut belfast belgium berlin bermuda
    bolivia bombay boston brazil brighton bristol britain broadway brooklyn brussels budapest
    bulgaria burma cairo calcutta california cambodia cambridge camelot canada cannes carolina
    casablanca chelsea chester chicago chile china cincinnati cleveland colombia colorado columbia
    connecticut copenhagen cornwall croatia cuba cyprus dakota dallas damascus delaware delhi
    denmark denver detroit devon disneyland dublin earth ecuador edinburgh egypt england ethiopia
    europe everest everglades fiji finland florence florida france geneva genoa georgia germany
    ghana glasgow gotham greece greenland greenwich guatemala haiti hamburg harlem havana hawaii
    helsinki hiroshima holland hollywood houston hungary iceland idaho illinois india indiana
    indonesia iowa iran iraq ireland israel istanbul italy jamaica japan jerusalem jordan jupiter
    kansas kentucky kenya kingston korea kuwait kyoto lebanon lhasa liberia libya lincoln lisbon
    liverpool london louisiana lourdes lyon madagascar madison madrid maine malaysia mali malta
    manchester manhattan maryland massachusetts mecca melbourne memphis mexico miami michigan milan
    minneapolis minnesota mississippi missouri monaco mongolia montana montreal morocco moscow
    mozambique mumbai munich nairobi naples nashville nassau nebraska nepal netherlands nevada
    nigeria normandy norway ohio oklahoma oregon orlando osaka oslo ottawa oxford pakistan palestine
    panama paraguay paris pennsylvania peru philadelphia philippines pittsburgh pluto poland
    portland portugal prague princeton provence quebec queens reno richmond rome russia rwanda
    sahara salem samoa saturn savannah scotland seattle seoul serbia shanghai siberia sicily siena
    singapore slovakia somalia spain stockholm sudan sumatra sweden switzerland sydney syria taipei
    taiwan tanzania tehran tennessee texas thailand tibet tokyo toledo toronto troy tunisia turin
    turkey tuscany uganda ukraine uruguay utah venezuela venice vermont verona vienna vietnam
    virginia wales warsaw washington waterloo wimbledon wisconsin wyoming yemen york yorkshire
    zambia zanzibar zimbabwe zurich
    """.split()  # noqa: SIM905
)
"""Places, of which many a person is named: Paris sleeps."""

STUFF = frozenset(
    """
    anger anxiety blood blue bush carbon chaos copper cotton darkness day death destiny disgust dusk
    dust east envy eternity evil fame fate fear fire fog forest fortune freedom frost glory gold
    grief heaven hill honor honour ice iron leather light lightning madness meadow memory midnight
    mint mist moon music nebula night noble north nova ocean peace plum pride promise prosperity
    rain river sadness season shadow silence silver sky smoke snow sorrow south spirit spring
    starling steel storm stormy sugar sunshine temperance thunder tide truth tulip victory vision
    water west wind winter wisdom wood woods
    """.split()  # noqa: SIM905
)
"""What does without an article as well, and names only those of whom the cast says so."""

NAMES_AS_WELL = FIRST_NAMES | COUNTED | UNCOUNTED | PLACES
"""Every word that may be a name, whoever is in the cast, and need not."""

UNARTICLED = UNCOUNTED | PLACES | STUFF
"""What may stand before any verb without an article."""

MODALS = frozenset({"will", "may"})
"""Names that are verbs before their subject: Will Tom come?"""

SEASONS = frozenset({"january", "april", "may", "june", "august", "summer", "autumn"})
"""Months and seasons that are names as well."""
