"""The participants table: who speaks under which label in which session. May hold its value and its reader."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from thematic.errors import InputError, did_you_mean
from thematic.ingest.labels import role_of
from thematic.ingest.sessions import label_key, session_from, session_key
from thematic.ingest.tables import Row, Table, read_table
from thematic.model import Participant, Role
from thematic.text import as_id, one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Roster", "roster_from"]

_REQUIRED = ("participant", "session", "speaker")
_NOT_ATTRIBUTES = (*_REQUIRED, "role")
_WIDTH = 40


@dataclass(frozen=True, slots=True)
class Roster:
    """Who takes part in a study, and under which labels in which sessions. Empty where no table was given.

    Attributes:
        called: what doubts call it.
    """

    participants: tuple[Participant, ...] = ()
    called: str = "the participants table"
    _places: Mapping[tuple[str, str], Participant] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        places = {
            label_key(session, speaker): participant
            for participant in self.participants
            for session, speaker in participant.labels
        }
        object.__setattr__(self, "_places", places)

    def who(self, session: str, speaker: str) -> Participant | None:
        """Return who speaks as `speaker` in `session`, by `label_key`, or none."""
        return self._places.get(label_key(session, speaker))

    def labels_in(self, session: str) -> tuple[str, ...]:
        """Return the labels that the table has for `session`, in its order; empty where it does not cover it."""
        wanted = session_key(session)
        places = (place for who in self.participants for place in who.labels)
        return tuple(speaker for place, speaker in places if session_key(place) == wanted)


@dataclass(slots=True)
class _Person:
    """`role` is the one written in line `line`; none where no row has one so far."""

    role: Role | None
    line: int
    attributes: dict[str, str]
    labels: list[tuple[str, str]]

    def participant(self, who: str) -> Participant:
        return Participant(who, self.role or _said(self.labels), tuple(self.labels), self.attributes)


def roster_from(name: str, data: bytes, *, encoding: str | None = None) -> Roster:
    """Read a participants table, CSV or TSV, with the columns participant, session, speaker and perhaps role.

    Every other column is an attribute. Rows of one participant are one person with several labels; a role that no row
    gives is what the labels say, else participant. Sessions become transcripts' ids, by `session_from`.

    Raises:
        InputError: a column is missing, a required cell empty, a role unknown, a label given to two people, or two rows
            of one participant disagree.
    """
    table = read_table(name, data, encoding=encoding)
    for column in _REQUIRED:
        table.column(column)
    people: dict[str, _Person] = {}
    taken: dict[tuple[str, str], str] = {}
    for row in table.rows:
        _take(table, row, people, taken)
    if not people:
        raise InputError(name, "the table has no rows below its header")
    return Roster(tuple(person.participant(who) for who, person in people.items()))


def _take(table: Table, row: Row, people: dict[str, _Person], taken: dict[tuple[str, str], str]) -> None:
    who, session, speaker = (one_line(table.cell(row, column)) for column in _REQUIRED)
    for column, value in zip(_REQUIRED, (who, session, speaker), strict=True):
        if not value:
            raise InputError(table.name, f'the cell "{column}" is empty', line=row.line)
    session = session_from(session)
    _claim(table.name, row.line, who=who, place=(session, speaker), taken=taken)
    role, attributes = _role(table, row), _attributes(table, row)
    if who not in people:
        people[who] = _Person(role, row.line, attributes, [])
    _agree(table.name, row.line, who=who, known=people[who], role=role, attributes=attributes)
    if (session, speaker) not in people[who].labels:
        people[who].labels.append((session, speaker))


def _claim(name: str, line: int, *, who: str, place: tuple[str, str], taken: dict[tuple[str, str], str]) -> None:
    owner = taken.setdefault(label_key(*place), who)
    if owner != who:
        speaker, session = (one_line(part, _WIDTH) for part in reversed(place))
        raise InputError(name, f'"{speaker}" in {session} is both {owner} and {who}. Keep one', line=line)


def _role(table: Table, row: Row) -> Role | None:
    word = table.cell(row, "role").strip().casefold() if table.has("role") else ""
    try:
        return Role(word) if word else None
    except ValueError:
        known = [role.value for role in Role]
        reason = f"{as_id(word)} is no role; roles are {', '.join(known)}.{did_you_mean(word, known)}"
        raise InputError(table.name, reason, line=row.line) from None


def _attributes(table: Table, row: Row) -> dict[str, str]:
    found = {column: one_line(table.cell(row, column)) for column in table.others(_NOT_ATTRIBUTES)}
    return {column: value for column, value in found.items() if value}


def _agree(  # noqa: PLR0913  one row against what is known
    name: str, line: int, *, who: str, known: _Person, role: Role | None, attributes: dict[str, str]
) -> None:
    if known.role is None and role is not None:
        known.role, known.line = role, line
    if role is not None and known.role is not None and role is not known.role:
        reason = f"{who} is {known.role.value} in line {known.line} and {role.value} here. Give them one role"
        raise InputError(name, reason, line=line)
    for column, value in attributes.items():
        if known.attributes.setdefault(column, value) != value:
            raise InputError(name, f'{who} has another "{column}" in an earlier row. Make them agree', line=line)


def _said(labels: Sequence[tuple[str, str]]) -> Role:
    """Return the role that labels say: moderator where any does, unknown where all do, else participant."""
    said = {role_of(speaker) for _, speaker in labels}
    if Role.MODERATOR in said:
        return Role.MODERATOR
    return Role.UNKNOWN if said == {Role.UNKNOWN} else Role.PARTICIPANT
