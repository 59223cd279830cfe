import re

import pytest

from adtool.cast.character import Cast, Character
from adtool.checking import Subject
from adtool.checking.rules.names import unknown_name
from adtool.english.distinctive import distinctive_words
from adtool.english.forms import name_words
from adtool.english.names import QUOTED, doubtful, named, named_words, unknown_words
from adtool.english.reading_time import reading_time
from adtool.english.words import CLOSED_CLASS, words
from adtool.narration.corrections import correct_names
from adtool.settings import CheckSettings, NamingSettings
from adtool.timeline import Candidate, Line, Script

CAST = (
    Character("Anna Berg", aliases=("Annie",)),
    Character("Mr. Otto Lind", actor="Bruno Ganz"),
    Character("Captain Jean-Luc Picard"),
    Character("The Old Man"),
)
STRANGER = Character("Zoltan Quist")

ABBREVIATIONS = {
    "He meets Mr. Lind on Monday.": ["Mr. Lind"],
    "She greets Dr. Hale. Snow falls.": ["Dr. Hale"],
    "It is Nora vs. Tom today.": ["Nora", "Tom"],
    "He drives down Main St. Snow falls on it.": [],
    "On Oak St. Nora waits.": ["Nora"],
    "He prays to St. Peter.": ["St. Peter"],
    "At 8 a.m. Nora wakes.": ["Nora"],
    "It is 8 p.m. She wakes.": [],
    "He lives in the U.S. They do not.": [],
    "A U.S. Marshal meets Karl Orth.": ["Karl Orth"],
    "The U.S. Army camps by Nora.": ["Nora"],
    "It is No. 5 on the list. Snow falls.": [],
    "She mouths no. Snow falls.": [],
    "Lamps, cups, etc. Snow falls on Nora.": ["Nora"],
    "A man with a Ph.D. He nods.": [],
    "They call the F.B.I. A man comes.": [],
}
TITLES = {
    "Mrs. Kay waves.": ["Mrs. Kay"],
    "Dr. Hale and Ms. Moss sit.": ["Dr. Hale", "Ms. Moss"],
    "Lt. Col. Frost frowns.": ["Lt. Col. Frost"],
    "They bow to Prof. Quill, who nods.": ["Prof. Quill"],
    "Sgt. Pepper waves at Rev. Gill.": ["Sgt. Pepper", "Rev. Gill"],
    "He sees Captain Kirk and the Captain.": ["Captain Kirk"],
    "Captain waves. The Captain nods.": [],
    "Father hugs Mother.": [],
    "Uncle Ben and Aunt May cook.": ["Uncle Ben", "Aunt May"],
    "Dr. No sees Mr. Will.": ["Dr. No", "Mr. Will"],
    "She meets Mr. and Mrs. Moss.": ["Mrs. Moss"],
    "The Doctor and his French Nurse sit.": [],
    "Detective Inspector Morse sleeps.": ["Detective Inspector Morse"],
    "Later the Dr. House of old nods.": ["Dr. House"],
}
DAYS = {
    "On Monday Nora waits.": ["Nora"],
    "They rest on Sundays and in August.": [],
    "In May, in April or in June, it snows.": [],
    "On Christmas Eve Nora sings.": ["Nora"],
    "On New Year's Eve Nora sings.": ["Nora"],
    "On Black Friday Nora shops.": ["Nora"],
    "It is Easter Monday.": [],
    "The Germans chase an Italian.": [],
    "He speaks French to an African-American.": [],
    "Nora eats Chinese noodles and wears a Greek-style dress.": ["Nora"],
    "As the German Shepherd trots out, Nora waits.": ["Nora"],
    "Now I see it, and I'm glad.": [],
    "Snow falls: OK, it's God's.": [],
    "He wears a T-shirt from MTV, and sells TVs and DVDs.": [],
    "SHE SEES NORA.": ["NORA"],
    "She opens a bottle of B12.": [],
}
OPENINGS = {
    "Slowly he turns.": [],
    "He waits... Then Nora comes.": ["Nora"],
    "He waits… Snow falls on Nora.": ["Nora"],
    "He waits... then Nora comes.": ["Nora"],
    "“Stop!” Snow falls on Nora.": ["Nora"],
    "“Stop,” Nora shouts.": ["Nora"],
    '"Stop," Nora shouts.': ["Nora"],
    "He reads “Closed” to Nora.": ["Nora"],
    "A sign reads 'Closed for now'.": [],
    "(Slowly he turns.) Snow falls.": [],
    "He stops. (Snow falls.) [Rain falls.]": [],
    "A caption: Paris by night.": [],
    "He asks: Who is Nora?": ["Nora"],
    "Wow! Snow falls. Really? Rain falls.": [],
    "So do I. Snow falls.": [],
    "Later Nora waves; Watching her, Tom sits.": ["Nora", "Watching", "Tom"],
    "There Nora waits.Snow falls.": ["Nora"],
    "— Snow falls on Nora.": ["Nora"],
    "Snow falls, then The Vet and Nora wave.": ["Nora"],
}
PARTS = {
    "He kisses Nora de la Cruz and Jan van der Meer.": ["Nora de la Cruz", "Jan van der Meer"],
    "Charles de Gaulle waves.": ["Charles de Gaulle"],
    "She paints Leonardo da Vinci's hat.": ["Leonardo da Vinci"],
    "He meets Anna-Lena O'Hara-Burns.": ["Anna-Lena O'Hara-Burns"],
    "He hugs D’Angelo and McCoy.": ["D’Angelo", "McCoy"],
    "J. R. Ewing nods.": ["J. R. Ewing"],
    "J.R. Ewing nods.": ["J.R. Ewing"],
    "There J.R.R. Tolkien writes.": ["J.R.R. Tolkien"],
    "John T. Kirk nods at George W. Bush.": ["John T. Kirk", "George W. Bush"],
    "Sammy Davis Jr. sings to Nora.": ["Sammy Davis Jr.", "Nora"],
    "He greets Sammy Davis Jr. Snow falls.": ["Sammy Davis Jr"],
    "He bows to Otto Lund III. Snow falls.": ["Otto Lund III"],
    "Queen Mary smiles at King George VI.": ["Queen Mary", "King George VI"],
    "Part III ends.": [],
    "He waves to Nora\nMoss.": ["Nora\nMoss"],
}
POSSESSIVES = {
    "He takes Nora's hat.": ["Nora"],
    "He takes Nora’s hat.": ["Nora"],
    "A dog licks James' hand.": ["James"],
    "He drives the Millers' car.": [],
    "They meet in Bob's flat.": ["Bob"],
    "In Tom and Nora's flat, a dog barks.": ["Tom", "Nora"],
    "At Nora's, a dog barks.": ["Nora"],
    "At Niagara, water falls.": [],
    "It's Nora's hat.": ["Nora"],
    "He's Nora. That's Tom.": ["Nora", "Tom"],
    "He takes his brother's Quellan.": [],
    "There Nora'll wait.": ["Nora"],
    "He sees that Nora's gone.": ["Nora"],
    "He drives James' Quellan.": ["James"],
}
PLACES = {
    "They walk on Abbey Road.": [],
    "Both Nora and Tom see that Otto waits.": ["Nora", "Tom", "Otto"],
    "They are in Paris.": [],
    "She walks inside Macy.": [],
    "A dog runs through Central Park.": [],
    "The man leaves the Enterprise.": [],
    "Two China dogs sit there.": [],
    "First Nora sits, and soon Barefoot Lisa does.": ["Nora", "Barefoot Lisa"],
    "Shirtless Raj sits.": ["Raj"],
    "Young Nora and Little Tom play.": ["Nora", "Little Tom"],
    "Bob Hill sits with Tom.": ["Bob Hill", "Tom"],
    "Nobody Nora knows sits.": ["Nora"],
    "It stands by Doris Day.": ["Doris Day"],
    'A sign reads "Nora lives with Bob".': [],
    "A sign reads “Nora lives” and ‘Bob lives’.": [],
    "Bob waves.": ["Bob"],
    "": [],
}
FIRST_WORDS = {
    "Nell walks in.": ["Nell"],
    "Nell.": ["Nell"],
    "Snow falls. Nell's hat falls.": ["Nell"],
    "“Stop!” Nell walks in.": ["Nell"],
    "Nell Moss and Igor sit.": ["Nell Moss", "Igor"],
    "Nell, a nurse, nods at Rose.": ["Nell", "Rose"],
    "Rose smiles. Rose petals fall.": ["Rose"],
    "Hope fades. Hope smiles.": ["Hope"],
    "Will it rain? Will grins.": ["Will"],
    "May I? May smiles.": ["May"],
    "Mark the spot. Mark nods.": ["Mark"],
    "Summer ends. Grace fills the room.": [],
    "Will Turner nods. Will Nora come?": ["Will Turner", "Nora"],
    "Rex Hall kicks an apple.": ["Rex Hall"],
    "NELL walks in.": ["NELL"],
    "Jean-Luc sits by Борис. 王伟 nods.": ["Jean-Luc", "Борис", "王伟"],
    "Schnauzers bark. Floodwater rises. Wild-haired men sit.": [],
    "London. Paris, 1942. Everest towers over them.": [],
    "Shh! Aaah! Realising it, he runs.": [],
    "Penny puts a penny on a rose.": ["Penny"],
}
KINDS = (FIRST_WORDS, ABBREVIATIONS, TITLES, DAYS, OPENINGS, PARTS, POSSESSIVES, PLACES)
TABLE = [(text, names) for kind in KINDS for text, names in kind.items()]


def by_the_check(text: str) -> list[str]:
    script = Script((Line(0, 1, text),))
    remarks = unknown_name(Subject(script, cast=Cast("", (STRANGER,))), CheckSettings())
    return [re.findall("“(.+?)” is no name", remark.what, re.DOTALL)[0] for remark in remarks]


def by_the_corrections(text: str) -> list[str]:
    (corrected,) = correct_names([Candidate(text, -1)], (), (STRANGER,), NamingSettings())
    return re.findall("“(.+?)” is nobody", "\n".join(corrected.reasons), re.DOTALL)


def counted_for_the_time(text: str) -> int:
    """Return how many words cost what a name does: 1,000 s each, the text itself far less."""
    return reading_time(text, 60_000, name_cost=1.5e6) // 1_000_000


@pytest.mark.parametrize(("text", "names"), TABLE)
def test_all_that_look_for_names_find_the_same(text: str, names: list[str]) -> None:
    assert [name.text for name in named(text)] == names
    assert by_the_check(text) == names
    assert by_the_corrections(text) == names
    own = [word for name in names for word, _, _ in words(name) if word in name_words(name)]
    assert counted_for_the_time(text) == len(own)
    every = {word for word, _, _ in words(text)}
    assert distinctive_words([text], []) == [every - set(own) - CLOSED_CLASS]


def test_every_kind_has_its_ten_sentences() -> None:
    assert all(len(kind) >= 10 for kind in KINDS)


def found(text: str) -> list[tuple[str, str]]:
    return [(one.text, one.character.name if one.character else "") for one in named(text, CAST)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Anna Berg waves.", [("Anna Berg", "Anna Berg")]),
        ("He sees Annie's hat.", [("Annie", "Anna Berg")]),
        ("Mr. Lind waves at Anna.", [("Mr. Lind", "Mr. Otto Lind"), ("Anna", "Anna Berg")]),
        ("He hugs Mr. Kay. Snow falls.", [("Mr. Kay", "")]),
        ("Mrs. Kay waves.", [("Mrs. Kay", "")]),
        ("She greets Picard.", [("Picard", "Captain Jean-Luc Picard")]),
        ("She greets Luc.", [("Luc", "Captain Jean-Luc Picard")]),
        ("She paints Vincent van der Goot's hat.", [("Vincent van der Goot", "")]),
        ("Otto nods. Lind nods.", [("Otto", "Mr. Otto Lind"), ("Lind", "Mr. Otto Lind")]),
        ("Later the Dr. House of old nods.", [("Dr. House", "")]),
        ("John T. Kirk nods.", [("John T. Kirk", "")]),
        ("Slowly Kirk nods.", [("Kirk", "")]),
        ("He gives Anna Mr. Lind's bag.", [("Anna", "Anna Berg"), ("Mr. Lind", "Mr. Otto Lind")]),
        ("There The Old Man sits.", [("The Old Man", "The Old Man")]),
        ("He stares at Bruno.", [("Bruno", "")]),
        ("Here Anna Miller eats.", [("Anna Miller", "Anna Berg")]),
        ("There Anna O'Hara sits.", [("Anna O'Hara", "Anna Berg")]),
        ("He sees Otto O'Brien.", [("Otto O'Brien", "Mr. Otto Lind")]),
        ("He sees Otto Lind Jr. sit.", [("Otto Lind Jr.", "Mr. Otto Lind")]),
        ("They meet in Bob's flat.", [("Bob", "")]),
        ("In Anna, at last, the car starts.", [("Anna", "Anna Berg")]),
        ("A sign reads “Anna”.", []),
        ("His Annie'd know Annabel.", [("Annabel", "")]),
    ],
)
def test_names_are_found_as_they_stand(text: str, names: list[tuple[str, str]]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "They walk on Abbey Road.",
        "On Sunday I'll wear a T-shirt from MTV.",
        "The captain leaves the Enterprise.",
        "They are in Paris. At Niagara Falls, water falls.",
        'A sign reads "Annie lives with Bob".',
        "The Captain and his French Doctor sit.",
        "She opens a bottle of B12.",
        "",
    ],
)
def test_what_is_no_name_is_not_found(text: str) -> None:
    assert found(text) == []


def test_a_name_that_two_share_means_both() -> None:
    cast = (Character("Anna Berg"), Character("Anna Lind"))
    (one,) = named("Anna waves.", cast)
    assert (one.meant, one.character) == (cast, None)


def test_a_name_is_where_it_stands_in_the_text() -> None:
    text = "There Dr. Moss's dog sits."
    (name,) = named(text)
    assert (name.start, name.end, text[name.start : name.end]) == (6, 14, "Dr. Moss")


def test_the_words_of_names_come_without_titles_and_with_their_places() -> None:
    text = "There Dr. Moss and Nora de la Cruz sit."
    assert [(word, text[start:end]) for word, start, end in named_words(text)] == [
        ("moss", "Moss"),
        ("nora", "Nora"),
        ("de", "de"),
        ("la", "la"),
        ("cruz", "Cruz"),
    ]
    assert [word for word, _, _ in named_words("Anna waves.", CAST)] == ["anna"]


def test_words_that_are_not_a_characters_own_are_unknown() -> None:
    anna, otto, picard, man = CAST
    assert unknown_words("Anna Miller", anna) == {"miller"}
    assert unknown_words("Annie", anna) == frozenset()
    assert unknown_words("Mrs. Otto van Lind III", otto) == frozenset()
    assert unknown_words("Jean Picard", picard) == frozenset()
    assert unknown_words("The Old Woman", man) == {"woman"}


def test_quotations_end_with_their_own_mark() -> None:
    text = 'He\'s at “Bob” ‘Tom’ "Nora" Ann’s “open'
    assert QUOTED.findall(text) == ["“Bob”", "‘Tom’", '"Nora"']


def test_a_name_may_touch_a_quotation() -> None:
    assert [name.text for name in named("He sees Lind“the Cat” run.")] == ["Lind"]


def test_a_long_hostile_text_is_read_in_little_time() -> None:
    for piece in ("A de ", "Nora's ", "J. ", '"', "St. "):
        assert len(list(named(piece * 2000))) <= 2001


FEASTS = (
    "New Year Day, New Year's Eve, New Year’s  Day, Valentine's Day, Mother's Day, Father's Day, "
    "Veterans' Day, Presidents' Day, Patrick's Day, Christmas Eve, Christmas Day, Easter Sunday, "
    "Easter Monday, Boxing Day, Independence Day, Labor Day, Memorial Day, Bastille Day, "
    "Black Friday, Good Friday, Cyber Monday, Super Sunday, Palm Sunday, Palm  Sunday, "
    "Ash Wednesday"
)
DETERMINERS = (
    "the a an his her its their my your our this these those some no each every one two three four "
    "five several many other another James' Tom's"
)
NO_FIRST_NAMES = (
    "Sitting Slowly Tired Restless Homeward Upwards Upstairs Elsewhere Meanwhile Nearby Tomorrow "
    "Today Tonight Soon Later Next First Tiny Barefoot Half Home Still Perhaps The Old Young Here "
    "Nora's German"
)


@pytest.mark.parametrize("feast", FEASTS.split(", "))
def test_a_feast_is_nobody(feast: str) -> None:
    assert [name.text for name in named(f"It is {feast}, and Nora sits.")] == ["Nora"]


@pytest.mark.parametrize("word", DETERMINERS.split())
def test_what_a_determiner_goes_before_is_a_thing(word: str) -> None:
    assert "Quellan" not in [name.text for name in named(f"He sees {word}  Quellan now.")]
    assert [name.text for name in named("He sees red Quellan now.")] == ["Quellan"]


@pytest.mark.parametrize("word", NO_FIRST_NAMES.split())
def test_what_often_opens_a_sentence_is_no_first_name(word: str) -> None:
    assert f"{word} Moss" not in [name.text for name in named(f"{word} Moss waves.")]


def test_what_lies_behind_a_place_word_is_a_place() -> None:
    for place in ("At", "In", "Into", "Later in", "Later into", "Later inside", "Later outside",
                  "Later within", "Later aboard"):  # fmt: skip
        assert list(named(f"{place}  Niagara, water falls.")) == []
        assert [name.text for name in named(f"{place} Nora's, water falls.")] == ["Nora"]


def test_names_may_stand_apart_by_any_space() -> None:
    text = "Otto  van  der  Meer sees Dr.  Nora  Moss."
    assert [name.text for name in named(text)] == ["Otto  van  der  Meer", "Dr.  Nora  Moss"]


def test_who_has_all_words_of_a_name_is_meant_before_who_has_some() -> None:
    cast = (Character("Anna Moss"), Character("Anna Berg Moss"), Character("Berg"))
    (name,) = named("There Berg Moss sits.", cast)
    assert name.meant == (cast[1],)


AS_WORDS = tuple(
    map(
        Character, ("Will Lind", "Hope Lange", "Rose", "May", "Mark", "Grace", "Summer", "Rex Hall")
    )
)


@pytest.mark.parametrize(
    ("text", "sure", "unclear"),
    [
        ("Will you come?", [], []),
        ("Will Hope come?", ["Hope Lange"], []),
        ("Will walks in.", ["Will Lind"], []),
        ("Hope fades.", [], ["Hope"]),
        ("Hope fades. Hope smiles.", ["Hope Lange", "Hope Lange"], []),
        ("Hope gives Hope a rose.", ["Hope Lange", "Hope Lange"], []),
        ("A rose lies in may.", [], []),
        ("Rose petals fall.", [], ["Rose"]),
        ("He sees Rose in May.", ["Rose"], []),
        ("He sees May.", ["May"], []),
        ("May 5, 1942.", [], []),
        ("Mark the spot.", [], []),
        ("Grace's eyes widen.", ["Grace"], []),
        ("Grace fills the room.", [], ["Grace"]),
        ("Summer and Mark dance.", ["Summer", "Mark"], []),
        ("They leave the Grace.", [], ["Grace"]),
        ("Hall kicks a box. Then Hall nods.", ["Rex Hall", "Rex Hall"], []),
        ("A sign reads “Hope fades”.", [], []),
    ],
)
def test_a_name_that_is_a_word_is_told_by_what_stands_around(
    text: str, sure: list[str], unclear: list[str]
) -> None:
    assert [one.meant[0].name for one in named(text, AS_WORDS)] == sure
    assert [one.text for one in doubtful(text, AS_WORDS)] == unclear


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("Zoë Ñandú", "There Zoe\u0308 nods at Nan\u0303du\u0301.", "Zoe\u0308"),
        ("Анна Берг", "Анна nods.", "Анна"),
        ("Νίκος Παπάς", "Νίκος nods.", "Νίκος"),
        ("李明", "李明 nods.", "李明"),
        ("李明", "李明走进房间。", "李明"),
        ("山田 太郎", "山田が入る。", "山田"),
        (
            "김민준",
            "There \u1100\u1175\u11b7\u1106\u1175\u11ab\u110c\u116e\u11ab nods.",
            "\u1100\u1175\u11b7\u1106\u1175\u11ab\u110c\u116e\u11ab",
        ),
        ("Jo O'Brien", "There O’Brien nods.", "O’Brien"),
        ("Jean-Luc Picard", "Jean‑Luc nods.", "Jean‑Luc"),
        ("Anna Berg", "There Anna\u00a0Berg nods.", "Anna\u00a0Berg"),
        ("Mr. Otto Lind", "Mr Lind nods.", "Mr Lind"),
        ('Bo "The Cat" Lind', "The Cat nods.", "The Cat"),
        ('Bo "The Cat" Lind', "Bo “The Cat” Lind nods.", "Bo “The Cat” Lind"),
        ("Otto Lind Jr.", "He greets Otto Lind Jr. Snow falls.", "Otto Lind Jr"),
        ("the old man", "The old man nods.", "The old man"),
        ("J. R. Ewing", "J. R. Ewing nods.", "J. R. Ewing"),
        ("Otto van der Berg", "Mr. van der Berg nods.", "Mr. van der Berg"),
    ],
)
def test_a_name_is_found_in_any_script_and_sign(name: str, text: str, said: str) -> None:
    found = next(named(text, [Character(name)]))
    assert found.character == Character(name)
    assert text[found.start : found.end] == said
