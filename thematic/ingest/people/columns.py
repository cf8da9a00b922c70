"""Which column of a participants table holds what, by its header or its values. May hold those rules, and no rows.

A column called as the contract says (participant, session, speaker, role) is always that; others are taken for one of
these only where none is called so, and a note says it.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from thematic.errors import InputError
from thematic.ingest.people.addresses import postcode_columns
from thematic.ingest.people.postcodes import is_lsoa_header
from thematic.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from thematic.ingest.tables import Table

__all__ = ["Columns", "columns_of"]

_WIDTH = 40
_NEARLY = 0.85
# What else a column may be called, the likeliest first; two of one rank are no choice for a program.
_ALSO = {
    "participant": (
        frozenset({"participantid", "participantno", "participantnumber", "participantcode", "pid", "respondentid"}),
        frozenset({"id", "respondent", "interviewee"}),
    ),
    "session": (
        frozenset({"sessionid", "transcript", "transcriptid", "file", "filename"}),
        frozenset({"group", "focusgroup", "interview"}),
    ),
    "speaker": (frozenset({"speakerlabel", "speakername", "label"}), frozenset({"name"})),
    "role": (),
}


@dataclass(frozen=True, slots=True)
class Columns:
    """The titles of a participants table by what they hold.

    Attributes:
        session: none where a label is the same person's everywhere; likewise `speaker`, where the id is the label.
        attributes: titles by the name under which their values are kept.
        postcodes: columns that are never kept; likewise `areas`, codes of areas of some 1,500 people.
        notes: what was taken for what, and what was left out.
    """

    participant: str
    session: str | None
    speaker: str | None
    role: str | None
    attributes: dict[str, str]
    postcodes: tuple[str, ...]
    areas: tuple[str, ...]
    notes: tuple[str, ...] = field(default=())


def columns_of(table: Table) -> Columns:
    """Return what the columns of a participants table hold.

    Raises:
        InputError: none can be the participants' ids, or two could be the same thing.
    """
    found = {wanted: _found(table, wanted) for wanted in _ALSO}
    rest = table.others(title for title in found.values() if title is not None)
    postcodes = postcode_columns(table, rest)
    areas = tuple(title for title in rest if is_lsoa_header(title))
    return Columns(
        participant=found["participant"] or table.header[table.column("participant")],
        session=found["session"],
        speaker=found["speaker"],
        role=found["role"],
        attributes={_called(title): title for title in rest if title not in {*postcodes, *areas}},
        postcodes=postcodes,
        areas=areas,
        notes=(*_taken(found), *_open(found), *_left_out(postcodes, areas)),
    )


def _found(table: Table, wanted: str) -> str | None:
    if table.has(wanted):
        return table.header[table.column(wanted)]
    _refuse_misspelt(table, wanted)
    for names in _ALSO[wanted]:
        titles = [title for title in table.header if _letters(title) in names]
        if len(titles) > 1:
            reason = f'{_listed(titles)} could all be the "{wanted}". Rename one to {wanted}'
            raise InputError(table.name, reason, line=1)
        if titles:
            return titles[0]
    return None


def _refuse_misspelt(table: Table, wanted: str) -> None:
    """Raise where a column is called nearly as the contract says: `sesion` left aside would join the wrong people."""
    titles = [
        title.casefold() for title in table.header if not any(_letters(title) in names for names in _ALSO[wanted])
    ]
    if difflib.get_close_matches(wanted, titles, n=1, cutoff=_NEARLY):
        table.column(wanted)


def _called(title: str) -> str:
    """Return the name an attribute is kept under: a case is always `case`, whatever its capitals."""
    return "case" if _letters(title) == "case" else title


def _taken(found: dict[str, str | None]) -> Iterator[str]:
    for wanted, title in found.items():
        if title is not None and title.casefold() != wanted:
            yield f'the column "{one_line(title, _WIDTH)}" was read as the {wanted}'


def _open(found: dict[str, str | None]) -> Iterator[str]:
    if found["speaker"] is None:
        yield "there is no column for the speaker: each participant's id is taken for their label"
    if found["session"] is None:
        yield "there is no column for the session: a label is taken for the same person in every transcript"


def _left_out(postcodes: Iterable[str], areas: Iterable[str]) -> Iterator[str]:
    for title in postcodes:
        yield f'the column "{one_line(title, _WIDTH)}" was left out: postcodes are never kept'
    for title in areas:
        yield f'the column "{one_line(title, _WIDTH)}" was left out: areas as small as these are never kept'


def _listed(titles: Iterable[str]) -> str:
    return " and ".join(f'"{one_line(title, _WIDTH)}"' for title in titles)


def _letters(title: str) -> str:
    return "".join(letter for letter in title.casefold() if letter.isalnum())
