"""Deciles of deprivation for participants, from a table that the user supplies; postcodes go in and never come out.

The English Indices of Deprivation rank the Lower-layer Super Output Areas of England, 1 the most deprived, and divide
them into ten groups of one size: 32,844 areas of 2011 in the editions of 2015 and 2019, 33,755 areas of 2021 in that of
2025 (MHCLG, English indices of deprivation 2025: statistical release, 30 October 2025). Where a table has ranks alone,
the decile is ten times the rank by the number of areas, rounded up. May hold that join and what is said of it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from thematic.errors import InputError
from thematic.ingest.imported import plural
from thematic.ingest.limits import MOST_BYTES
from thematic.ingest.people.imd_layout import Layout, layout_of
from thematic.ingest.people.imd_rows import Lookup
from thematic.ingest.people.postcodes import nation
from thematic.ingest.tables import read_table
from thematic.model import Role
from thematic.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from thematic.ingest.people.homes import Home
    from thematic.ingest.people.roster import Roster

__all__ = ["DECILE", "EDITION", "HEALTH", "with_deprivation"]

DECILE, HEALTH, EDITION = "imd_decile", "health_decile", "imd_edition"
_NOT_STATED = "not stated"
# Said of whoever is looked up: an earlier table's decile is of an earlier home.
_NONE_NOW = {DECILE: "", HEALTH: "", EDITION: ""}
_AREAS = {"2015": 32_844, "2019": 32_844, "2025": 33_755}
_MOST_BEFORE_2025 = 32_844
_NATIONS = {
    "E": "England", "W": "Wales", "S": "Scotland", "N": "Northern Ireland", "L": "Channel Islands", "M": "Isle of Man",
}  # fmt: skip
_MOST_IDS = 12
_LONGEST = 7


@dataclass(frozen=True, slots=True)
class _Place:
    """What the table has for one postcode or area; none where its cell holds no such number."""

    decile: int | None
    rank: int | None
    health: int | None
    nation: str | None
    ended: bool


def with_deprivation(roster: Roster, name: str, chunks: Iterable[bytes], *, edition: str | None = None) -> Roster:
    """Return the roster with each participant's deciles, empty where there is none, and without where anybody lives.

    Args:
        roster: as it was read, with the homes that the table of participants gives.
        name: the table of deprivation, as the user called it; its suffix says whether it is .xlsx.
        chunks: its bytes, of any length in all: they are read once, and only the wanted rows are kept.
        edition: one of `EDITIONS`, where the user says it.

    Raises:
        InputError: the table is not of a layout that is known, or the participants' table has nothing to look up.
    """
    homes = {one.id: roster.homes[one.id] for one in roster.participants if one.role is Role.PARTICIPANT}
    _refuse_nothing_to_do(roster, name, homes)
    lookup = Lookup(name, _as_csv(name, chunks))
    layout = layout_of(name, lookup.header, by_area=not any(home.postcode for home in homes.values()), edition=edition)
    codes = {who: home.area if layout.by_area else home.postcode for who, home in homes.items()}
    _refuse_other_places(name, layout, codes)
    rows = lookup.rows(layout.key, {code for code in codes.values() if code})
    places = {code: _place(layout, cells) for code, cells in rows}
    found = {who: places[code] for who, code in codes.items() if code in places}
    edition = layout.edition or _edition_by_rank(found.values())
    deciles = {who: values for who, place in found.items() if (values := _attributes(place, edition))}
    kept = {who: {**_NONE_NOW, **deciles.get(who, {})} for who in homes}
    return replace(
        roster,
        participants=tuple(
            replace(one, attributes={**one.attributes, **kept.get(one.id, {})}) for one in roster.participants
        ),
        notes=(*roster.notes, *_notes(deciles, found, edition, len(homes))),
        doubts=(*roster.doubts, *_doubts(_sorted_out(homes, codes, found, deciles)), *_edition_doubt(edition)),
        homes={},
    )


def _refuse_nothing_to_do(roster: Roster, name: str, homes: Mapping[str, Home]) -> None:
    if not any(home.postcode or home.area for home in homes.values()):
        raise InputError(name, "the table of participants has no whole postcode and no LSOA code to look up in it")
    taken = {title for one in roster.participants for title in one.attributes if title.casefold() in {DECILE, EDITION}}
    if taken:
        raise InputError(name, f'the table of participants has "{min(taken)}" already. Leave out that column or --imd')


def _refuse_other_places(name: str, layout: Layout, codes: Mapping[str, str]) -> None:
    if layout.by_area and not any(codes.values()):
        reason = "it goes by LSOA codes, and the table of participants has postcodes. Use the ONS Postcode Directory"
        raise InputError(name, reason, line=1)


def _as_csv(name: str, chunks: Iterable[bytes]) -> Iterable[bytes]:
    """Return the chunks of a text file as they are, and those of a workbook as lines of one."""
    if not name.casefold().endswith(".xlsx"):
        return chunks
    table = read_table(name, _whole(chunks))
    return (_line(cells) for cells in (table.header, *(row.cells for row in table.rows)))


def _whole(chunks: Iterable[bytes]) -> bytes:
    """Return the chunks put together, no more of them than it takes for `read_table` to refuse their size."""
    data = bytearray()
    for chunk in chunks:
        data += chunk
        if len(data) > MOST_BYTES:
            break
    return bytes(data)


def _line(cells: Sequence[str]) -> bytes:
    quoted = (one_line(cell).replace('"', '""') for cell in cells)
    return ",".join(f'"{cell}"' for cell in quoted).encode() + b"\n"


def _place(layout: Layout, cells: Sequence[str]) -> _Place:
    area = _cell(cells, layout.area)
    status = _cell(cells, layout.status).casefold()
    return _Place(
        decile=_number(cells, layout.decile, 10),
        rank=_number(cells, layout.rank, max(_AREAS.values())),
        health=_number(cells, layout.health, 10),
        nation=_NATIONS.get((_cell(cells, layout.nation) or area)[:1].upper()),
        ended=bool(_cell(cells, layout.ended)) or status.startswith("terminat"),
    )


def _cell(cells: Sequence[str], place: int | None) -> str:
    return cells[place].strip() if place is not None and place < len(cells) else ""


def _number(cells: Sequence[str], place: int | None, most: int) -> int | None:
    """Return the whole number from 1 to `most` that a cell holds, or none."""
    written = _cell(cells, place).replace(",", "").removesuffix(".0")
    if not (written.isascii() and written.isdigit() and len(written) < _LONGEST):
        return None
    return int(written) if 0 < int(written) <= most else None


def _edition_by_rank(places: Iterable[_Place]) -> str | None:
    """Return the one edition that has areas enough for the ranks, where that is only one."""
    return "2025" if any((place.rank or 0) > _MOST_BEFORE_2025 for place in places) else None


def _attributes(place: _Place, edition: str | None) -> dict[str, str]:
    """Return what is kept of an English place; nothing where it has no decile. Ranks of other nations are their own."""
    if place.nation not in {None, "England"}:
        return {}
    decile = place.decile or _decile(place.rank, edition)
    if decile is None:
        return {}
    health = {} if place.health is None else {HEALTH: str(place.health)}
    return {DECILE: str(decile), **health, EDITION: edition or _NOT_STATED}


def _decile(rank: int | None, edition: str | None) -> int | None:
    areas = _AREAS.get(edition or "", _MOST_BEFORE_2025)
    return None if rank is None or rank > areas else -(-10 * rank // areas)


def _notes(
    deciles: Mapping[str, object], found: Mapping[str, _Place], edition: str | None, people: int
) -> Iterator[str]:
    whom = f"{len(deciles)} of {plural(people, 'participant')}"
    yield f"deprivation: deciles for {whom}, edition {edition or _NOT_STATED}"
    ended = [who for who in deciles if found[who].ended]
    if ended:
        yield f"deprivation: the postcode is no longer in use, the decile kept, for {_listed(ended)}"


def _sorted_out(
    homes: Mapping[str, Home], codes: Mapping[str, str], found: Mapping[str, _Place], deciles: Mapping[str, object]
) -> dict[str, list[str]]:
    """Return the participants without a decile by the reason why."""
    without: dict[str, list[str]] = defaultdict(list)
    for who in homes:
        if who not in deciles:
            without[_reason(homes[who], codes[who], found.get(who))].append(who)
    return without


def _reason(home: Home, code: str, place: _Place | None) -> str:
    if not code:
        return "no whole postcode is given" if home.malformed else "no postcode is given"
    where = (place.nation if place is not None else None) or nation(code) or _of_area(home.area)
    if where is not None and where != "England":
        return f"the place is in {where}, and the index is of England"
    return "the table does not have the place" if place is None else "the table has no decile and no rank for the place"


def _of_area(area: str) -> str | None:
    return _NATIONS.get(area[:1])


def _doubts(without: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for reason, people in without.items():
        yield f"deprivation: {reason}, for {_listed(people)}"


def _edition_doubt(edition: str | None) -> Iterator[str]:
    if edition is None:
        yield (
            "deprivation: the table does not say of which edition it is; ranks are read as of 2015 or 2019. "
            "Say --imd-edition 2015, 2019 or 2025"
        )


def _listed(people: Sequence[str]) -> str:
    more = f" and {len(people) - _MOST_IDS} more" if len(people) > _MOST_IDS else ""
    return f"{plural(len(people), 'participant')}: {', '.join(people[:_MOST_IDS])}{more}"
