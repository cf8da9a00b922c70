"""The participants table: who speaks under which label in which session. May hold its value and its reader."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from thematic.errors import InputError, did_you_mean
from thematic.ingest.people.addresses import address_doubts, without_postcodes
from thematic.ingest.people.cases import CASE, case_from
from thematic.ingest.people.columns import Columns, columns_of
from thematic.ingest.people.homes import Home, home_from
from thematic.ingest.people.postcodes import postcode
from thematic.ingest.people.sessions import label_key, session_from, session_key
from thematic.ingest.tables import Row, Table, read_table
from thematic.ingest.talk.labels import role_of
from thematic.model import Participant, Role
from thematic.text import as_id, one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["EVERYWHERE", "Roster", "roster_from"]

# The session of a label that is the same person's in every transcript.
EVERYWHERE = ""
_WIDTH = 40


@dataclass(frozen=True, slots=True)
class Roster:
    """Who takes part in a study, and under which labels in which sessions. Empty where no table was given.

    Attributes:
        notes: what was taken for what in the table, and what was left out.
        doubts: what a person should look at before trusting the rest.
        homes: where each participant lives, by id; never stored, never shown.
        mapped: people with the labels that a person joined to them by hand, which go before the table's.
        called: what doubts call it.
    """

    participants: tuple[Participant, ...] = ()
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    homes: Mapping[str, Home] = field(default_factory=dict, repr=False)
    mapped: tuple[Participant, ...] = ()
    called: str = "the participants table"
    _places: Mapping[tuple[str, str], Participant] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        places = {
            label_key(session, speaker): participant
            for participant in (*self.participants, *self.mapped)
            for session, speaker in participant.labels
        }
        object.__setattr__(self, "_places", places)

    def who(self, session: str, speaker: str) -> Participant | None:
        """Return who speaks as `speaker` in `session`, by `label_key`, or none; a label of that session goes first."""
        found = self._places.get(label_key(session, speaker))
        return found or self._places.get(label_key(EVERYWHERE, speaker))

    def labels_in(self, session: str) -> tuple[str, ...]:
        """Return the labels that the table has for `session`, in its order; empty where it does not cover it."""
        wanted = session_key(session)
        places = (place for who in self.participants for place in who.labels)
        return tuple(speaker for place, speaker in places if session_key(place) == wanted)

    def labels_of(self, participant: Participant, session: str) -> tuple[str, ...]:
        """Return the labels that a participant has in `session`, those that are theirs everywhere included."""
        here = {session_key(session), EVERYWHERE}
        return tuple(speaker for place, speaker in participant.labels if session_key(place) in here)

    def known_in(self, session: str) -> tuple[str, ...]:
        """Return the labels that are speakers in `session` whatever they look like."""
        everybody = (*self.participants, *self.mapped)
        return tuple(label for one in everybody for label in self.labels_of(one, session))


@dataclass(slots=True)
class _Person:
    """`role` is the one written in line `line`; none where no row has one so far."""

    role: Role | None
    line: int
    attributes: dict[str, str]
    home: Home
    labels: list[tuple[str, str]] = field(default_factory=list)

    def participant(self, who: str) -> Participant:
        return Participant(who, self.role or _said(self.labels), tuple(self.labels), self.attributes)


@dataclass(slots=True)
class _Reading:
    """The table as far as it is read."""

    table: Table
    columns: Columns
    people: dict[str, _Person] = field(default_factory=dict)
    taken: dict[tuple[str, str], str] = field(default_factory=dict)
    addresses: Counter[str] = field(default_factory=Counter)

    def wrong(self, row: Row, reason: str) -> InputError:
        return InputError(self.table.name, reason, line=row.line)


def roster_from(name: str, data: bytes, *, encoding: str | None = None) -> Roster:
    """Read a participants table; see `thematic.ingest.read_roster`.

    Rows of one participant are one person with several labels; a role that no row gives is what the labels say, else
    participant. Sessions become transcripts' ids, by `session_from`.
    """
    table = read_table(name, data, encoding=encoding)
    reading = _Reading(table, columns_of(table))
    for row in table.rows:
        _take(reading, row)
    if not reading.people:
        raise InputError(name, "the table has no rows below its header")
    return Roster(
        participants=tuple(person.participant(who) for who, person in reading.people.items()),
        notes=(*table.notes, *reading.columns.notes),
        doubts=(*table.doubts, *address_doubts(reading.addresses)),
        homes={who: person.home for who, person in reading.people.items()},
    )


def _take(reading: _Reading, row: Row) -> None:
    who, place = _who_and_where(reading, row)
    _claim(reading, row, who=who, place=place)
    found = _Person(_role(reading, row), row.line, _attributes(reading, row), _home(reading, row))
    person = reading.people.setdefault(who, found)
    _agree(reading, row, who=who, known=person, found=found)
    if place not in person.labels:
        person.labels.append(place)


def _who_and_where(reading: _Reading, row: Row) -> tuple[str, tuple[str, str]]:
    columns = reading.columns
    who = _needed(reading, row, columns.participant)
    if " " in who and postcode(who):
        raise reading.wrong(row, "a postcode stands where the participant's id should. Give people ids such as P07")
    session = EVERYWHERE if columns.session is None else session_from(_needed(reading, row, columns.session))
    return who, (session, who if columns.speaker is None else _needed(reading, row, columns.speaker))


def _needed(reading: _Reading, row: Row, column: str) -> str:
    value = one_line(reading.table.cell(row, column))
    if not value:
        raise reading.wrong(row, f'the cell "{one_line(column, _WIDTH)}" is empty')
    return value


def _claim(reading: _Reading, row: Row, *, who: str, place: tuple[str, str]) -> None:
    owner = reading.taken.setdefault(label_key(*place), who)
    if owner != who:
        session, speaker = (one_line(part, _WIDTH) for part in place)
        where = f" in {session}" if session else ""
        hint = "Keep one" if session else "Keep one, or add a column session"
        raise reading.wrong(row, f'"{speaker}"{where} is both {owner} and {who}. {hint}')


def _role(reading: _Reading, row: Row) -> Role | None:
    column = reading.columns.role
    word = "" if column is None else reading.table.cell(row, column).strip().casefold()
    try:
        return Role(word) if word else None
    except ValueError:
        known = [role.value for role in Role]
        reason = f"{as_id(word)} is no role; roles are {', '.join(known)}.{did_you_mean(word, known)}"
        raise reading.wrong(row, reason) from None


def _attributes(reading: _Reading, row: Row) -> dict[str, str]:
    written = {name: one_line(reading.table.cell(row, column)) for name, column in reading.columns.attributes.items()}
    kept = without_postcodes(written, reading.addresses)
    return {name: _case(reading, row, value) if name == CASE else value for name, value in kept.items() if value}


def _case(reading: _Reading, row: Row, value: str) -> str:
    try:
        return case_from(value)
    except ValueError as error:
        raise reading.wrong(row, str(error)) from None


def _home(reading: _Reading, row: Row) -> Home:
    columns = reading.columns
    cells = ([reading.table.cell(row, title) for title in titles] for titles in (columns.postcodes, columns.areas))
    return home_from(*cells)


def _agree(reading: _Reading, row: Row, *, who: str, known: _Person, found: _Person) -> None:
    if known.role is None and found.role is not None:
        known.role, known.line = found.role, row.line
    if found.role is not None and known.role is not None and found.role is not known.role:
        reason = f"{who} is {known.role.value} in line {known.line} and {found.role.value} here. Give them one role"
        raise reading.wrong(row, reason)
    for column, value in found.attributes.items():
        if known.attributes.setdefault(column, value) != value:
            raise reading.wrong(row, f'{who} has another "{column}" in an earlier row. Make them agree')
    if not known.home.agrees(found.home):
        raise reading.wrong(row, f"{who} has another postcode or area in an earlier row. Make them agree")
    known.home = known.home.with_what(found.home)


def _said(labels: Sequence[tuple[str, str]]) -> Role:
    """Return the role that labels say: moderator where any does, unknown where all do, else participant."""
    said = {role_of(speaker) for _, speaker in labels}
    if Role.MODERATOR in said:
        return Role.MODERATOR
    return Role.UNKNOWN if said == {Role.UNKNOWN} else Role.PARTICIPANT
