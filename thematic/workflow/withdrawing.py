"""A participant withdraws: what would go is shown first; then their words, and all that stood on them, are erased."""

from __future__ import annotations

import dataclasses
import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from thematic.anchoring import Anchor, How, anchored
from thematic.errors import StudyError, UsageError, did_you_mean
from thematic.ingest import EVERYWHERE
from thematic.model import Role, Source, Span
from thematic.segments import plain_id
from thematic.store.codec import people_from, people_to, transcript_to
from thematic.store.events import EventKind
from thematic.text import one_line
from thematic.workflow.blanking import blanked, carried_over, label_digest
from thematic.workflow.revising import anchor_rows, next_revision, old_spans
from thematic.workflow.study import need_person

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from thematic.model import Participant, Transcript
    from thematic.store.log import Log
    from thematic.workflow.study import Act, Study

__all__ = ["ExportMade", "Going", "Withdrawal", "plan_withdrawal", "withdraw"]

_SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class Going:
    """What goes from one transcript: turns and words of theirs; all that is said in it where nobody else takes part."""

    transcript: str
    turns: int
    words: int
    whole: bool


@dataclass(frozen=True, slots=True)
class ExportMade:
    """A table that was written earlier: when, what, and the file's name; whether it holds words of theirs."""

    at: str
    what: str
    name: str
    holds_words: bool


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What goes with a participant, and what a person must see to themselves.

    Attributes:
        codings: how many codings stand on their words; `judgements` counts refusals and the unsure too.
        excerpts: for each theme, how many of its excerpts are theirs.
        mentions: ids of others' turns that call them by their label.
        exports: what was written to files, which this program cannot take back.
        compacted: whether the file was written anew afterwards; what was erased is overwritten all the same.
    """

    participant: str
    going: tuple[Going, ...]
    codings: int
    judgements: int
    excerpts: Mapping[str, int]
    mentions: tuple[str, ...]
    exports: tuple[ExportMade, ...]
    compacted: bool = True


def plan_withdrawal(study: Study, participant: str) -> Withdrawal:
    """Return what would go if this participant withdrew; changes nothing.

    Raises:
        UsageError: nobody with this id takes part.
    """
    known = [one.id for one in study.participants]
    if participant not in known:
        gone = any(one.participant == participant for one in study.state.withdrawn)
        hint = " They withdrew already." if gone else did_you_mean(participant, known)
        shown = one_line(participant, 40)
        raise UsageError(f'no participant "{shown}" takes part.{hint} See `thematic status --json`.')
    parts = list(_parts(study, participant))
    lost = {(part.old.id, span) for part in parts for revision, span in part.gone if revision == part.old.revision}
    judged = [key for key in study.state.judgements if (key[1], key[2]) in lost]
    codings = [one for one in study.state.codings() if (one.transcript, one.span) in lost]
    themes = {one.id: sum(place in lost for place in one.excerpts) for one in study.own_themes}
    return Withdrawal(
        participant=participant,
        going=tuple(part.going() for part in parts),
        codings=len(codings),
        judgements=len(judged),
        excerpts={name: count for name, count in themes.items() if count},
        mentions=tuple(_mentions(study, participant)),
        exports=tuple(_exports(study, participant)),
    )


def withdraw(study: Study, participant: str, *, act: Act) -> Withdrawal:
    """Erase a participant's words from the study, and all that stood on them. It cannot be taken back.

    Erased are every revision and original file of the transcripts they speak in, their row in every table of people,
    notes on judgements of their words, and all suggestions, candidates and vectors, which can be made anew. The log
    keeps the ids and places of what was decided, and fingerprints that nobody can try any more.

    Raises:
        UsageError: nobody with this id takes part, or nobody is named who does it.
    """
    need_person(act, "withdraws them")
    with study.writing() as log:
        plan = plan_withdrawal(study, participant)
        parts = list(_parts(study, participant))
        people, old_people = _people_without(study, log, participant)
        texts = {*old_people, *(digest for part in parts for digest in part.texts()), *_notes(study, parts)}
        event = {
            "participant": participant,
            "transcripts": [part.write(log) for part in parts],
            "people": people,
            "labels": _labels(study, participant),
            "erased": sorted(texts),
        }
        log.append(EventKind.WITHDRAWAL, event, at=act.at, who=act.who)
        log.erase(texts)
        study.store.runs.forget()
    return dataclasses.replace(plan, compacted=_compacted(study))


def _compacted(study: Study) -> bool:
    try:
        study.store.file.compact()
    except StudyError:
        # The words are gone by then; only the room they took is still there, as noughts.
        return False
    return True


class _Part:
    """One transcript that they speak in, before and after."""

    def __init__(self, study: Study, old: Transcript, participant: str) -> None:
        self._study = study
        self.old = old
        self._theirs = [turn.number for turn in old.turns if turn.participant == participant]
        others = any(turn.participant != participant and turn.role is not Role.MODERATOR for turn in old.turns)
        # With nobody else in it, even the questions say what the answers were.
        self._numbers = self._theirs if others else [turn.number for turn in old.turns]
        self.new = dataclasses.replace(blanked(old, self._numbers), revision=next_revision(study, old.id))
        self._participant = participant
        self.gone: list[tuple[int, Span]] = []
        self.anchors: list[tuple[int, Anchor]] = []
        for revision, spans in sorted(old_spans(study.state, old.id).items()):
            for span in sorted(spans):
                self._sort(revision, span)

    def _sort(self, revision: int, span: Span) -> None:
        """Say of one span whether it stands on their words, and where it stands without them."""
        if revision == self.old.revision:
            place = carried_over(self.old, self.new, span)
            anchor = Anchor(span, How.EXACT if place else How.NEEDS_YOU, place)
        else:
            earlier = self._study.revision(self.old.id, revision)
            touched = [turn for turn in earlier.turns if turn.span.overlaps(span)] if earlier else []
            if earlier is None or any(turn.participant == self._participant for turn in touched):
                self.gone.append((revision, span))
                return
            (anchor,) = anchored(earlier, self.new, [span])
        if anchor.place is not None:
            self.anchors.append((revision, anchor))
        elif revision == self.old.revision:
            self.gone.append((revision, span))

    def going(self) -> Going:
        turns = [turn for turn in self.old.turns if turn.number in self._numbers]
        words = sum(len(self.old.words_at(turn.span).split()) for turn in turns)
        return Going(self.old.id, len(turns), words, whole=self._numbers != self._theirs)

    def texts(self) -> Iterator[str]:
        """Yield the hash of every text of this transcript that was ever stored, taken back or not."""
        for event in self._study.store.log.events():
            rows = event.data.get("transcripts", [event.data])
            for row in rows if event.kind in {EventKind.IMPORT, EventKind.REVISION, EventKind.WITHDRAWAL} else ():
                if row["transcript"] == self.old.id:
                    yield from filter(None, (row["content"], row.get("original")))

    def write(self, log: Log) -> dict[str, Any]:
        """Keep the text without them, and return what the log says of it."""
        # The name of the file, and what was noted when it was read, may name people.
        content = log.put(transcript_to(self.new, Source(self.old.id, "withdrawal")))
        return {
            "transcript": self.old.id,
            "revision": self.new.revision,
            "revises": self.old.revision,
            "content": content,
            "anchors": anchor_rows(log, content, self.new, self.anchors),
            "gone": [[revision, span.start, span.end] for revision, span in self.gone],
        }


def _parts(study: Study, participant: str) -> Iterator[_Part]:
    for transcript in study.transcripts.values():
        if any(turn.participant == participant for turn in transcript.turns):
            yield _Part(study, transcript, participant)


def _people_without(study: Study, log: Log, participant: str) -> tuple[dict[str, str | None], list[str]]:
    """Return for each table of people that names them the one without, and the hashes of those that go.

    A label that is theirs by a later table stands in an earlier one under another id: it goes there too.
    """
    instead: dict[str, str | None] = {}
    for digest in study.state.people:
        people = people_from(log.get(digest))
        others = [other for one in people if (other := _without(study, one, participant)) is not None]
        if others != list(people):
            instead[digest] = log.put(people_to(others)) if others else None
    return instead, [*instead, *_people_taken_back(study)]


def _people_taken_back(study: Study) -> Iterator[str]:
    """Yield tables of people that came with a revision which was taken back: they may name anybody."""
    for event in study.store.log.events():
        if event.kind is EventKind.REVISION and event.hash in study.state.undone and event.data["people"]:
            yield event.data["people"]


def _without(study: Study, one: Participant, participant: str) -> Participant | None:
    """Return somebody of a table without the labels that are the participant's; none where nothing is left of them."""
    voices = ((label, study.people.who(*label)) for label in one.labels)
    labels = tuple(label for label, voice in voices if voice is None or voice.participant != participant)
    if one.id == participant or (one.labels and not labels):
        return None
    return dataclasses.replace(one, labels=labels)


def _labels(study: Study, participant: str) -> list[list[str]]:
    """Return salted hashes of the labels they had, by which a later file that holds their words is known."""
    person = next(one for one in study.participants if one.id == participant)
    salts = [(secrets.token_hex(_SALT_BYTES), label) for label in person.labels]
    return [[salt, label_digest(salt, *label)] for salt, label in salts]


def _notes(study: Study, parts: Sequence[_Part]) -> Iterator[str]:
    gone = {(part.old.id, revision, span) for part in parts for revision, span in part.gone}
    for record in study.state.decisions:
        one = record.decision
        if record.note and (one.transcript, one.revision, one.span) in gone:
            yield record.note


def _mentions(study: Study, participant: str) -> Iterator[str]:
    """Yield others' turns in the same sessions that hold one of their labels as a word."""
    person = next(one for one in study.participants if one.id == participant)
    for transcript, label in _places(study, person):
        word = re.compile(rf"(?<!\w){re.escape(label)}(?!\w)", re.IGNORECASE)
        for turn in transcript.turns:
            if turn.participant != participant and word.search(transcript.words_at(turn.span)):
                yield plain_id(transcript, turn)


def _places(study: Study, person: Participant) -> Iterator[tuple[Transcript, str]]:
    """Yield each of a person's labels with each transcript it holds in."""
    for session, label in person.labels:
        yield from ((one, label) for name, one in study.transcripts.items() if session in {name, EVERYWHERE})


def _exports(study: Study, participant: str) -> Iterator[ExportMade]:
    for at, made in study.store.runs.exports():
        yield ExportMade(at, made["what"], made["name"], participant in made["participants"])
