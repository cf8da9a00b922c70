"""Where a participant lives, for as long as deprivation is looked up. May hold that value, which nothing ever shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.ingest.people.postcodes import is_lsoa, postcode

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Home", "home_from"]


@dataclass(frozen=True, slots=True, repr=False)
class Home:
    """What the table has of one participant's home; its representation shows nothing of it.

    Attributes:
        postcode: without spaces, in capitals; "" where none, or none that is whole, was given.
        area: the code of a Lower-layer Super Output Area, or "".
        malformed: something stood there that is neither.
    """

    postcode: str = ""
    area: str = ""
    malformed: bool = False

    def agrees(self, other: Home) -> bool:
        """Whether the two could be one home: nothing that both have differs."""
        pairs = ((self.postcode, other.postcode), (self.area, other.area))
        return all(one == another or not one or not another for one, another in pairs)

    def with_what(self, other: Home) -> Home:
        """Return this home, and where it lacks something, what `other` has."""
        code, area = self.postcode or other.postcode, self.area or other.area
        return Home(code, area, not (code or area) and (self.malformed or other.malformed))


def home_from(postcodes: Iterable[str], areas: Iterable[str]) -> Home:
    """Return the home that a row's cells give: the first whole postcode, and the first code of an area."""
    written = [cell for cell in postcodes if cell.strip()]
    places = [cell.strip().upper() for cell in areas if cell.strip()]
    # The last is a postcode that stands split in two cells.
    code = next((found for found in map(postcode, (*written, "".join(written))) if found), "")
    area = next((place for place in places if is_lsoa(place)), "")
    return Home(code, area, bool(written or places) and not (code or area))
