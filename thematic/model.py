"""The nouns of the program: plain, immutable values that know nothing of files, clocks or terminals.

Offsets count Unicode code points of `Transcript.text`; `transcript.text[span.start:span.end]` is always the quotation.
Two values with the same content are equal: identity is the study file's concern.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

# How far a long step has come: done, of how many.
Progress: TypeAlias = "Callable[[int, int], None]"

__all__ = [
    "CONSENSUS",
    "Approach",
    "Code",
    "Codebook",
    "Coding",
    "Decision",
    "Encoder",
    "Evidence",
    "EvidenceKind",
    "Kind",
    "MemoKind",
    "NearMiss",
    "Participant",
    "Progress",
    "Quotation",
    "Role",
    "Source",
    "Span",
    "Suggestion",
    "Theme",
    "ThemeRun",
    "ThemeStatus",
    "Transcript",
    "Turn",
    "Unit",
    "UnitKind",
    "VectorCache",
    "Verdict",
]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points, `0 <= start <= end`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"no span runs from {self.start} to {self.end}")

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


class Approach(StrEnum):
    """The kind of thematic analysis a study follows, chosen when it is made."""

    REFLEXIVE = "reflexive"
    CODEBOOK = "codebook"
    CODING_RELIABILITY = "coding-reliability"
    FRAMEWORK = "framework"


class Kind(StrEnum):
    """What a transcript is a record of."""

    FOCUS_GROUP = "focus-group"
    INTERVIEW = "interview"
    FIELD_NOTES = "field-notes"
    ANSWERS = "answers"


class Role(StrEnum):
    """Who speaks. A moderator's talk is context, never data."""

    PARTICIPANT = "participant"
    MODERATOR = "moderator"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says without a break.

    Attributes:
        number: its place in the transcript, from 1, moderators' turns included.
        span: where its text stands, without label or time.
        sentences: the spans of its sentences, in order, inside `span`.
        speaker: the label as it stands in the file; none where the file names nobody.
        participant: the id of the participant who speaks, where that is known.
        start_seconds: when it begins in the recording, where the file says.
        given_id: the id a table of answers gave it.
        date: the day of its entry in field notes as YYYY-MM-DD, where the file says so without doubt.
    """

    number: int
    span: Span
    sentences: tuple[Span, ...]
    speaker: str | None = None
    role: Role = Role.PARTICIPANT
    participant: str | None = None
    start_seconds: float | None = None
    given_id: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """One imported text; its turns' text joined by LF. Never changes: a correction is a new revision."""

    id: str
    text: str
    turns: tuple[Turn, ...]
    kind: Kind = Kind.FOCUS_GROUP
    revision: int = 1

    def words_at(self, span: Span) -> str:
        """Return the words at `span`, verbatim."""
        return self.text[span.start : span.end]

    def turn_at(self, span: Span) -> Turn | None:
        """Return the turn that `span` lies in, or none where it crosses turns."""
        return next((turn for turn in self.turns if turn.span.holds(span)), None)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a transcript came from: the file's name, format and encoding, and what had to be assumed.

    `profile` is the program or the convention that the file was recognised as, where it was one.
    """

    name: str
    format: str
    encoding: str | None = None
    notes: tuple[str, ...] = ()
    profile: str = ""


@dataclass(frozen=True, slots=True)
class Participant:
    """A person who speaks: under which labels in which sessions, and what is known of them."""

    id: str
    role: Role = Role.PARTICIPANT
    labels: tuple[tuple[str, str], ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)


class UnitKind(StrEnum):
    """The size of what is judged."""

    SENTENCE = "sentence"
    TURN = "turn"


@dataclass(frozen=True, slots=True)
class Unit:
    """What is judged: a sentence or a whole turn of somebody who is not a moderator.

    Attributes:
        id: the stable id, `fg3:t041` or `fg3:t041.s2`, or the id a table gave.
        text: its words, verbatim.
        turn: the number of its turn, from 1.
        sentence: the number of the sentence in its turn, from 1; none for a turn.
        before: the turn just before, whoever spoke it: context, not data.
    """

    id: str
    kind: UnitKind
    transcript: str
    span: Span
    text: str
    turn: int
    sentence: int | None = None
    participant: str | None = None
    before: str = ""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A sentence that looks like a code and is not: it belongs to `code`, or to none."""

    text: str
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """A mechanism: its name, definition and boundaries; cues are retrieval hints, never definitions."""

    id: str
    name: str
    definition: str
    family: str = ""
    include: str = ""
    exclude: str = ""
    cues: tuple[str, ...] = ()
    counter_cues: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()
    may_overlap: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Codebook:
    """A versioned set of codes. `sha256` is the hash of its content and names the version in every decision."""

    id: str
    title: str
    version: str
    source: str
    codes: tuple[Code, ...]
    note: str = ""
    sha256: str = ""

    def code(self, code_id: str) -> Code | None:
        """Return the code called `code_id`, plain or as `codebook:code`."""
        plain = code_id.removeprefix(f"{self.id}:")
        return next((code for code in self.codes if code.id == plain), None)


class EvidenceKind(StrEnum):
    """What a piece of evidence is, in the order in which it is shown."""

    QUESTION = "question"
    CUE = "cue"
    NEGATED_CUE = "negated-cue"
    COUNTER_CUE = "counter-cue"
    WORDS = "words"
    EXAMPLE = "example"
    COUNTER_EXAMPLE = "counter-example"
    AGAINST = "against"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for a suggestion, or against it.

    Attributes:
        text: the codebook's words (a cue, an example, a near miss), never the participant's.
        span: where in the transcript it shows, for evidence that has a place.
        strength: 0..1, higher is stronger; what it measures depends on `kind`.
        code: for `AGAINST`, the other code that the evidence speaks for, where there is one.
    """

    kind: EvidenceKind
    text: str
    span: Span | None = None
    strength: float = 0.0
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The machine's proposal that a span shows a code, with its evidence. Never a decision.

    Attributes:
        score: 0..1, higher is more likely; ranks units within a code. Not a probability.
        negative: the evidence speaks of the mechanism as absent: a possible negative case, still the code's.
    """

    transcript: str
    span: Span
    code: str
    score: float
    evidence: tuple[Evidence, ...]
    negative: bool = False


class Verdict(StrEnum):
    """What a person said. Machines never write one."""

    ACCEPT = "accept"
    REJECT = "reject"
    UNSURE = "unsure"
    AMEND = "amend"
    CODE = "code"

    @property
    def codes(self) -> bool:
        """Whether it leaves a coding."""
        return self in {Verdict.ACCEPT, Verdict.AMEND, Verdict.CODE}


# Who a consensus stands under: several coders made it, one of them wrote it down. No coder can be called so.
CONSENSUS = "consensus"


@dataclass(frozen=True, slots=True)
class Decision:
    """One person's judgement of one span and code.

    Attributes:
        coder: a kebab-case id of a person.
        suggestions: ids of the suggestions it settles; none for a human-first coding or judgement.
        replaces: for `AMEND`, the span and code that the coding had before.
        note: the coder's own words, where they gave any.
        negative: it is a negative case: the mechanism is spoken of as absent, or the words speak against it.
        blind: it was made before the coder could see what was suggested there.
        agreed: for a consensus, the coders who came to it; it stands under no single coder's name.
    """

    coder: str
    verdict: Verdict
    transcript: str
    revision: int
    span: Span
    code: str
    codebook: str
    suggestions: tuple[str, ...] = ()
    replaces: tuple[Span, str] | None = None
    note: str = ""
    negative: bool = False
    blind: bool = False
    agreed: tuple[str, ...] = ()


class MemoKind(StrEnum):
    """What a memo is for: on oneself as a researcher, on what the data mean, or on how the work was done."""

    REFLEXIVE = "reflexive"
    ANALYTIC = "analytic"
    METHOD = "method"


@dataclass(frozen=True, slots=True)
class Coding:
    """The state that a coder's decisions leave: this span carries this code of this codebook for this coder.

    `negative` marks it as a negative case of the code.
    """

    transcript: str
    span: Span
    code: str
    coder: str
    suggested: bool
    codebook: str = ""
    negative: bool = False


class ThemeStatus(StrEnum):
    """How far a theme has come. Only a person moves it beyond candidate; `HELD` is put aside, undecided."""

    CANDIDATE = "candidate"
    HELD = "held"
    REVIEWED = "reviewed"
    NAMED = "named"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Theme:
    """A cluster of excerpts on its way from the machine's candidate to a person's theme.

    Attributes:
        terms: words that set it apart, strongest first.
        excerpts: its members as (transcript, span), in transcript order.
        central: the members nearest its centre, nearest first.
        edge: the members that fit least, worst first.
        codes: the codes of its members with their counts, most frequent first.
        participants: ids of those whose words it holds; likewise `groups`.
        stability: 0..1, how often its members stay together under resampling; none where it was not measured.
        warnings: what a reader should know before trusting it, one sentence each.
        against: negative cases among its members and near it, nearest first.
        without: who holds a good part of it, and 0..1 how much of the rest is found again without their words, the
            least first.
        inclusion: what its members have in common, in the participants' own words and the names of codes.
        parent: the theme that it is a subtheme of.
    """

    id: str
    status: ThemeStatus = ThemeStatus.CANDIDATE
    name: str = ""
    concept: str = ""
    boundary: str = ""
    terms: tuple[str, ...] = ()
    excerpts: tuple[tuple[str, Span], ...] = ()
    central: tuple[tuple[str, Span], ...] = ()
    edge: tuple[tuple[str, Span], ...] = ()
    codes: tuple[tuple[str, int], ...] = ()
    participants: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    stability: float | None = None
    warnings: tuple[str, ...] = ()
    against: tuple[tuple[str, Span], ...] = ()
    without: tuple[tuple[str, float], ...] = ()
    inclusion: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class ThemeRun:
    """The candidates of one clustering, with the settings, seed and versions that made them.

    Attributes:
        steadiness: for each number of groups that was tried, the mean stability of the groups and the least, 0..1.
    """

    themes: tuple[Theme, ...]
    settings: Mapping[str, str]
    versions: Mapping[str, str]
    seed: int
    steadiness: tuple[tuple[int, float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Quotation:
    """A participant's words as printed, with where they stand: export checks the two against each other."""

    text: str
    transcript: str
    span: Span
    participant: str
    group: str


class Encoder(Protocol):
    """Texts to vectors. `name` identifies model and version; equal names give equal vectors."""

    name: str

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return L2-normalised vectors of shape (len(texts), dimensions), each independent of the others."""
        ...


class VectorCache(Protocol):
    """A place where vectors outlive the process."""

    def vectors(self, model: str, keys: Sequence[str]) -> Mapping[str, Vectors]:
        """Return the vectors known for these text hashes, each of shape (dimensions,)."""
        ...

    def keep(self, model: str, vectors: Mapping[str, Vectors]) -> None:
        """Remember vectors by text hash."""
        ...
