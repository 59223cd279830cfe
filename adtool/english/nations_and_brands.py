"""Peoples, languages, faiths, breeds and brands, in lower case: a capital, and nobody's name.

What is many a person's name as well (Ford, Lincoln, Dane, Moor) is none of them.
"""

from __future__ import annotations

NATIONS = frozenset(
    """
    afghan african alaskan albanian algerian american andean angolan arab arabian arabic aramaic
    argentine argentinian armenian asian athenian australian austrian azerbaijani balinese
    bangladeshi bavarian bedouin belarusian belgian bengali berliner bohemian bolivian bosnian
    bostonian brazilian breton british briton bulgarian burmese californian cambodian canadian
    cantonese caribbean castilian catalan caucasian celtic chilean chinese colombian congolese
    corinthian cornish croatian cuban cypriot czech danish dominican dutch ecuadorian egyptian
    english eskimo estonian ethiopian european filipino finnish flemish florentine french georgian
    german germanic ghanaian glaswegian greek guatemalan gujarati haitian hawaiian hebrew hellenic
    hindi hispanic honduran hungarian icelandic indian indonesian inuit iranian iraqi irish israeli
    italian jamaican japanese javanese jordanian kazakh kenyan korean kurdish kuwaiti laotian latin
    latino latina latvian lebanese liberian libyan lithuanian liverpudlian londoner macedonian
    malaysian maltese manchurian mancunian mandarin maori mediterranean mexican milanese mongolian
    moroccan neapolitan nepalese nepali nicaraguan nigerian nordic norwegian omani pakistani
    palestinian panamanian parisian persian peruvian polish polynesian portuguese prussian punjabi
    romanian russian samoan sanskrit saudi scandinavian scottish senegalese serbian siberian
    sicilian singaporean slavic slovak slovakian slovenian somali spaniard spanish sudanese swahili
    swede swedish swiss syrian taiwanese tamil tanzanian texan thai tibetan tunisian turkish tuscan
    ugandan ukrainian urdu uzbek venetian venezuelan vietnamese welsh yankee yemeni yiddish yorker
    zambian zimbabwean zulu apache aztec byzantine carthaginian cherokee comanche creole
    etruscan gypsy inca incan iroquois mayan mohawk mohican navajo ottoman phoenician roman samurai
    saxon sioux spartan sumerian trojan viking
    """.split()  # noqa: SIM905  a table to read, not a list to index
)
"""Who is from where, what they speak, and peoples of long ago."""

FAITHS_AND_TIMES = frozenset(
    """
    amish anglican baptist buddhist calvinist catholic christianity hasidic hindu islam islamic
    jesuit jewish judaism lutheran methodist mormon muslim pentecostal presbyterian protestant
    puritan quaker rastafarian shiite sikh sunni taoist wiccan bible koran quran torah talmud
    baroque edwardian elizabethan gothic jacobean renaissance victorian bolshevik communist
    confederate democrat fascist marxist nazi republican soviet stalinist
    """.split()  # noqa: SIM905
)
"""Faiths and their books, ages, and parties."""

BRANDS = frozenset(
    """
    adidas airstream alsatian audi band-aid beretta bluetooth bmw boeing braille budweiser
    buick cadillac camaro cessna cheerios chevrolet chevy chihuahua coca-cola coke corvette
    dachshund dalmatian doberman doritos ducati facebook fedex ferrari frisbee glock google
    guinness heineken hershey honda humvee hyundai ikea imax instagram ipad iphone ipod
    jacuzzi jeep jell-o kalashnikov kawasaki kindle kleenex kodak labrador lamborghini lego
    leica lexus linkedin luger macbook maserati mazda  microsoft mini-cooper minivan
    moleskine mustang netflix nikon nintendo nissan nokia oreo pekinese pepsi photoshop ping-pong
    play-doh playstation pontiac polaroid popsicle post-it prada prius q-tip range-rover
    rolex rolls-royce rottweiler  scrabble sharpie siamese skype starbucks steinway
    styrofoam subaru suv suzuki taser tiktok toyota tupperware twitter uber uzi vaseline
    velcro vespa volkswagen volvo walkman walmart whatsapp wi-fi wifi wii wikipedia xbox xerox
    yamaha youtube zippo ziploc
    """.split()  # noqa: SIM905
)
"""Makers and what they make, and breeds of dogs and cats."""

NATIONS_AND_BRANDS = NATIONS | FAITHS_AND_TIMES | BRANDS
