"""Where a study stands: what the fold of its log leaves behind. May hold plain values and questions to them."""

from __future__ import annotations

import copy
import dataclasses
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from thematic.model import Approach, Coding, Decision, Span, ThemeStatus

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from thematic.store.memos import MemoRecord
    from thematic.store.revisions import Move

__all__ = [
    "Adrift",
    "CodebookRecord",
    "DecisionRecord",
    "Place",
    "PlanRecord",
    "State",
    "ThemeRecord",
    "TranscriptRecord",
    "Withdrawn",
]

# Coder, transcript, span, codebook id and code: two codebooks may call different things "purpose".
Place = tuple[str, str, Span, str, str]


@dataclass(frozen=True, slots=True)
class TranscriptRecord:
    """One revision of a transcript: the hashes of its content and of the original file.

    Attributes:
        original: none where somebody's withdrawal erased the file.
    """

    id: str
    revision: int
    content: str
    original: str | None
    event: str


@dataclass(frozen=True, slots=True)
class CodebookRecord:
    """A codebook version that was brought into use: `sha256` names it, `content` is its text.

    Attributes:
        made_of: the hash of the version that a change made it of; empty where it came from a file.
    """

    id: str
    version: str
    sha256: str
    content: str
    made_of: str = ""


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """A decision, the event that holds it, and when it was made.

    Attributes:
        decision: its revision and span are those where it stands now; of an earlier revision where it stands nowhere.
        digests: for each suggestion it settled, what the evidence was then.
        words: the fingerprint of the words it is about.
        note: the hash of the coder's words, where they gave any.
        made_as: the code that was decided on, where a change of the codebook calls it otherwise since.
    """

    event: str
    at: str
    decision: Decision
    digests: Mapping[str, str]
    words: str
    note: str | None
    made_as: str = ""


@dataclass(frozen=True, slots=True)
class PlanRecord:
    """What several coders are all to judge: of each transcript a share of its turns, drawn by a seed.

    Attributes:
        share: 0..1, of the participants' sentences.
        coders: who are to judge it; empty where nobody was named.
    """

    share: float
    seed: int
    coders: tuple[str, ...]
    who: str
    at: str


@dataclass(frozen=True, slots=True)
class ThemeRecord:
    """A theme that a person made.

    Attributes:
        words: the hash of its name, concept and boundary.
        excerpts: its members as (transcript, span).
        words_of: the fingerprint of each member's words, in the same order.
        origins: where each member stood in the candidate that `origin` holds, in the same order.
        origin: the hash of the candidate it was made from, as the person saw it.
        parent: the theme it is a subtheme of.
        adrift: members that stood in an earlier revision and stand nowhere in the current one.
    """

    id: str
    status: ThemeStatus
    words: str
    excerpts: tuple[tuple[str, Span], ...]
    words_of: tuple[str, ...]
    origins: tuple[Span, ...]
    origin: str | None
    who: str
    at: str
    adrift: tuple[Adrift, ...] = ()
    parent: str = ""


@dataclass(frozen=True, slots=True)
class SummaryRecord:
    """What a person wrote of one case and one theme, for a framework matrix.

    Attributes:
        case: the id of a participant or of a session.
        words: the hash of the text.
        on: the theme's excerpts of that case when it was written, each as (transcript, revision, span).
    """

    event: str
    who: str
    at: str
    case: str
    theme: str
    words: str
    on: tuple[tuple[str, int, Span], ...]


@dataclass(frozen=True, slots=True)
class Adrift:
    """A span of an earlier revision that a person must place, with the fingerprint of its words.

    Attributes:
        origin: for a theme's member, where it stood when a person named the theme.
    """

    transcript: str
    revision: int
    span: Span
    words: str
    origin: Span | None = None


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A participant who withdrew, and by what a later file that holds their words is known.

    Attributes:
        event: the hash of the withdrawal.
        transcripts: those that held words of theirs.
        labels: salted hashes of their labels, each in its session; `names` of the labels alone.
        files: salted hashes of the files that held their words.
    """

    participant: str
    event: str
    at: str
    transcripts: tuple[str, ...]
    labels: tuple[tuple[str, str], ...]
    names: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class State:
    """Where a study stands.

    Attributes:
        found: hashes of the people that imports found in the files, in the order they came.
        given: the same for tables that a person gave, which have the last word.
        language: of the talk, by its ISO 639-1 code.
        codebook: the content hash of the codebook in use.
        rivals: hashes of versions of it that another copy made meanwhile, and that nothing brought together yet.
        decisions: all that stand, in order; an undone one is gone, an earlier one on the same place is superseded.
        judgements: for each (coder, transcript, span, codebook id, code), the decision that stands.
        undone: hashes of events that were taken back.
        revisions: every revision of every transcript, by id and number.
        adrift: the judgements that stand on words of an earlier revision and nowhere in the current one.
        withdrawn: who withdrew, in order.
        erased: for each text that a withdrawal erased, the event that did.
        rewritten: for each erased text of a codebook, the one without words of whoever withdrew.
        contents: the hashes of each revision's content, by id and number: one for each copy that brought it in.
        conflicts: where one coder decided differently in two copies and did not decide since.
        moves: what revisions, placements and withdrawals did to places, in order.
        heads: hashes of the events that no other follows.
        read: the numbers of the turns that were read, by coder, transcript and revision.
        done: the transcripts that a coder is done with, as (coder, transcript), and at which revision.
        open_coding: whether coders may see each other's codings at any time.
        memos: those that stand, by the hash of the event that wrote each, in order.
        plan: the last overlap that was planned; none where none was.
        summaries: what was last written of each case and theme, by both.
        theme_of: the id of each theme that an event changes, by the event's hash and the id it says.
    """

    approach: Approach = Approach.CODEBOOK
    language: str = "en"
    study: str = ""
    transcripts: dict[str, TranscriptRecord] = field(default_factory=dict)
    found: list[str] = field(default_factory=list)
    given: list[str] = field(default_factory=list)
    codebooks: dict[str, CodebookRecord] = field(default_factory=dict)
    codebook: str | None = None
    rivals: tuple[str, ...] = ()
    decisions: list[DecisionRecord] = field(default_factory=list)
    judgements: dict[Place, DecisionRecord] = field(default_factory=dict)
    themes: dict[str, ThemeRecord] = field(default_factory=dict)
    undone: frozenset[str] = frozenset()
    revisions: dict[tuple[str, int], TranscriptRecord] = field(default_factory=dict)
    adrift: list[DecisionRecord] = field(default_factory=list)
    withdrawn: list[Withdrawn] = field(default_factory=list)
    erased: dict[str, str] = field(default_factory=dict)
    rewritten: dict[str, str] = field(default_factory=dict)
    contents: dict[tuple[str, int], list[str]] = field(default_factory=dict)
    conflicts: list[Place] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    heads: frozenset[str] = frozenset()
    read: dict[tuple[str, str, int], frozenset[int]] = field(default_factory=dict)
    done: dict[tuple[str, str], int] = field(default_factory=dict)
    open_coding: bool = False
    memos: dict[str, MemoRecord] = field(default_factory=dict)
    plan: PlanRecord | None = None
    summaries: dict[tuple[str, str], SummaryRecord] = field(default_factory=dict)
    theme_of: dict[tuple[str, str], str] = field(default_factory=dict)

    def copy(self) -> State:
        """Return one that can be taken further without changing this one: what it holds never changes in place."""
        after = copy.copy(self)
        for one in dataclasses.fields(self):
            held = getattr(self, one.name)
            if isinstance(held, dict | list):
                setattr(after, one.name, held.copy())
        return after

    def bring_in(self, record: TranscriptRecord) -> None:
        """Add a revision of a transcript, which is the current one from now on unless a later one is there."""
        known = self.transcripts.get(record.id)
        if known is None or record.revision >= known.revision:
            self.transcripts[record.id] = record
        self.revisions[record.id, record.revision] = record
        place = (record.id, record.revision)
        self.contents[place] = [*self.contents.get(place, ()), record.content]

    @property
    def people(self) -> list[str]:
        """Hashes of all tables of people, in the order in which they correct each other."""
        return [*self.found, *self.given]

    def codings(self) -> list[Coding]:
        """Return what is coded now, in order of transcript, span, code and coder."""
        found = [
            _coding(coder, transcript, span, book, code, record.decision)
            for (coder, transcript, span, book, code), record in self.judgements.items()
            if record.decision.verdict.codes
        ]
        return sorted(found, key=lambda one: (one.transcript, one.span, one.codebook, one.code, one.coder))

    def places_adrift(self) -> list[Adrift]:
        """Return each span that a person must place, once, in order: of judgements, themes' excerpts and memos."""
        judged = (_adrift(record) for record in self.adrift)
        themes = (theme for theme in self.themes.values() if theme.status is not ThemeStatus.DROPPED)
        kept = (one for theme in themes for one in theme.adrift)
        found = {(one.transcript, one.revision, one.span): one for one in (*judged, *kept, *self._memos_adrift())}
        return [found[place] for place in sorted(found)]

    def _memos_adrift(self) -> Iterator[Adrift]:
        for one in (memo.target for memo in self.memos.values()):
            if one.span is not None and self.current.get(one.id) != one.revision:
                yield Adrift(one.id, one.revision, one.span, one.words)

    def place_of(self, record: DecisionRecord) -> Place:
        """Return the key under which a judgement stands."""
        one = record.decision
        return (one.coder, one.transcript, one.span, self.codebook_id(one.codebook), one.code)

    @property
    def current(self) -> dict[str, int]:
        """The number of each transcript's current revision, by id."""
        return {name: record.revision for name, record in self.transcripts.items()}

    def codebook_id(self, sha256: str) -> str:
        """Return the id of the codebook that a version's hash names; the hash itself where it is unknown."""
        record = self.codebooks.get(sha256)
        return record.id if record else sha256


def _coding(  # noqa: PLR0913, PLR0917  the parts of a place
    coder: str, transcript: str, span: Span, codebook: str, code: str, decision: Decision
) -> Coding:
    return Coding(
        transcript,
        span,
        code,
        coder,
        suggested=bool(decision.suggestions),
        codebook=codebook,
        negative=decision.negative,
    )


def _adrift(record: DecisionRecord) -> Adrift:
    one = record.decision
    return Adrift(one.transcript, one.revision, one.span, record.words)
