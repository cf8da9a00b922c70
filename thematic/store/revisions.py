"""What a revision, a placement by hand and a withdrawal do to the state: where everything stands now. Pure."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from thematic.model import Span
from thematic.store.memos import moved_memo
from thematic.store.records import Adrift, DecisionRecord, TranscriptRecord, Withdrawn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thematic.model import Decision
    from thematic.store.events import Event
    from thematic.store.records import State, ThemeRecord

    # The revision and span that something stood on.
    Origin = tuple[int, Span]

__all__ = ["Move", "carried", "is_current", "judge", "place", "revise", "withdraw"]


@dataclass(frozen=True, slots=True)
class Move:
    """Where what stood on some words of one transcript stands now.

    Attributes:
        before: the revision that was current; where it is the current one still, what is not named stays put.
        to: new span and fingerprint by revision and span.
        gone: what is nobody's to place any more.
    """

    transcript: str
    before: int
    revision: int
    to: Mapping[Origin, tuple[Span, str]]
    gone: frozenset[Origin] = frozenset()


def judge(state: State, record: DecisionRecord) -> None:
    """Let a judgement stand, last of all; adrift where it was made on a revision that is not the current one."""
    one = record.decision
    if not is_current(state, one.transcript, one.revision):
        state.adrift.append(record)
        return
    # Taken out first, so that the judgements stand in the order in which they were last made.
    state.judgements.pop(state.place_of(record), None)
    state.judgements[state.place_of(record)] = record


def carried(state: State, record: DecisionRecord) -> DecisionRecord | None:
    """Return a judgement where it stands after all that moved its words; none where they were withdrawn.

    In a copy it may have been made on an earlier revision, at the place of something that was found again since.
    """
    now: DecisionRecord | None = record
    for move in state.moves:
        now = _moved(now, move) if now is not None else None
    return now


def is_current(state: State, transcript: str, revision: int) -> bool:
    """Whether this is the revision of the transcript that stands now."""
    record = state.transcripts.get(transcript)
    return record is not None and record.revision == revision


def revise(state: State, event: Event) -> None:
    """Bring a new revision in, and move along what its anchors name; the rest is adrift."""
    _revise(state, event.data, event.hash)


def place(state: State, event: Event) -> None:
    """Put what is adrift where a person said, or let it go."""
    data = event.data
    name, (revision, *pair) = data["transcript"], data["from"]
    origin = (revision, Span(*pair))
    now = state.transcripts[name].revision
    if data["to"] is None:
        _apply(state, Move(name, now, now, {}, frozenset({origin})))
    elif data["to"][0] == now:
        _, start, end, words = data["to"]
        _apply(state, Move(name, now, now, {origin: (Span(start, end), words)}))


def withdraw(state: State, event: Event) -> None:
    """Leave out somebody's words, and everything that stood on them."""
    data = event.data
    for row in data["transcripts"]:
        _revise(state, row, event.hash)
    for tables in (state.found, state.given):
        tables[:] = [kept for kept in (data["people"].get(one, one) for one in tables) if kept is not None]
    labels, names, files = (
        tuple((salt, digest) for salt, digest in data[kind]) for kind in ("labels", "names", "files")
    )
    touched = tuple(row["transcript"] for row in data["transcripts"])
    state.withdrawn.append(Withdrawn(data["participant"], event.hash, event.at, touched, labels, names, files))
    state.erased |= dict.fromkeys(data["erased"], event.hash)
    state.rewritten |= data.get("codebooks", {})
    for sha256, book in state.codebooks.items():
        state.codebooks[sha256] = dataclasses.replace(book, content=state.rewritten.get(book.content, book.content))
    state.memos = {name: memo for name, memo in state.memos.items() if memo.words not in state.erased}
    state.summaries = {key: one for key, one in state.summaries.items() if one.words not in state.erased}


def _revise(state: State, data: Mapping[str, Any], event: str) -> None:
    record = TranscriptRecord(data["transcript"], data["revision"], data["content"], data.get("original"), event)
    if data.get("people"):
        state.found.append(data["people"])
    before = state.transcripts[record.id].revision
    state.bring_in(record)
    if record.revision < before:
        # Another copy's, made while ours went further: what stood on it is adrift, and nothing goes back.
        return
    to = {(rev, Span(start, end)): (Span(*there), words) for rev, start, end, _how, there, words in data["anchors"]}
    gone = frozenset((rev, Span(start, end)) for rev, start, end in data.get("gone", ()))
    _apply(state, Move(record.id, before, record.revision, to, gone))


def _apply(state: State, move: Move) -> None:
    state.moves.append(move)
    standing, adrift = list(state.judgements.values()), state.adrift
    moved = {record.event: _moved(record, move) for record in state.decisions}
    state.decisions = [record for record in moved.values() if record is not None]
    state.judgements, state.adrift = {}, []
    for record in (*standing, *adrift):
        now = moved[record.event]
        if now is not None:
            judge(state, now)
    state.themes = {name: _moved_theme(theme, move) for name, theme in state.themes.items()}
    state.memos = {name: moved_memo(memo, move) for name, memo in state.memos.items()}


def _moved(record: DecisionRecord, move: Move) -> DecisionRecord | None:
    one = record.decision
    origin = (one.revision, one.span)
    if one.transcript != move.transcript:
        return record
    if origin in move.gone:
        return None
    if origin not in move.to:
        return record
    span, words = move.to[origin]
    decision = dataclasses.replace(one, revision=move.revision, span=span, replaces=_replaced(one, span))
    return dataclasses.replace(record, decision=decision, words=words)


def _replaced(one: Decision, span: Span) -> tuple[Span, str] | None:
    """Return what an amended decision replaces once its words moved: known where it was the same words."""
    return (span, one.replaces[1]) if one.replaces and one.replaces[0] == one.span else None


def _moved_theme(theme: ThemeRecord, move: Move) -> ThemeRecord:
    standing = _members(theme, move.before, move.transcript)
    waiting = [one for one in theme.adrift if one.transcript == move.transcript]
    now = [_moved_member(one, move) for one in (*standing, *waiting) if (one.revision, one.span) not in move.gone]
    here = [one for one in now if one.revision == move.revision]
    others = [one for one in _members(theme) if one.transcript != move.transcript]
    placed = {(one.transcript, one.span): one for one in (*here, *others)}
    elsewhere = [one for one in theme.adrift if one.transcript != move.transcript]
    return dataclasses.replace(
        theme,
        excerpts=tuple(sorted(placed)),
        words_of=tuple(placed[place].words for place in sorted(placed)),
        origins=tuple(placed[place].origin or placed[place].span for place in sorted(placed)),
        adrift=(*elsewhere, *(one for one in now if one.revision != move.revision)),
    )


def _members(theme: ThemeRecord, revision: int = 0, transcript: str | None = None) -> list[Adrift]:
    """Return the members that stand, as those of one revision; of one transcript alone, where it is given."""
    rows = zip(theme.excerpts, theme.words_of, theme.origins, strict=True)
    members = [Adrift(name, revision, span, words, origin) for (name, span), words, origin in rows]
    return [one for one in members if transcript in {None, one.transcript}]


def _moved_member(one: Adrift, move: Move) -> Adrift:
    there = move.to.get((one.revision, one.span))
    return Adrift(one.transcript, move.revision, *there, one.origin) if there else one
