"""Words that are people's names as well, in lower case, and places that are."""

from __future__ import annotations

FIRST_NAMES = frozenset(
    """
    angelica bailey barney beatrice billy bob bobby buster chandler charlie clement dick dieter
    dolly dolores eddy fanny frances fritz graham hank harry hector homer jack jay jean jenny jimmy
    joey john johnny josh kitty lee lulu marge maria marina martin max meg mick mickey midge mike
    moe molly myrtle nick norm patsy patty peg peter phoebe polly randy ray rick rob roger sally
    sheila sonny ted teddy terry timothy tom tony val veronica victor viola waldo wally willy
    """.split()  # noqa: SIM905  a table to read, not a list to index
)
"""Names that are rare words: a molly, to bob."""

COUNTED = frozenset(
    """
    angel archer barb barbie bard barker basil bay beau beck berry bill blanch brad brook buck bud
    buddy bunny burr butch carol carrel carter chad chase chip chuck clementine cliff colt cook
    cooper curt cutter daisy dale dash dean derby derrick dirk don dory dot drake drew duke dusty
    dutch earl earnest emery eve fawn fay fern finch fisher flip foster fox frank franks gable gale
    garner garnet gene genie gill grant griffin hale hardy hart hawk hazel heath hick hook hunter
    hyacinth iris job jock junior keen ken kip kit laddie lance lane laurel levy lily lucky magnolia
    mark marsh mason maverick miles miller moll newt noel olive opal parsons pat pearl peck penny
    pierce piers pip piper poppy quill raven reed rhea rich rider rip robin rocky rod roman romeo
    rooster rose rowan rowdy ruby rusty sandy sapphire sawyer scooter scout shay skip sly smith
    sparky spike sterling sue sunny tad taffy tanner thatcher trey trinity tucker turner valentine
    van viking violet wade walker ward warren watt wilder will willow woody wren wright zed zinnia
    """.split()  # noqa: SIM905  a table to read, not a list to index
)
"""What stands before no verb without an article, unless it is a name: Rose smiles."""

UNCOUNTED = frozenset(
    """
    amber april art ash aspen august aurora autumn beryl bliss blossom brandy candy cash cedar
    chance charity cherry christian clay clover cobalt comfort coral crystal dawn divine ebony eden
    faith felicity flint flora galaxy ginger glen grace harmony heather holly honesty honey hope
    indigo innocence ivory ivy jade january jasmine jasper java jet journey joy june justice
    lavender legacy liberty lilac love loyal lucre mace march mars may melody mercury mercy misty
    modesty moss myrrh paisley passion patience pepper phoenix piety prudence pumpkin rainbow
    reverie rhyme rock rosemary rye saffron sage savanna serenity sherry sienna smokey sol stone
    summer thorn topaz unity venus verity
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
    afternoon anger anxiety applause beer blood blue breakfast bush candlelight carbon cavalry
    champagne chaos coffee copper cotton darkness day daylight death debris destiny dew dinner
    disgust dusk dust east envy eternity evening everybody evil fame fate fear fire firelight
    floodwater foam fog forest fortune freedom frost fruit gas glass glory gold grass grief gunfire
    hail hair heat heaven hill history honor honour humanity ice infantry iron laughter lava leather
    life light lightning luck lunch madness management mankind meadow memory midnight milk mint mist
    moon moonlight morning mud music nature nebula news night noble noon north nova ocean oil pain
    paint panic paper peace plum police pride promise prosperity rain rainwater river sadness sand
    season seawater security shadow silence silver sky sleep sleet slime smoke snow society sorrow
    south spirit spotlight spring staff starling steam steel storm stormy sugar sunlight sunrise
    sunset sunshine surf sweat tea temperance thunder tide time traffic truth tulip vegetation
    victory vision water weather west wind wine winter wisdom wood woods work
    """.split()  # noqa: SIM905
)
"""What does without an article as well, and names only those of whom the cast says so."""

NAMES_AS_WELL = FIRST_NAMES | COUNTED | UNCOUNTED | PLACES
"""Every word that may be a name, whoever is in the cast, and need not."""

ROLES = frozenset(
    """
    actor actress alien android ape assistant attorney audience baby baker banker barman bartender
    bear bird bishop bloke boss both boy boyfriend bride burglar businessman businesswoman butcher
    butler bystander caller cat chef child clerk cop couple creature crew crowd customer dancer
    daughter dentist dog dragon driver eight executive family farmer fellow figure firefighter
    fireman fisherman five four friend gang gent gentleman girl girlfriend groom group guard guest
    gunman guy henchman hero heroine horse host hostage hostess husband inmate intern
    journalist kid killer king knight lad lady lass lawyer lion maid mailman man marine mechanic
    medic mob monk monkey monster more narrator neighbor neighbour nine nun nurse one onlooker
    others paramedic passenger patient person photographer pilot player policeman policewoman pony
    postman priest prisoner queen receptionist reporter robber robot sailor salesman secretary
    servant seven singer six slave sniper soldier son speaker spectator stranger student surgeon
    survivor teacher team teen teenager ten thief three thug tiger toddler trooper twin two victim
    villain visitor waiter waitress wife witch witness wizard wolf woman worker
    """.split()  # noqa: SIM905
)
"""Who is called so without an article where a script is in a hurry: Man walks in."""

UNARTICLED = UNCOUNTED | PLACES | STUFF
"""What may stand before any verb without an article."""

MODALS = frozenset({"will", "may"})
"""Names that are verbs before their subject: Will Tom come?"""

SEASONS = frozenset({"january", "april", "may", "june", "august", "summer", "autumn"})
"""Months and seasons that are names as well."""

VIRTUES = frozenset(
    """
    bliss charity comfort faith felicity grace harmony honesty honor honour hope innocence joy
    justice legacy liberty mercy modesty passion patience piety prudence serenity unity verity
    """.split()  # noqa: SIM905
)
"""Virtues and moods that are names as well, which move nowhere by themselves."""
