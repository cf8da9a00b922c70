"""A table of survey answers: every row one turn by one participant. May hold what rows and columns mean there."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from thematic.errors import InputError
from thematic.ingest.assemble import Part, assemble
from thematic.ingest.imported import Imported, plural, source
from thematic.ingest.people.addresses import address_doubts, postcode_columns, without_postcodes
from thematic.ingest.people.sessions import safe_id
from thematic.ingest.raw import RawTurn, clean
from thematic.ingest.tables import Table, read_table
from thematic.ingest.talk.labels import role_of, speaks_role
from thematic.model import Kind, Participant, Role
from thematic.text import as_id, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["answers_from"]

_WIDTH = 60


@dataclass(frozen=True, slots=True)
class _Columns:
    text: int
    id: int | None
    participant: int | None
    attributes: tuple[tuple[int, str], ...]
    postcodes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Answer:
    turn: RawTurn
    participant: str
    attributes: dict[str, str]


@dataclass(slots=True)
class _People:
    """Attributes by participant; one whose rows differ in a column has no value for it."""

    attributes: dict[str, dict[str, str]] = field(default_factory=dict)
    differing: dict[str, set[str]] = field(default_factory=dict)

    def add(self, answer: _Answer) -> None:
        known = self.attributes.setdefault(answer.participant, answer.attributes)
        if known is not answer.attributes:
            for title in known.keys() | answer.attributes.keys():
                if known.get(title) != answer.attributes.get(title):
                    self.differing.setdefault(title, set()).add(answer.participant)

    def values(self, participant: str) -> dict[str, str]:
        return {
            title: value
            for title, value in self.attributes[participant].items()
            if participant not in self.differing.get(title, ())
        }


def answers_from(  # noqa: PLR0913  one argument a column that can be named
    name: str,
    data: bytes,
    *,
    transcript_id: str,
    text_column: str,
    id_column: str | None = None,
    participant_column: str | None = None,
    encoding: str | None = None,
) -> Imported:
    """Read a table of answers; see `thematic.ingest.read_answers`."""
    table = read_table(name, data, encoding=encoding)
    columns = _columns(table, text_column, id_column, participant_column)
    left_out: Counter[str] = Counter()
    answers = list(_answers(table, columns, transcript_id, left_out))
    if not answers:
        raise InputError(name, f'no row has words in the column "{one_line(text_column, _WIDTH)}"')
    people = _People()
    for answer in answers:
        people.add(answer)
    moderators = _moderators(answers)
    transcript = assemble(
        name,
        [answer.turn for answer in answers],
        [
            Part(Role.MODERATOR) if answer.participant in moderators else Part(participant=answer.participant)
            for answer in answers
        ],
        transcript_id=transcript_id,
        kind=Kind.ANSWERS,
    )
    notes = (*table.notes, *_notes(len(table.rows) - len(answers), people))
    asked = [answer for answer in answers if answer.participant not in moderators]
    where = source(name, name.rpartition(".")[2].lower(), table.encoding, notes)
    doubts = (
        *table.doubts,
        *_postcode_doubts(columns),
        *map(_still_there, address_doubts(left_out)),
        *_moderator_doubts(moderators),
    )
    return Imported(transcript, where, _participants(asked, people, transcript_id), doubts)


def _columns(table: Table, text: str, id_column: str | None, participant: str | None) -> _Columns:
    named = [column for column in (text, id_column, participant) if column is not None]
    others = table.others(named)
    postcodes = postcode_columns(table, others)
    return _Columns(
        text=table.column(text),
        id=None if id_column is None else table.column(id_column),
        participant=None if participant is None else table.column(participant),
        attributes=tuple((table.column(title), title) for title in others if title not in postcodes),
        postcodes=postcodes,
    )


def _answers(table: Table, columns: _Columns, transcript_id: str, left_out: Counter[str]) -> Iterator[_Answer]:
    lines: dict[str, int] = {}
    place = columns.participant
    taken = set() if place is None else {one_line(row.cells[place]) for row in table.rows}
    for number, row in enumerate(table.rows, start=1):
        text = clean(row.cells[columns.text])
        given = None if columns.id is None else one_line(row.cells[columns.id])
        if given is not None:
            _check_id(table.name, given, line=row.line, lines=lines, empty=not text)
        if text:
            named = "" if place is None else one_line(row.cells[place])
            attributes = {title: one_line(row.cells[at]) for at, title in columns.attributes}
            yield _Answer(
                RawTurn(named or None, text, None, row.line, given_id=given),
                named or _somebody(transcript_id, safe_id(given or "") or f"p{number}", taken),
                {title: value for title, value in without_postcodes(attributes, left_out).items() if value},
            )


def _somebody(transcript_id: str, row: str, taken: set[str]) -> str:
    """Return an id of somebody new, and take it: nobody else in the study has it, whatever other tables call rows."""
    wanted = f"{transcript_id}-{row}"
    who = next(who for who in _numbered(wanted) if who not in taken)
    taken.add(who)
    return who


def _numbered(wanted: str) -> Iterator[str]:
    yield wanted
    yield from (f"{wanted}-{number}" for number in itertools.count(2))


def _check_id(name: str, given: str, *, line: int, lines: dict[str, int], empty: bool) -> None:
    if not given:
        if empty:
            return
        raise InputError(name, "this row has no id in the column of ids", line=line)
    if lines.setdefault(given, line) != line:
        reason = _twice(given, lines[given])
        raise InputError(name, reason, line=line)


def _twice(given: str, line: int) -> str:
    shown = as_id(given)
    what = f"the id {shown}" if shown.startswith('"') else f"{shown} for an id"
    return f"{what} stands in line {line} too. Give every row its own"


def _notes(empty: int, people: _People) -> Iterator[str]:
    if empty:
        yield f"{empty} {'row' if empty == 1 else 'rows'} without words left out"
    for title in sorted(people.differing):
        count = len(people.differing[title])
        whom = "one participant" if count == 1 else f"{count} participants"
        yield f'"{one_line(title, _WIDTH)}" differs between the rows of {whom} and is not kept as theirs'


def _postcode_doubts(columns: _Columns) -> Iterator[str]:
    for title in columns.postcodes:
        shown = one_line(title, _WIDTH)
        yield (
            f'"{shown}" holds postcodes and is not kept as an attribute; the file itself is kept as it is. '
            "Take the column out of it, and import that instead"
        )


def _still_there(doubt: str) -> str:
    return f"{doubt}; the file itself is kept as it is"


def _moderators(answers: Sequence[_Answer]) -> dict[str, int]:
    """Return what the table calls a moderator in nothing but words of that role, beside others, and in how many rows.

    A letter alone is a participant of a table that counts them so.
    """
    counts = Counter(answer.participant for answer in answers if answer.turn.speaker)
    found = {who: count for who, count in counts.items() if len(who) > 1 and _asks(who)}
    return found if len(found) < len(counts) else {}


def _asks(label: str) -> bool:
    return speaks_role(label) and role_of(label) is Role.MODERATOR


def _moderator_doubts(moderators: Mapping[str, int]) -> Iterator[str]:
    for who, count in moderators.items():
        shown, rows = one_line(who, _WIDTH), plural(count, "row is", "rows are")
        yield f'"{shown}" was read as a moderator, by its words: {rows} not coded. If it takes part, call it otherwise'


def _participants(answers: list[_Answer], people: _People, transcript_id: str) -> tuple[Participant, ...]:
    labels: dict[str, tuple[tuple[str, str], ...]] = {}
    for answer in answers:
        speaker = answer.turn.speaker
        labels.setdefault(answer.participant, ((transcript_id, speaker),) if speaker else ())
    return tuple(Participant(who, labels=place, attributes=people.values(who)) for who, place in labels.items())
