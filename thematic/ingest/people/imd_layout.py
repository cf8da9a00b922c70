"""Which column of a table of deprivation holds what, and of which edition it is. May hold headers, and no rows.

Known are the layouts of the ONS Postcode Directory and the National Statistics Postcode Lookup (pcd, pcd7, pcds with
ctry, doterm, imd, imd20ind, imd25ind), of the ministry's "postcodes with deprivation data", and of its files by
Lower-layer Super Output Area (File 1 and File 7). Headers are compared by letters and digits alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.errors import InputError
from thematic.ingest.people.postcodes import is_lsoa_header

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["EDITIONS", "Layout", "layout_of"]

EDITIONS = ("2015", "2019", "2025")

_POSTCODES = frozenset({"postcode", "postcodes", "pcd", "pcd2", "pcd7", "pcd8", "pcds"})
_IMD = r"(?:indexofmultipledeprivation(?:imd)?|imd)"
_YEAR = r"(20\d\d|\d\d)"
_DECILE = re.compile(rf"{_IMD}{_YEAR}?(?:decile|dec0?){_YEAR}?|decile")
_RANK = re.compile(rf"{_IMD}{_YEAR}?(?:rank0?|ind)?{_YEAR}?")
_HEALTH = re.compile(r"health[a-z]{0,40}decile\d{0,4}|hdddec(?:ile)?")
_NATION = re.compile(r"ctry(?:\d\d)?(?:cd)?|country(?:code)?")
# imd20ind is of 2020 for the Scottish index alone: the English index it holds is that of 2019.
_YEARS = {"15": "2015", "19": "2019", "20": "2019", "25": "2025"}
# The boundaries that each edition's own files name in their headers.
_BOUNDARIES = {
    "localauthoritydistrictcode2013": "2015",
    "localauthoritydistrictcode2019": "2019",
    "localauthoritydistrictcode2024": "2025",
    "lsoacode2021": "2025",
}
_IN_NAME = re.compile(r"(?:imd|iod|deprivation)[^0-9]{0,40}(2015|2019|2025|15|19|25)(?!\d)")
_BEFORE_NAME = re.compile(r"(?<!\d)(2015|2019|2025)[^0-9]{0,20}(?:imd|iod|deprivation)")


@dataclass(frozen=True, slots=True)
class Layout:
    """The places of a table's columns, from 0; none where it has no such column.

    Attributes:
        key: what rows are found by: postcodes, or where `by_area` is set, codes of areas.
        nation: the code of the country; `area` the code of the area, whose first letter says it too.
        ended: when a postcode was given up; `status` whether it was.
        edition: of the index, where the header, the user or the file's name says it, in this order.
    """

    key: int
    by_area: bool
    decile: int | None
    rank: int | None
    health: int | None
    nation: int | None
    area: int | None
    ended: int | None
    status: int | None
    edition: str | None


def layout_of(name: str, header: Sequence[str], *, by_area: bool, edition: str | None) -> Layout:
    """Return where things stand in a table with this header; `edition` is what the user says, if anything.

    Of several editions in one table that of the user is taken, else the newest.

    Raises:
        InputError: there is no column to find rows by, or none of deprivation, or another edition than the user's.
    """
    titles = [_letters(title) for title in header]
    postcodes = _first(titles, lambda title: title in _POSTCODES)
    area = _newest_area(titles)
    by_area = postcodes is None or (by_area and area is not None)
    key = area if by_area else postcodes
    decile, decile_edition = _of_edition(titles, _DECILE, edition)
    rank, rank_edition = _of_edition(titles, _RANK, edition)
    if key is None or (decile is None and rank is None):
        raise InputError(name, _unknown(key is None), line=1)
    said = (decile_edition if decile is not None else rank_edition) or _boundaries(titles)
    if edition and said and said != edition:
        raise InputError(name, f"its header says the edition of {said}. Leave --imd-edition {edition} out", line=1)
    return Layout(
        key=key,
        by_area=by_area,
        decile=decile,
        rank=rank,
        health=_first(titles, _HEALTH.fullmatch),
        nation=_first(titles, _NATION.fullmatch),
        area=area,
        ended=_first(titles, lambda title: title in {"doterm", "dateoftermination"}),
        status=_first(titles, lambda title: title == "postcodestatus"),
        edition=said or edition or _in_name(name),
    )


def _first(titles: Sequence[str], fits: Callable[[str], object]) -> int | None:
    return next((place for place, title in enumerate(titles) if fits(title)), None)


def _newest_area(titles: Sequence[str]) -> int | None:
    places = [place for place, title in enumerate(titles) if is_lsoa_header(title)]
    return max(places, key=lambda place: re.sub(r"\D", "", titles[place])[-2:], default=None)


def _of_edition(titles: Sequence[str], form: re.Pattern[str], wanted: str | None) -> tuple[int | None, str | None]:
    """Return the place and the edition of the column of this form: of the edition wanted, else of the newest."""
    found = [
        (_YEARS.get((match[1] or match[2] or "")[-2:], ""), -place)
        for place, title in enumerate(titles)
        if (match := form.fullmatch(title))
    ]
    exact = [one for one in found if wanted and one[0] == wanted]
    edition, place = max(exact or found, default=("", None))
    return (None if place is None else -place), edition or None


def _boundaries(titles: Sequence[str]) -> str | None:
    return next((edition for title, edition in _BOUNDARIES.items() if title in titles), None)


def _in_name(name: str) -> str | None:
    """Return the edition that a file's name gives; a postcode directory's year is that of the directory."""
    file = name.replace("\\", "/").rpartition("/")[2].casefold()
    found = _IN_NAME.search(file) or _BEFORE_NAME.search(file)
    return "20" + found[1][-2:] if found else None


def _unknown(no_key: bool) -> str:  # noqa: FBT001  which of two things is missing
    if no_key:
        return "no column of postcodes (pcd, pcds, Postcode) or of LSOA codes was found. Is it a table of deprivation?"
    return 'no column such as "imd", "imd20ind" or "Index of Multiple Deprivation Decile" was found'


def _letters(title: str) -> str:
    """Return the letters and digits of a header, what it says of ranks and deciles in brackets left out."""
    plain = re.split(r"\(where", title.casefold(), maxsplit=1)[0]
    return "".join(letter for letter in plain if letter.isalnum())
