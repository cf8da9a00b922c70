"""Postcodes among what is kept as attributes: there are none. May hold which columns and values are left out."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from thematic.ingest.imported import plural
from thematic.ingest.people.postcodes import holds_postcode, is_postcode_column, is_split_postcode
from thematic.text import one_line

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator, Mapping, Sequence

    from thematic.ingest.tables import Table

__all__ = ["address_doubts", "postcode_columns", "without_postcodes"]

_WIDTH = 40


def postcode_columns(table: Table, titles: Sequence[str]) -> tuple[str, ...]:
    """Return which of these columns, in their order, hold postcodes: whole, or split over two beside each other."""
    values = {title: table.values(title) for title in titles}
    found = {title for title in titles if is_postcode_column(title, values[title])}
    for first, second in pairwise(titles):
        if is_split_postcode(values[first], values[second]):
            found |= {first, second}
    return tuple(title for title in titles if title in found)


def without_postcodes(values: Mapping[str, str], left_out: Counter[str]) -> dict[str, str]:
    """Return a row's attributes without those that hold a postcode or half of one, which are counted by name."""
    gone = {name for name, value in values.items() if holds_postcode(value)}
    for (first, one), (second, another) in pairwise(values.items()):
        if not gone & {first, second} and holds_postcode(f"{one} {another}"):
            gone |= {first, second}
    left_out.update(gone)
    return {name: value for name, value in values.items() if name not in gone}


def address_doubts(left_out: Mapping[str, int]) -> Iterator[str]:
    """Yield a sentence for each attribute of which values were left out."""
    for name, count in left_out.items():
        yield f'"{one_line(name, _WIDTH)}": {plural(count, "value")} with a postcode in it left out'
