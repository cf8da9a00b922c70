"""Where somebody is in a study: every stored revision that holds their words, every table that names them.

What was taken back counts too: it is stored, and could be brought back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from thematic.ingest import EVERYWHERE, label_key
from thematic.model import Role, Span
from thematic.segments import plain_id
from thematic.store.codec import people_from, themes_from, transcript_from, words_from
from thematic.store.events import EventKind
from thematic.store.memos import TargetKind, target_from

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from thematic.model import Participant, Transcript, Turn
    from thematic.store.events import Event
    from thematic.store.memos import Target
    from thematic.workflow.study import Study

__all__ = ["Noted", "Stored", "Traces"]

# Where an event of a kind names what a coder wrote.
_NOTES = {
    EventKind.DECISION: "note",
    EventKind.MEMO: "words",
    EventKind.CODEBOOK: "note",
    EventKind.SUMMARY: "words",
}
_TEXTS = frozenset({EventKind.IMPORT, EventKind.REVISION, EventKind.WITHDRAWAL})


@dataclass(frozen=True, slots=True)
class Stored:
    """One stored text of a transcript, roles and participants filled in, with the hashes that hold it."""

    text: Transcript
    content: str
    original: str | None


@dataclass(frozen=True, slots=True)
class Noted:
    """A coder's note or memo: the event that names it, its text's hash, and whether it is about words of theirs."""

    event: Event
    words: str
    theirs: bool


class Traces:
    """All that a study holds of one participant."""

    def __init__(self, study: Study, participant: str) -> None:
        """Look through the whole log, what was taken back included."""
        self._study = study
        self.participant = participant
        self.events = study.store.log.events()
        self.erased = study.state.erased
        self.stored = [one for event in self.events for one in self._texts(event.kind, event.data)]

    def _texts(self, kind: EventKind, data: Mapping[str, Any]) -> Iterator[Stored]:
        for row in data.get("transcripts", [data]) if kind in _TEXTS else ():
            if row["content"] not in self._study.state.erased:
                raw, _source = transcript_from(self._study.store.log.get(row["content"]))
                yield Stored(self._study.people.named(raw), row["content"], row.get("original"))

    def known(self) -> bool:
        """Whether the study holds anything of them."""
        return bool(self.transcripts or any(one.id == self.participant for _, table in self.tables for one in table))

    def are_theirs(self, turn: Turn) -> bool:
        """Whether they speak a turn."""
        return turn.participant == self.participant

    @cached_property
    def transcripts(self) -> list[str]:
        """The ids of the transcripts of which any stored text holds words of theirs, in order."""
        return sorted({one.text.id for one in self.stored if any(map(self.are_theirs, one.text.turns))})

    @cached_property
    def tables(self) -> list[tuple[str, tuple[Participant, ...]]]:
        """Every table of people that is stored, by its hash."""
        erased = self._study.state.erased
        digests = [event.data.get("people") for event in self.events if event.kind is not EventKind.WITHDRAWAL]
        given = {one for one in (*digests, *self._study.state.people) if isinstance(one, str) and one not in erased}
        return [(digest, people_from(self._study.store.log.get(digest))) for digest in sorted(given)]

    @cached_property
    def labels(self) -> list[tuple[str, str]]:
        """Their labels, each with the session it holds in, by any table or by the texts themselves."""
        tables = {place for _, table in self.tables for one in table for place in one.labels if self._has(one, place)}
        spoken = {
            (one.text.id, turn.speaker)
            for one in self.stored
            for turn in one.text.turns
            if turn.speaker and self.are_theirs(turn)
        }
        return sorted(tables | spoken)

    def _has(self, one: Participant, place: tuple[str, str]) -> bool:
        """Whether a label of a table is theirs: by the last word on it, or where nobody has it, by that table."""
        voice = self._study.people.who(*place)
        return voice.participant == self.participant if voice else one.id == self.participant

    def owns(self, label: tuple[str, str]) -> bool:
        """Whether a label in a session is among theirs."""
        return label_key(*label) in {label_key(*one) for one in self.labels}

    def notes(self) -> Iterator[Noted]:
        """Yield each coder's note on a decision and each version of each memo, whatever became of it."""
        nothing = {None, *self._study.state.erased}
        for event in self.events:
            field = _NOTES.get(event.kind, "")
            if event.data.get(field) not in nothing:
                yield Noted(event, event.data[field], self._is_about(event))

    def _is_about(self, event: Event) -> bool:
        """Whether an event is about words of theirs, or about them."""
        data = event.data
        match event.kind:
            case EventKind.DECISION:
                place = (data["transcript"], data["revision"], Span(*data["span"]))
                return self._are_on_theirs([place, *self._standing.get(event.hash, ())])
            case EventKind.MEMO if "target" in data:
                return self._is_on_them(event.hash, target_from(data["target"]))
            case EventKind.SUMMARY:
                return data["case"] in self.ids or self._have_all_of(data["case"])
            case EventKind.MEMO:
                return self._is_about(self._by_hash[data["memo"]])
            case _:
                return False

    def _is_on_them(self, memo: str, target: Target) -> bool:
        match target.kind:
            case TargetKind.PARTICIPANT:
                return target.id in self.ids
            case TargetKind.TRANSCRIPT:
                return self._have_all_of(target.id)
            case TargetKind.EVENT:
                return target.id in self._by_hash and self._is_about(self._by_hash[target.id])
            case TargetKind.SPAN:
                standing = self._study.state.memos.get(memo)
                targets = [target, *([standing.target] if standing else [])]
                return self._are_on_theirs([(one.id, one.revision, one.span) for one in targets if one.span])
            case _:
                return False

    def _are_on_theirs(self, places: Sequence[tuple[str, int, Span]]) -> bool:
        """Whether one of these places holds words of theirs; so it is taken where no text of them is left."""
        known = [
            (self._texts_by[name, number], span) for name, number, span in places if (name, number) in self._texts_by
        ]
        return not known or any(self.touched(text, span) for text, span in known)

    def _have_all_of(self, name: str) -> bool:
        """Whether nobody else takes part in a transcript, as in an interview."""
        texts = [one.text for one in self.stored if one.text.id == name]
        turns = [turn for text in texts for turn in text.turns if turn.role is not Role.MODERATOR and turn.participant]
        return bool(turns) and all(map(self.are_theirs, turns))

    @cached_property
    def _standing(self) -> dict[str, list[tuple[str, int, Span]]]:
        """Where each decision stands now."""
        decisions = ((record.event, record.decision) for record in self._study.state.decisions)
        return {event: [(one.transcript, one.revision, one.span)] for event, one in decisions}

    @cached_property
    def _by_hash(self) -> dict[str, Event]:
        return {event.hash: event for event in self.events}

    @cached_property
    def _texts_by(self) -> dict[tuple[str, int], Transcript]:
        return {(one.text.id, one.text.revision): one.text for one in self.stored}

    @cached_property
    def ids(self) -> frozenset[str]:
        """Every id they ever had: that of a row all of whose labels are theirs, too."""
        rows = (one for _, table in self.tables for one in table if one.labels and all(map(self.owns, one.labels)))
        return frozenset({self.participant, *(one.id for one in rows)})

    def origins(self) -> Iterator[str]:
        """Yield what the machine said of candidates that held words of theirs: its terms are such words."""
        for event in self.events:
            changes = (event.data, *event.data.get("also", ())) if event.kind is EventKind.THEME else ()
            digests = [one["origin"] for one in changes if one.get("origin") and one["origin"] not in self.erased]
            for digest in digests:
                if self.participant in themes_from(self._study.store.log.get(digest).decode())[0].participants:
                    yield digest

    def mentions(self) -> Iterator[str]:
        """Yield what else names them: others' turns, notes on others' words, names and concepts of themes."""
        for transcript in self._study.transcripts.values():
            for turn in transcript.turns:
                if not self.are_theirs(turn) and self._is_named(transcript.words_at(turn.span), transcript.id):
                    yield plain_id(transcript, turn)
        for one in self.notes():
            words = words_from(self._study.store.log.get(one.words)).values()
            if not one.theirs and self._is_named(" ".join(words)):
                kind = "memo" if one.event.kind is EventKind.MEMO else "note"
                yield f"a {kind} (event {one.event.hash[:10]})"
        for theme in self._study.own_themes:
            if self._is_named(f"{theme.name} {theme.concept} {theme.boundary}"):
                yield f"the words of {theme.id}"

    def _is_named(self, words: str, session: str | None = None) -> bool:
        names = {label for place, label in self.labels if session is None or place in {session, EVERYWHERE}}
        return any(re.search(rf"(?<!\w){re.escape(one)}(?!\w)", words, re.IGNORECASE) for one in names)

    def touched(self, text: Transcript, span: Span) -> bool:
        """Whether a span of a text holds words of theirs."""
        return any(turn.span.overlaps(span) for turn in text.turns if self.are_theirs(turn))
