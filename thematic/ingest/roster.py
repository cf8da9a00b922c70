"""The participants table: who speaks under which label in which session. May hold its value and its reader."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from thematic.errors import InputError, did_you_mean
from thematic.ingest.labels import key
from thematic.ingest.tables import Row, Table, read_table
from thematic.model import Participant, Role
from thematic.text import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Roster", "roster_from"]

_REQUIRED = ("participant", "session", "speaker")
_NOT_ATTRIBUTES = (*_REQUIRED, "role")
_WIDTH = 40


@dataclass(frozen=True, slots=True)
class Roster:
    """Who takes part in a study, and under which labels in which sessions. Empty where no table was given."""

    participants: tuple[Participant, ...] = ()
    _places: Mapping[tuple[str, str], Participant] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        places = {
            (_folded(session), key(speaker)): participant
            for participant in self.participants
            for session, speaker in participant.labels
        }
        object.__setattr__(self, "_places", places)

    def who(self, session: str, speaker: str) -> Participant | None:
        """Return who speaks as `speaker` in `session`, case and outer spaces left aside, or none."""
        return self._places.get((_folded(session), key(speaker)))

    def labels_in(self, session: str) -> tuple[str, ...]:
        """Return the labels that the table has for `session`, in its order; empty where it does not cover it."""
        folded = _folded(session)
        return tuple(speaker for who in self.participants for place, speaker in who.labels if _folded(place) == folded)


@dataclass(slots=True)
class _Person:
    role: Role
    line: int
    attributes: dict[str, str]
    labels: list[tuple[str, str]]


def roster_from(name: str, data: bytes, *, encoding: str | None = None) -> Roster:
    """Read a participants table, CSV or TSV, with the columns participant, session, speaker and perhaps role.

    Every other column is an attribute. Rows of one participant are one person with several labels.

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
    return Roster(
        tuple(Participant(who, person.role, tuple(person.labels), person.attributes) for who, person in people.items())
    )


def _take(table: Table, row: Row, people: dict[str, _Person], taken: dict[tuple[str, str], str]) -> None:
    who, session, speaker = (one_line(table.cell(row, column)) for column in _REQUIRED)
    for column, value in zip(_REQUIRED, (who, session, speaker), strict=True):
        if not value:
            raise InputError(table.name, f'the cell "{column}" is empty', line=row.line)
    _claim(table.name, row.line, who=who, place=(session, speaker), taken=taken)
    role, attributes = _role(table, row), _attributes(table, row)
    if who not in people:
        people[who] = _Person(role, row.line, attributes, [])
    _agree(table.name, row.line, who=who, known=people[who], role=role, attributes=attributes)
    if (session, speaker) not in people[who].labels:
        people[who].labels.append((session, speaker))


def _claim(name: str, line: int, *, who: str, place: tuple[str, str], taken: dict[tuple[str, str], str]) -> None:
    owner = taken.setdefault((_folded(place[0]), key(place[1])), who)
    if owner != who:
        speaker, session = (one_line(part, _WIDTH) for part in reversed(place))
        raise InputError(name, f'"{speaker}" in {session} is both {owner} and {who}. Keep one', line=line)


def _role(table: Table, row: Row) -> Role:
    word = table.cell(row, "role").strip().casefold() if table.has("role") else ""
    try:
        return Role(word) if word else Role.PARTICIPANT
    except ValueError:
        known = [role.value for role in Role]
        reason = f'"{one_line(word, _WIDTH)}" is no role; roles are {", ".join(known)}.{did_you_mean(word, known)}'
        raise InputError(table.name, reason, line=row.line) from None


def _attributes(table: Table, row: Row) -> dict[str, str]:
    found = {column: one_line(table.cell(row, column)) for column in table.others(_NOT_ATTRIBUTES)}
    return {column: value for column, value in found.items() if value}


def _agree(  # noqa: PLR0913  one row against what is known
    name: str, line: int, *, who: str, known: _Person, role: Role, attributes: dict[str, str]
) -> None:
    if role is not known.role:
        reason = f"{who} is {known.role.value} in line {known.line} and {role.value} here. Give them one role"
        raise InputError(name, reason, line=line)
    for column, value in attributes.items():
        if known.attributes.setdefault(column, value) != value:
            raise InputError(name, f'{who} has another "{column}" in an earlier row. Make them agree', line=line)


def _folded(session: str) -> str:
    return " ".join(session.split()).casefold()
