"""Which columns say where somebody lives, and what a UK postcode looks like. May hold forms, never a stored postcode.

The form is that of the Royal Mail: one or two letters of an area, a digit, perhaps one more sign, then a digit and two
letters, of which none is C, I, K, M, O or V. Capitals, full-width letters and signs between make no difference.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = [
    "holds_postcode",
    "is_lsoa",
    "is_lsoa_header",
    "is_postcode_column",
    "is_split_postcode",
    "nation",
    "postcode",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_AREAS = _words(
    "AB AL B BA BB BD BF BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK "
    "FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP "
    "NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W "
    "WA WC WD WF WN WR WS WV YO ZE"
)
# Areas that lie outside England, or but for a few streets; those across a border (CH, HR, LD, NP, SY, TD) are in none.
_NATIONS = {
    "Scotland": _words("AB DD DG EH FK G HS IV KA KW KY ML PA PH ZE"),
    "Wales": _words("CF LL SA"),
    "Northern Ireland": _words("BT"),
    "Channel Islands": _words("GY JE"),
    "Isle of Man": _words("IM"),
}
_OUTWARD, _INWARD = r"([A-Z]{1,2})[0-9][A-Z0-9]?", r"[0-9][ABD-HJLNP-UW-Z]{2}"
_FIRST, _SECOND = re.compile(_OUTWARD), re.compile(_INWARD)
_FULL = re.compile(_OUTWARD + _INWARD)
_WITHIN = re.compile(rf"(?<![A-Z0-9]){_OUTWARD}[^A-Z0-9]{{0,3}}{_INWARD}(?![A-Z0-9])")
_SIGNS = re.compile(r"[\W_]+")
_LSOA = re.compile(r"[EW]01\d{6}|S01\d{6}|N\d{8}|95\w{6}")
_CODES = frozenset({"pcd", "pcd2", "pcd7", "pcd8", "pcds"})
_LSOA_HEADER = re.compile(r"lsoa(?:code|cd)?(?:01|11|21|2001|2011|2021)?(?:code|cd)?")


def postcode(written: str) -> str | None:
    """Return a full UK postcode without spaces, in capitals, or none where `written` is no such thing."""
    found = _FULL.fullmatch(_SIGNS.sub("", _capitals(written)))
    return found[0] if found and found[1] in _AREAS else None


def nation(code: str) -> str | None:
    """Return the nation outside England that a postcode's area lies in, or none."""
    found = _FULL.fullmatch(code)
    return next((name for name, areas in _NATIONS.items() if found and found[1] in areas), None)


def holds_postcode(value: str) -> bool:
    """Whether a full postcode stands in `value`, alone or among other words; `the l4 2nd bus` may be one, too."""
    return postcode(value) is not None or any(found[1] in _AREAS for found in _WITHIN.finditer(_capitals(value)))


def is_postcode_column(title: str, values: Iterable[str]) -> bool:
    """Whether a column holds postcodes: by its header, or where most of its values are full ones.

    Such headers are `postcode`, `Home post code`, `postcode_district`, `pcds`.
    """
    letters = _letters(title)
    return letters in _CODES or "postcode" in letters or "postalcode" in letters or _mostly(values, _is_full)


def is_split_postcode(firsts: Iterable[str], seconds: Iterable[str]) -> bool:
    """Whether two columns beside each other hold the two parts of postcodes: most values of each are such a part."""
    return _mostly(firsts, _is_outward) and _mostly(seconds, _is_inward)


def is_lsoa_header(title: str) -> bool:
    """Whether a column is called the code of a Lower-layer Super Output Area: `lsoa11`, `LSOA21CD`, `LSOA code (2011)`.

    Its name (`LSOA name (2011)`) is none.
    """
    return _LSOA_HEADER.fullmatch(_letters(title)) is not None


def is_lsoa(code: str) -> bool:
    """Whether `code` is spelt as the code of a Lower-layer Super Output Area or of what is like it: E01006512."""
    return _LSOA.fullmatch(code) is not None


def _mostly(values: Iterable[str], is_such: Callable[[str], bool]) -> bool:
    filled = [value for value in values if value.strip()]
    return 2 * sum(map(is_such, filled)) > len(filled)


def _is_full(value: str) -> bool:
    return postcode(value) is not None


def _is_outward(value: str) -> bool:
    found = _FIRST.fullmatch(_SIGNS.sub("", _capitals(value)))
    return found is not None and found[1] in _AREAS


def _is_inward(value: str) -> bool:
    return _SECOND.fullmatch(_SIGNS.sub("", _capitals(value))) is not None


def _capitals(written: str) -> str:
    """Return what was written in plain capitals: a full-width letter and a small one are the same letter."""
    return unicodedata.normalize("NFKC", written).upper()


def _letters(title: str) -> str:
    return "".join(letter for letter in title.casefold() if letter.isalnum())
