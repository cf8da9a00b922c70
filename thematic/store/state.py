"""The state of a study as a function of its log. Pure: the same events give the same state, in every copy."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from thematic.model import Approach, Coding, Decision, Span, ThemeStatus, Verdict
from thematic.store.events import Event, EventKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = [
    "CodebookRecord",
    "DecisionRecord",
    "State",
    "ThemeRecord",
    "TranscriptRecord",
    "decision_data",
    "fold",
]

_CODES = frozenset({Verdict.ACCEPT, Verdict.CODE, Verdict.AMEND})
# Coder, transcript, span, codebook id and code: two codebooks may call different things "purpose".
Place = tuple[str, str, Span, str, str]


@dataclass(frozen=True, slots=True)
class TranscriptRecord:
    """A transcript's current revision: the hashes of its content and of the original file."""

    id: str
    revision: int
    content: str
    original: str
    event: str


@dataclass(frozen=True, slots=True)
class CodebookRecord:
    """A codebook version that was brought into use: `sha256` names it, `content` is its text."""

    id: str
    version: str
    sha256: str
    content: str


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """A decision, the event that holds it, and when it was made.

    Attributes:
        digests: for each suggestion it settled, what the evidence was then.
        words: the fingerprint of the words it is about.
        note: the hash of the coder's words, where they gave any.
    """

    event: str
    at: str
    decision: Decision
    digests: Mapping[str, str]
    words: str
    note: str | None


@dataclass(frozen=True, slots=True)
class ThemeRecord:
    """A theme that a person made.

    Attributes:
        words: the hash of its name, concept and boundary.
        excerpts: its members as (transcript, span).
        words_of: the fingerprint of each member's words, in the same order.
        origin: the hash of the candidate it was made from, as the person saw it.
    """

    id: str
    status: ThemeStatus
    words: str
    excerpts: tuple[tuple[str, Span], ...]
    words_of: tuple[str, ...]
    origin: str | None
    who: str
    at: str


@dataclass(slots=True)
class State:
    """Where a study stands.

    Attributes:
        found: hashes of the people that imports found in the files, in the order they came.
        given: the same for tables that a person gave, which have the last word.
        codebook: the content hash of the codebook in use.
        decisions: all that stand, in order; an undone one is gone, an earlier one on the same place is superseded.
        judgements: for each (coder, transcript, span, codebook id, code), the decision that stands.
        undone: hashes of events that were taken back.
    """

    approach: Approach = Approach.CODEBOOK
    study: str = ""
    transcripts: dict[str, TranscriptRecord] = field(default_factory=dict)
    found: list[str] = field(default_factory=list)
    given: list[str] = field(default_factory=list)
    codebooks: dict[str, CodebookRecord] = field(default_factory=dict)
    codebook: str | None = None
    decisions: list[DecisionRecord] = field(default_factory=list)
    judgements: dict[Place, DecisionRecord] = field(default_factory=dict)
    themes: dict[str, ThemeRecord] = field(default_factory=dict)
    undone: frozenset[str] = frozenset()

    @property
    def people(self) -> list[str]:
        """Hashes of all tables of people, in the order in which they correct each other."""
        return [*self.found, *self.given]

    def codings(self) -> list[Coding]:
        """Return what is coded now, in order of transcript, span, code and coder."""
        found = [
            Coding(transcript, span, code, coder, suggested=bool(record.decision.suggestions), codebook=book)
            for (coder, transcript, span, book, code), record in self.judgements.items()
            if record.decision.verdict in _CODES
        ]
        return sorted(found, key=lambda one: (one.transcript, one.span, one.codebook, one.code, one.coder))

    def codebook_id(self, sha256: str) -> str:
        """Return the id of the codebook that a version's hash names; the hash itself where it is unknown."""
        record = self.codebooks.get(sha256)
        return record.id if record else sha256


def fold(events: Sequence[Event]) -> State:
    """Return the state that the events, in their one order, leave behind."""
    undone = _undone(events)
    state = State(undone=undone)
    for event in events:
        if event.hash not in undone:
            _APPLY[event.kind](state, event)
    return state


def decision_data(decision: Decision, *, words: str, note: str | None, digests: Mapping[str, str]) -> dict[str, Any]:
    """Return what the log keeps of a decision: `words` is the fingerprint of what it is about, `note` a hash."""
    data: dict[str, Any] = {
        "verdict": decision.verdict.value,
        "transcript": decision.transcript,
        "revision": decision.revision,
        "span": [decision.span.start, decision.span.end],
        "code": decision.code,
        "codebook": decision.codebook,
        "words": words,
    }
    if decision.suggestions:
        data["suggestions"] = {one: digests.get(one, "") for one in decision.suggestions}
    if decision.replaces is not None:
        span, code = decision.replaces
        data["replaces"] = {"span": [span.start, span.end], "code": code}
    if note is not None:
        data["note"] = note
    return data


def _undone(events: Sequence[Event]) -> frozenset[str]:
    # Last first, so that taking back an undo brings back what it had taken.
    gone: set[str] = set()
    for event in reversed(events):
        if event.kind is EventKind.UNDO and event.hash not in gone:
            gone.add(event.data["undoes"])
    return frozenset(gone)


def _study(state: State, event: Event) -> None:
    state.study = event.data["study"]
    state.approach = Approach(event.data["approach"])


def _import(state: State, event: Event) -> None:
    data = event.data
    record = TranscriptRecord(data["transcript"], data["revision"], data["content"], data["original"], event.hash)
    state.transcripts[record.id] = record


def _participants(state: State, event: Event) -> None:
    tables = state.given if event.data["given"] else state.found
    tables.append(event.data["people"])


def _codebook(state: State, event: Event) -> None:
    data = event.data
    state.codebooks[data["sha256"]] = CodebookRecord(data["id"], data["version"], data["sha256"], data["content"])
    state.codebook = data["sha256"]


def _decision(state: State, event: Event) -> None:
    decision = _decision_from(event)
    data = event.data
    record = DecisionRecord(
        event.hash, event.at, decision, data.get("suggestions", {}), data["words"], data.get("note")
    )
    state.decisions.append(record)
    book = state.codebook_id(decision.codebook)
    if decision.replaces is not None:
        span, code = decision.replaces
        state.judgements.pop((decision.coder, decision.transcript, span, book, code), None)
    place = (decision.coder, decision.transcript, decision.span, book, decision.code)
    # Taken out first, so that the judgements stand in the order in which they were last made.
    state.judgements.pop(place, None)
    state.judgements[place] = record


def _decision_from(event: Event) -> Decision:
    data = event.data
    replaced = data.get("replaces")
    return Decision(
        coder=event.who,
        verdict=Verdict(data["verdict"]),
        transcript=data["transcript"],
        revision=data["revision"],
        span=Span(*data["span"]),
        code=data["code"],
        codebook=data["codebook"],
        suggestions=tuple(data.get("suggestions", {})),
        replaces=(Span(*replaced["span"]), replaced["code"]) if replaced else None,
    )


def _theme(state: State, event: Event) -> None:
    data = event.data
    before = state.themes.get(data["theme"])
    members = data.get("excerpts")
    state.themes[data["theme"]] = ThemeRecord(
        id=data["theme"],
        status=ThemeStatus(data["status"]),
        words=data["words"],
        excerpts=_places(members) if members is not None else before.excerpts if before else (),
        words_of=tuple(row[-1] for row in members) if members is not None else before.words_of if before else (),
        origin=data.get("origin", before.origin if before else None),
        who=event.who,
        at=event.at,
    )


def _places(members: Sequence[Sequence[Any]]) -> tuple[tuple[str, Span], ...]:
    return tuple((transcript, Span(start, end)) for transcript, _revision, start, end, _words in members)


def _nothing(_state: State, _event: Event) -> None:
    """An undo has done its work before anything is applied."""


_APPLY: dict[EventKind, Callable[[State, Event], None]] = {
    EventKind.STUDY: _study,
    EventKind.IMPORT: _import,
    EventKind.PARTICIPANTS: _participants,
    EventKind.CODEBOOK: _codebook,
    EventKind.DECISION: _decision,
    EventKind.THEME: _theme,
    EventKind.UNDO: _nothing,
}
