"""Every default of adtool, once.

Plain frozen dataclasses: the command line reads its defaults from here, the library takes them as
arguments, and nothing else in the package holds a number of its own. Times are in milliseconds.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

BUNDLED = "bundled"
"""The model that the package carries, and a language model that lies in its model's folder."""

AUTO = "auto"
"""The best narrator for a movie that this machine can run."""

SPOTTING = "spotting"
"""The narrator without a model: cues in the place of words."""

PICTURES_FPS = 3.0
"""Pictures a second in data sets of pictures: TVQA's."""

FEATURES_FPS = 5.0
"""Frames a second in features of whole films: MAD's."""

SHORT_SIDE = 448
"""Pixels of the shorter side that a data set's frames are scaled down to when they are read: twice
what CLIP takes."""

ENCODING_BATCH = 64
"""Frames of a data set that go through an encoder at once."""
TEST_FILMS = 20
"""How many of storyworld's test films are scored, or looked into."""

REDUNDANCY = 0.7
"""How much neighbouring clips of Storyworld-AD share, in [0, 1]; the benchmark's own."""


SPEECH, GAP = "speech", "gap"
"""What sung words can be."""


@dataclass(frozen=True, slots=True)
class SpeechSettings:
    """How speech is found.

    Attributes:
        detector: an entry of ``adtool.speech.DETECTORS``.
        step: seconds between the starts of pyannote's segmentation windows (they are 5 s or 10 s).
        onset: speech probability above which speech begins, in (0, 1). Missed speech is worse
            than a lost gap, hence the low values.
        offset: speech probability below which speech ends, in (0, 1).
        block: seconds of audio that a detector holds at once.
        context: seconds of audio on either side of a block that inform it and are then dropped.
        whisper_model: the Whisper model of the whisperx detector: a name, or a folder.
        subtitles_offset: where the dialogue's subtitles are taken for the speech, what is added to
            their times, see ``adtool.speech.offset``; "auto" for what is found.
        songs: what sung words are, where subtitles tell: "speech" or "gap".
        track: the audio track that is heard: its number, language or title; empty for the film's
            own sound.

    Raises:
        ValueError: if a value is out of range.
    """

    detector: str = "pyannote"
    step: float = 1.0
    onset: float = 0.3
    offset: float = 0.2
    block: float = 300.0
    context: float = 5.0
    whisper_model: str = "small"
    subtitles_offset: str = "auto"
    songs: str = SPEECH
    track: str = ""

    def __post_init__(self) -> None:
        if not 0 < self.step <= 5:
            raise ValueError(f"the speech step must be above 0 and at most 5 s, not {self.step:g}")
        if not 0 < self.offset <= self.onset < 1:
            raise ValueError(
                f"0 < offset <= onset < 1 must hold for the probabilities at which speech ends and "
                f"begins, not {self.offset:g} and {self.onset:g}"
            )
        if self.block < 1 or self.context < 0:
            raise ValueError(
                f"speech blocks must be 1 s or more with a context of 0 s or more, "
                f"not {self.block:g} and {self.context:g}"
            )
        one_of(self.songs, (SPEECH, GAP), "songs")


@dataclass(frozen=True, slots=True)
class GapSettings:
    """Which silences are gaps, and how gaps are cut into clips (milliseconds).

    Attributes:
        margin: kept free on each side of speech.
        minimum: shortest gap and shortest clip.
        longest_clip: no clip is longer; longer gaps are cut, at shot changes where there are any.
        shortest_clip: no piece of a gap that is cut is shorter: 8 words at 160 a minute. A rest
            that few lines fit is no clip of its own. At most half of ``longest_clip`` counts.

    Raises:
        ValueError: if ``margin`` is negative, ``minimum`` is below 1, or ``longest_clip`` is below
            twice ``minimum``: a gap just over ``longest_clip`` could then not be cut at all.
    """

    margin: int = 250
    minimum: int = 2000
    longest_clip: int = 8000
    shortest_clip: int = 3000

    def __post_init__(self) -> None:
        if self.margin < 0:
            raise ValueError(f"the margin beside speech is negative: {self.margin} ms")
        if self.minimum < 1:
            raise ValueError(f"the shortest gap must be 1 ms or more, not {self.minimum} ms")
        if self.shortest_clip < 0:
            raise ValueError(f"the shortest clip is negative: {self.shortest_clip} ms")
        if self.longest_clip < 2 * self.minimum:
            raise ValueError(
                f"the longest clip ({self.longest_clip} ms) must be at least twice the shortest "
                f"gap ({self.minimum} ms), or long gaps cannot be cut"
            )

    @property
    def shortest_piece(self) -> int:
        """The shortest piece of a gap that is cut; twice that is always a clip."""
        return max(self.minimum, min(self.shortest_clip, self.longest_clip // 2))

    @classmethod
    def uncut(cls, margin: int = margin, minimum: int = minimum) -> GapSettings:
        """Return settings for gaps that are not going to be cut, so that any minimum will do."""
        return cls(margin, minimum, max(cls().longest_clip, 2 * minimum))


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """How a vision-language model is shown clips, and asked for wordings.

    Attributes:
        writer: the model that words what the other has seen; empty where it is the same.
        served: what a server calls the model; empty where it serves but one.
        candidates: wordings that are asked for.
        short_side: pixels of the shorter side of its pictures; each costs tokens, and time.
        context: frames that it sees of each shot beside a clip.
        lines: how many of the lines before it is told.
        clips: clips that it looks at, and describes, at once.
        looking: temperature at which it answers about pictures; 0 is greedy.
        writing: temperature at which it words.
        top_p: the share of likeliest tokens that are sampled from.
        notes: most tokens of an answer about pictures.
        tries: how often it is asked again for an answer that cannot be used.
        seed: of all that is sampled.
        parallel: requests to a server at once.
        patience: seconds that a server has for one answer.
        elsewhere: whether pictures may be sent to a server that is not this machine.

    Raises:
        ValueError: if a number is out of range.
    """

    writer: str = ""
    served: str = ""
    candidates: int = 5
    short_side: int = 336
    context: int = 2
    lines: int = 5
    clips: int = 4
    looking: float = 0.2
    writing: float = 0.6
    top_p: float = 0.9
    notes: int = 512
    tries: int = 3
    seed: int = 0
    parallel: int = 8
    patience: float = 120.0
    elsewhere: bool = False

    def __post_init__(self) -> None:
        if min(self.candidates, self.short_side, self.clips, self.notes, self.parallel) < 1:
            raise ValueError("candidates, pixels, clips, tokens and requests must be 1 or more")
        if min(self.context, self.lines, self.tries, self.looking, self.writing) < 0:
            raise ValueError("frames, lines, tries and temperatures must be 0 or more")
        if not 0 < self.top_p <= 1 or self.patience <= 0:
            raise ValueError("top-p is above 0 and at most 1, and patience above 0 s")


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """How clips are shown to the model, and how it decodes.

    Attributes:
        model: "auto", a folder, a name of adtool models, a hub name, a server's address, "bundled"
            or "spotting".
        frame_reader: an entry of ``adtool.media.FRAME_READERS``.
        device: "auto", or a torch device.
        frames: frames per clip (T in the paper); ``describe`` takes the model's own.
        window: consecutive clips that the model sees together (N in the paper); ``describe``
            takes the model's own.
        beams: beam width; 1 is greedy.
        max_tokens: longest line in tokens.
        repetition_penalty: as in transformers' ``generate``; 1 is none.
        no_repeat_ngram: no n-gram of this length twice in a line; 0 is no such rule.
        batch: images per pass of the vision encoder.
        windows: windows that the language model narrates at once.
        names: most characters that a prompt names where nobody was recognised.
        chat: how a vision-language model is asked.
    """

    model: str = AUTO
    frame_reader: str = "pyav"
    device: str = "auto"
    frames: int = 8
    window: int = 16
    beams: int = 5
    max_tokens: int = 67
    repetition_penalty: float = 1.2
    no_repeat_ngram: int = 3
    batch: int = 16
    windows: int = 1
    names: int = 10
    chat: ChatSettings = field(default_factory=ChatSettings)


@dataclass(frozen=True, slots=True)
class CharacterSettings:
    """How the people of the cast are recognised in the clips.

    Attributes:
        recogniser: an entry of ``adtool.recognition.RECOGNISERS``, or "auto".
        threshold: the cosine from which on a face is taken for a character's; None: the
            recogniser's own.
        exemplars: how many of a character's best matching frames stand in for the portraits
            (AutoAD-II: 5); 0: the portraits are compared.
        frames: frames of a clip that are searched; 0: as many as the recogniser asks for.
        detector: how dlib finds faces: "hog", or "cnn".
        unrecognised: whom the prompt names where nobody was recognised: "unknown", or the "cast".
        strict: whether a portrait that cannot be used ends the run, instead of leaving its
            character without a face.

    Raises:
        ValueError: if a value is out of range.
    """

    recogniser: str = "auto"
    threshold: float | None = None
    exemplars: int = 0
    frames: int = 0
    detector: str = "hog"
    unrecognised: str = "unknown"
    strict: bool = False

    def __post_init__(self) -> None:
        if self.threshold is not None and not 0 <= self.threshold <= 1:
            raise ValueError(f"the threshold of faces is from 0 to 1, not {self.threshold:g}")
        if min(self.exemplars, self.frames) < 0:
            raise ValueError("exemplars and frames must be 0 or more")
        if self.detector not in ("hog", "cnn") or self.unrecognised not in ("unknown", "cast"):
            raise ValueError("the detector is hog or cnn, and the unrecognised are unknown or cast")


@dataclass(frozen=True, slots=True)
class NamingSettings:
    """How the names in the model's wordings are put right.

    Attributes:
        absence_weight: mean log-probability a token that a wording loses for each character that
            it names who has a portrait and was not recognised in the clip; 0 disregards it.

    Raises:
        ValueError: if a number is out of range.
    """

    absence_weight: float = 0.1

    def __post_init__(self) -> None:
        if not 0 <= self.absence_weight < float("inf"):
            raise ValueError(f"the weight of absence must be 0 or more, not {self.absence_weight}")


@dataclass(frozen=True, slots=True)
class FittingSettings:
    """How a line is fitted to its gap.

    Attributes:
        rate: words a minute that a line is budgeted at.
        pause: kept free between two lines, in ms; a breath takes 190 (Jankowska et al., 2017).
        name_cost: syllables that a name takes beyond its own.
        extended: whether a clip whose time no wording fits gets a line that pauses the film, and
            dialogue without a gap gets such lines where a sentence or a shot ends.
        pauses: most pauses of the film a minute in dialogue without a gap.
        pronouns: whether a line begins with "she" or "he" where the line before begins with the
            same person, and the cast says which.

    Raises:
        ValueError: if there are too many pauses, or fewer than none.
    """

    rate: float = 160.0
    pause: int = 200
    name_cost: float = 0.5
    extended: bool = False
    pauses: float = 2.0
    pronouns: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.pauses <= 60:
            raise ValueError(f"pauses a minute are from 0 to 60, not {self.pauses:g}")


@dataclass(frozen=True, slots=True)
class ChoiceSettings:
    """How wordings are chosen over the whole film.

    All weights are in mean log-probability a token, which is what a wording's own score is.

    Attributes:
        beams: how many beginnings of the script are carried on together; 1 chooses clip by clip.
        listener: the CLIP that guesses which clip a wording is of: a folder, an architecture of
            open_clip's with its weights ("ViT-B-32:openai"), "none", or "auto": the narrator's
            own, where that knows texts.
        listening: λ, what the logarithm of the listener's guess counts.
        neighbours: clips among which the listener guesses.
        temperature: τ, the unit of the listener's similarities; 0: as its CLIP learned it.
        shortening_weight: what a wording loses that was cut to fit.
        omission_weight: what is lost, beside its best wording, where no wording of a clip fits.
        repeat_tolerance: what a wording may lose against the best one and still be taken where the
            best only repeats the line before (0.5: on average each token at least 61 % as likely).
        repetition_weight: ρ, what a wording loses if all of its n-grams stand in earlier lines, in
            proportion if some do; 0 disregards earlier lines.
        repetition_ngram: words in a row that count as said already.
        repetition_lines: how many earlier lines are remembered.
        newness_weight: what a wording gains if none of its content words stands in those lines, in
            proportion if some do not.

    Raises:
        ValueError: if a number is out of range.
    """

    beams: int = 8
    listener: str = "auto"
    listening: float = 0.1
    neighbours: int = 16
    temperature: float = 0.0
    shortening_weight: float = 1.0
    omission_weight: float = 1.0
    repeat_tolerance: float = 0.5
    repetition_weight: float = 0.25
    repetition_ngram: int = 3
    repetition_lines: int = 16
    newness_weight: float = 0.0

    def __post_init__(self) -> None:
        if min(self.beams, self.neighbours, self.repetition_ngram) < 1:
            raise ValueError("the choice's beams, neighbours and n-grams must be 1 or more")
        weights = (self.shortening_weight, self.omission_weight, self.repeat_tolerance)
        more = (self.repetition_weight, self.newness_weight, self.listening, self.temperature)
        if not all(0 <= weight < float("inf") for weight in (*weights, *more)):
            raise ValueError("the choice's weights, and the temperature, must be 0 or more")
        if self.repetition_lines < 0:
            raise ValueError("the lines that are remembered must be 0 or more")


@dataclass(frozen=True, slots=True)
class Banned:
    """Words that a house does not use.

    Attributes:
        say: the words.
        instead: what is written in their place; empty where they are left out.
        why: a sentence for the describer; may be empty.
    """

    say: str
    instead: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """The numbers behind the rules of ``adtool check`` (times in milliseconds).

    Attributes:
        comfortable_rate: words a minute above which listening takes effort.
        fast_rate: words a minute above which a line is fast.
        limit_rate: words a minute above which a line is too fast.
        slow_rate: words a minute below which a line drags, or its end is not where it is spoken.
        room: what should be free between a line and speech.
        shortest_pause: the shortest pause between speech that is worth a line.
        repeated_words: how many words in a row make a repeated wording.
        neighbours: how many lines before a line it is compared with.
        window: how many neighbouring lines a word must be alone in to be distinctive.
        longest_words: most words of a line; 0 for any number.
        longest_characters: most characters of a line; 0 for any number.
        numbers_in_words: whole numbers up to this one, at most 100, are written in words; 0: none.
        full_names: whether somebody of the cast is first named in full.
        banned: words not to use.

    Raises:
        ValueError: if the rates do not rise, or a number is out of range.
    """

    comfortable_rate: float = 160.0
    fast_rate: float = 180.0
    limit_rate: float = 200.0
    slow_rate: float = 70.0
    room: int = 250
    shortest_pause: int = 2000
    repeated_words: int = 4
    neighbours: int = 3
    window: int = 16
    longest_words: int = 0
    longest_characters: int = 0
    numbers_in_words: int = 0
    full_names: bool = False
    banned: tuple[Banned, ...] = ()

    def __post_init__(self) -> None:
        if not 0 < self.slow_rate <= self.comfortable_rate <= self.fast_rate <= self.limit_rate:
            raise ValueError(
                f"the rates must rise from slow over comfortable and fast to the limit, not "
                f"{self.slow_rate:g}, {self.comfortable_rate:g}, {self.fast_rate:g}, "
                f"{self.limit_rate:g}"
            )
        if min(self.room, self.shortest_pause) < 0:
            raise ValueError("times are negative")
        if min(self.longest_words, self.longest_characters, self.numbers_in_words) < 0:
            raise ValueError("longest words, longest characters and numbers are 0 or more")
        if min(self.repeated_words, self.neighbours, self.window) < 1:
            raise ValueError("repeated words, neighbours and the window must be 1 or more")


@dataclass(frozen=True, slots=True)
class WordingSettings:
    """What lines must not say.

    Attributes:
        banned: words not to use: a wording with them is mended, or left out for another.
    """

    banned: tuple[Banned, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that ``describe`` can be told."""

    speech: SpeechSettings = field(default_factory=SpeechSettings)
    gaps: GapSettings = field(default_factory=GapSettings)
    model: ModelSettings = field(default_factory=ModelSettings)
    characters: CharacterSettings = field(default_factory=CharacterSettings)
    naming: NamingSettings = field(default_factory=NamingSettings)
    fitting: FittingSettings = field(default_factory=FittingSettings)
    choice: ChoiceSettings = field(default_factory=ChoiceSettings)
    wording: WordingSettings = field(default_factory=WordingSettings)
    language: str = "en"


@dataclass(frozen=True, slots=True)
class FramesSettings:
    """How the frames of annotated clips are kept for training.

    Attributes:
        frames: K, frames a clip, evenly spaced. Training takes n of them, where n divides K; with
            jitter, one of K / n in each n-th of the clip.
        short_side: pixels of their shorter side, as many as CLIP takes; smaller ones stay.
        quality: of the JPEGs, from 1 to 95.

    Raises:
        ValueError: if a number is out of range.
    """

    frames: int = 32
    short_side: int = 224
    quality: int = 90

    def __post_init__(self) -> None:
        if not 1 <= self.frames <= 1000:
            raise ValueError(f"a clip is kept in 1 to 1000 frames, not {self.frames}")
        if self.short_side < 16:
            raise ValueError(f"frames must have 16 pixels a side or more, not {self.short_side}")
        if not 1 <= self.quality <= 95:
            raise ValueError(f"a JPEG's quality lies between 1 and 95, not {self.quality}")


@dataclass(frozen=True, slots=True)
class EvaluationSettings:
    """How lines are scored.

    Attributes:
        recalls: the (k, N) of every R@k/N.
        similarity: the model behind BERTScore, which R@k/N ranks by: a folder, or a hub name.
        layer: the layer of it that is compared; 0 for the one published for the model (17 of
            roberta-large), or its last where none is.
        judge: the chat model that gives LLM-AD-eval: a folder, or a hub name; empty for none.
        coreference: the model of F-Coref that CRITIC asks who is meant: a folder, or a hub name.
        seeds: LLM-AD-eval is sampled once with each, and is the mean.
        device: "auto", or a torch device.
        batch: sentences that the similarity model encodes at once.
        judge_batch: pairs that the judge reads at once.
        rate: words a minute that a line is budgeted at.

    Raises:
        ValueError: if a number is out of range.
    """

    recalls: tuple[tuple[int, int], ...] = ((5, 16), (1, 5))
    similarity: str = "roberta-large"
    layer: int = 0
    judge: str = ""
    coreference: str = "biu-nlp/f-coref"
    seeds: tuple[int, ...] = (0,)
    device: str = "auto"
    batch: int = 64
    judge_batch: int = 8
    rate: float = field(default_factory=lambda: FittingSettings().rate)

    def __post_init__(self) -> None:
        for k, n in self.recalls:
            if not 1 <= k <= n:
                raise ValueError(f"R@{k}/{n} makes no sense: k must be from 1 to N")
        if min(self.batch, self.judge_batch) < 1 or self.layer < 0 or self.rate <= 0:
            raise ValueError("batches and the rate must be above 0, and the layer 0 or more")
        if not self.seeds:
            raise ValueError("LLM-AD-eval needs a seed")


def one_of(value: str, known: Collection[str], key: str) -> None:
    """Check a setting that names an entry of a table; to be called in ``__post_init__``.

    Raises:
        ValueError: if it does not; ``read_config`` makes a ConfigError of it.
    """
    if value not in known:
        raise ValueError(f"{key} is {value!r}; it must be one of {', '.join(sorted(known))}")
