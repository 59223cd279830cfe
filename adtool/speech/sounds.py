"""Words of captions: those that mean a voice, and those that mean a sound.

Nouns and verbs stand in their plain form; ``forms`` finds the others. The tables are English, with
the commonest sounds of other languages. A word that is in none of them decides nothing.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


VOICES = _words("""
    announce announcement announcer answer argue argument ask auctioneer banter beg bicker bid
    broadcast chant chat command commentary commentator converse conversation crosstalk debate
    dialect dialog dialogue discuss discussion exclaim gibberish gossip greet inaudible inaudibly
    incoherent incoherently insult indistinct indistinctly interview jabber joke language lecture
    message mimic monologue mumble mutter name narrate narration narrator news newscast newscaster
    newsreader order plead pray prayer preach quarrel read recite recitation reply reporter say
    scold sermon shout speak speaker speech stammer stutter talk tell translate translation
    translator unintelligible unintelligibly voice voicemail voiceover word yell
""")
"""Words are heard, or could be."""

EITHER = _words("""
    babble boo call chatter cheer grumble holler jeer murmur scream shriek wail whisper
""")
"""Words could be heard, unless an animal or a thing does it."""

SUNG = _words("""
    anthem ballad carol choir choral chorus croon duet hum hymn karaoke lullaby lyric opera rap
    scat serenade sing singer song vocal vocalise vocalize vocalist yodel
""")
"""Somebody sings, or could; or a bird."""

PEOPLE = _words("""
    actor audience baby boy child children choir class congregation crowd everybody everyone family
    father fan girl group guard he kid lady man men mother people person player protester she
    soldier student they voice woman women worker
""")
"""Whoever has a voice."""

DOERS = _words("""
    alarm animal bell bird blackbird boiler brake brook canary chicken cicada coyote cricket crow
    cuckoo dolphin dove drill duck eagle elephant engine falcon finch fluorescent fox freezer
    fridge frog generator goose gull hawk hinge horse hyena insect kettle leaves light loon machine
    machinery magpie monkey mosquito motor nightingale owl parrot peacock pig pigeon plane power
    raven refrigerator robin rooster saw seagull seal siren songbird sparrow squirrel starling
    stream swallow swan stomach teeth thunder tire tree tyre whale wheel wind wire wolf
""")
"""What sings, hums and cries without being anybody."""

PIECES = _words("""
    cello fanfare flute guitar harp instrumental interlude jazz march melody music musical
    orchestra orchestral organ piano musica musik musique muziek música музыка 音楽 音乐 음악 score
    soundtrack theme trumpet tune violin waltz
""")
"""What is played."""

MUSIC = PIECES | _words("""
    a acoustic ambient and band beat blues bright brass calm cello cheerful chord classical closing
    continue country credit dance dark drum dramatic eerie electronic end energetic fade fast flute
    folk funk gentle guitar happy harp heavy hip hop in intense jazz light lively loud mellow
    melancholy metal mid mysterious off ominous on opening organ out over piano play pop quiet
    quirky resume rock romantic sad sinister slow soft softly solo somber sombre soothing start
    stop string suspenseful swell synth tempo tense the title tone triumphant trumpet up upbeat
    uplifting violin whimsical
""")
"""What is written between notes where something is played."""

SOUNDS = PIECES | _words("""
    bleat bullet car clash cock door glass gun helicopter liquid plane punch ricochet shower sting
    sword water
    alarm alert ambience ambient applaud applause audio avalanche bang bark beat beep bell bellow
    blare blast blip boing boom bounce breath breathe breathing breeze bubble bump burp buzz buzzer
    cackle cannon chime chirp chomp chop chortle chuckle clack clang clank clap clatter clear click
    clink close clunk cluck collapse coo cough crack crackle crash creak cricket croak crow crumble
    crunch cry ding dong doorbell drip drone drop drum echo effect engine exhale explode explosion
    fart firework fizz flap flush flutter foghorn footfall footstep gag gallop gargle gasp gavel
    giggle gong grating grind groan growl grunt guffaw gulp gunfire gunshot gurgle gust heartbeat
    hiccup hiss honk hoof hooves hoot horn howl inhale jangle jingle kiss knock laugh laughter
    lightning lock meow mew moan moo neigh noise oink open pant patter pause peal ping piano pop
    pour pound puff purr quack rain rasp rattle retch rev ring ringtone ripple roar rumble rustle
    scoff scrape scratch screech shatter shot shuffle shut shutter sigh silence siren sizzle skid
    slam slap slosh slurp smack smash snap snarl sneeze snicker sniff sniffle snigger snore snort
    sob sonar sound spit splash splatter sputter squawk squeak squeal squelch static stomp storm
    strum swish swoosh tap thud thump thunder thunderclap thunderstorm throat tick tinkle toot
    traffic train trickle trill twang typing unlock vibrate vibration wave weep wheeze whimper
    whine whinny whir whirr whistle whoosh wind yap yawn yelp zap zip
    applaus applaudissement applausi aplauso donner gelächter lachen аплодисменты смех rire risa
    risate seufzt silencio soupir suspiro tonnerre trueno 拍手 笑い声 雷鳴 掌声 笑声 박수 웃음
""")
"""No words are heard."""

_IRREGULAR = {
    "geese": "goose",
    "rang": "ring",
    "said": "say",
    "sang": "sing",
    "spoke": "speak",
    "spoken": "speak",
    "sung": "sing",
    "told": "tell",
    "wept": "weep",
    "wolves": "wolf",
}


def forms(word: str) -> set[str]:
    """Return what the plain form of a word could be: of ``slams`` slam, of ``crying`` cry."""
    found = {word, _IRREGULAR.get(word, word)}
    for ending in ("'s", "’s", "s", "es", "ed", "ing", "ings", "er", "ers"):
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 2:
            continue
        found |= {stem, f"{stem}e", stem[:-1] if stem[-1] == stem[-2] else stem}
        if stem.endswith("i"):
            found.add(f"{stem[:-1]}y")
    return found
