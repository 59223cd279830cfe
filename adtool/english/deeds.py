"""What people do in descriptions, in the third person, and what of it things do as well."""

from __future__ import annotations

_BOTH = frozenset(
    """
    aims appears approaches arrives awaits beats becomes begins bends bites blinks blocks blooms
    blossoms blows bounces breaks brings builds burns bursts can can't cannot carries cascades
    catches circles clears climbs closes collapses comes connects continues controls cools could
    couldn't covers crashes crawls crumbles creeps crosses cuts dances dawns descends dies
    disappears does doesn't draws dries drifts drips drives drops emerges ends escapes explodes
    faces fades fails falls feels fights fills finds fires flares flashes flickers flies floats
    flows flutters follows forces freezes gains gathers gets gives gleams glints glistens glitters
    glows goes grips grows had halts hangs has hasn't helps hits holds hovers increases is isn't
    jumps keeps kisses knocks lands lasts launches leads leaves levels lies lifts lights lives looms
    loses makes matters meets melts moves nears needs offers opens pales parts passes pays peeks
    plays points pours presses pulls pushes rains reaches rebounds recovers remains resembles rests
    resumes returns reveals rises rockets rocks rolls rots runs rustles sails scatters seems sends
    separates sets settles shakes shimmers shines shoots shows shrinks shuts sinks sits slides slips
    slows smells smoulders snaps snows soars sparkles spills spins spirals spoils spreads springs
    sprouts squeaks squeezes stains stands starts stays stinks stirs stops streams strikes supports
    surges surrounds sways sweeps swells swims swings swirls switches takes tastes tears thrives
    tilts touches towers travels trembles trickles tumbles turns twists unfolds vanishes wafts wanes
    warms was washes wasn't weighs wilts withers works wraps zaps
    """.split()  # noqa: SIM905  a table to read, not a list to index
)
"""What things do as well as people."""

DEEDS = frozenset(
    """
    accepts acknowledges addresses adjusts admires advances agrees applauds argues arranges asks
    attacks attempts avoids backs balances bangs barks beams beckons begs bellows blushes bobs bolts
    bows breathes browses brushes buckles buries buttons buys calls caresses changes charges chases
    chats checks cheers chews chokes chooses chops chuckles chugs clambers clamps claps clasps
    cleans clenches clings clinks clips clutches cocks collects combs confronts considers consoles
    cooks coughs cowers cradles cranes cries cringes crouches cuddles cups curls curtseys curtsies
    dabs dashes demonstrates dials digs dims discovers dives dodges dons douses downs drags drains
    drapes dresses drinks drums ducks dumps dusts eases eats edges embraces empties enters escorts
    examines exchanges excuses exhales exits extends eyes faints feeds fetches fiddles fidgets films
    fishes fixes flees flicks flinches flings flips flops flounders focuses folds frowns fumbles
    gapes gasps gawks gazes gestures giggles glances glares glimpses glowers gobbles grabs grasps
    greets grimaces grins groans growls gulps handcuffs handles hands hauls heads hears heaves
    hesitates hides hikes hobbles hops hugs hums hunches hurls hurries inhales inspects interrupts
    introduces jabs jerks jiggles jogs joins juggles kicks kneels knits laps lassoes laughs lays
    leafs leans leaps learns lets licks limps listens loads locks looks lowers lunges lurches
    manages marches massages meanders mimes mimics misses moans motions mounts mouths munches
    murmurs nestles nibbles nods notices nudges observes orders paces packs paddles paints pants
    parades parks pats pauses paws peels peers perches peruses pets photographs picks pinches places
    plants plops plucks plunges pockets poses pounds practices practises prances prays prepares
    pretends prods props puffs pulverizes pummels punches purses puts quivers races raises reads
    realises realizes recalls recites recognises recognizes recoils records refuses rehearses
    releases reloads remembers removes replaces replies retreats retrieves revs rides rips roars
    rubs rushes salutes samples saunters saves saws says scans scoops scowls scrambles scratches
    scrawls screams screws scribbles scrubs scrunches scurries searches seats sees seizes selects
    serves sews shares shaves shivers shops shouts shoves showers shrieks shrugs shudders shuffles
    sideswipes sidles sighs signals signs sings sips skates skips slams slaps sleeps slices slithers
    slouches slumps slurps smacks smashes smiles smirks smokes smooches smoothes smooths snarls
    snatches sneaks sneers sneezes sniffles sniffs snores snorts snuggles sobs somersaults speaks
    speeds spies spits splashes spots sprawls sprays sprints squats squints squirms stabs staggers
    stalks stamps stares startles steals steers steps stomps stoops storms straddles straightens
    strains stretches strides strips strokes strolls struggles studies stuffs stumbles submerges
    sucks sulks surveys swaggers swallows swats swerves swigs swipes tackles talks taps teaches
    teases tells thanks thinks throws thumps tickles tidies tips tiptoes toasts tosses toys traces
    trains treads tries trips trots trudges tucks tugs twirls twitches types unbuttons unclenches
    undresses unfastens unhooks unlocks unmasks unpacks unsheathes unwraps unzips uses visits wades
    waggles waits wakes walks waltzes wanders wants watches waters waves wears weeps whacks wheels
    whimpers whips whirls whispers whistles wiggles winces winks wipes withdraws wonders wrestles
    wriggles wrinkles writes yanks yawns yells zips
    """.split()  # noqa: SIM905
)
"""What only people and animals do: smiles, nods, walks."""

ACTS = DEEDS | _BOTH
"""What people do, alone or as things do too: falls, comes, is."""


def is_deed(word: str) -> bool:
    """Say whether a verb tells that people do it: smiles, or smiling."""
    return word in DEEDS or (word.endswith("ing") and _third_person(word[:-3]))


def _third_person(stem: str) -> bool:
    """Say whether a deed has such a stem: walk, smil, sitt, hurry."""
    doubled = stem[-1:] == stem[-2:-1]
    forms = [f"{stem}s", f"{stem}es", *([f"{stem[:-1]}s"] if doubled else [])]
    if stem.endswith("y"):
        forms.append(f"{stem[:-1]}ies")
    return any(form in DEEDS for form in forms)
