"""What kind of values an attribute of the participants has, read off the values themselves. Pure; stores nothing.

A column has a kind where every value that says something is of that kind, the first of these that fits: yes/no, decile,
number, date, band; else text. May hold those rules, and what gives a person away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

from thematic.ingest.imported import plural
from thematic.model import Role
from thematic.text import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from thematic.model import Participant

__all__ = ["Attribute", "AttributeKind", "attribute_doubts", "attributes_of", "described"]

_WIDTH = 40
_MANY = 5
_LOOKED_AT = 300
_NOTHING = frozenset(
    {"n/a", "na", "-", "–", "—", "?", "missing", "not known", "not stated", "unknown", "prefer not to say"}
)
_YES_NO = frozenset({"yes", "no", "y", "n", "true", "false"})
_DECILE = re.compile(r"[1-9]|10", re.ASCII)
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(?:\.\d{1,10})?%?", re.ASCII)
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?: 00:00(?::00)?)?|(\d{1,2})[/.](\d{1,2})[/.](\d{4})", re.ASCII)
_AMOUNT = r"[£$€]?(\d{1,9})"
_BETWEEN = re.compile(rf"{_AMOUNT} ?(?:-|–|to) ?{_AMOUNT}", re.ASCII)
_BELOW = re.compile(rf"(?:<|under |below |up to |less than ) ?{_AMOUNT}", re.ASCII)
_ABOVE = re.compile(
    rf"(?:>|over |above |more than ) ?{_AMOUNT}|{_AMOUNT} ?(?:\+|plus|and over|and above|or more)", re.ASCII
)
_UNIT = re.compile(r" ?(?:years?(?: old)?|yrs?)$")
# A spreadsheet that takes 10-12 for a date writes it so.
_BAND_AS_DATE = re.compile(r"\d{1,2}-[a-z]{3}|[a-z]{3}-\d{2}")
_EMAIL = re.compile(r"[^\s@]{1,64}@[^\s@.]{1,64}\.[^\s@]{2,64}")
_PHONE = re.compile(r"\+?\d{10,13}", re.ASCII)
_GIVES_AWAY = frozenset(
    {
        "name", "names", "surname", "forename", "firstname", "lastname", "fullname", "realname", "email",
        "emailaddress", "mail", "phone", "phonenumber", "telephone", "tel", "mobile", "address", "homeaddress",
        "street", "dob", "dateofbirth", "birthdate", "birthday", "nhsnumber", "nhsno", "nino",
    }
)  # fmt: skip


class AttributeKind(StrEnum):
    """What all values of an attribute are."""

    TEXT = "text"
    NUMBER = "number"
    YES_NO = "yes/no"
    DATE = "date"
    BAND = "band"
    DECILE = "decile"


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute over all participants.

    Attributes:
        values: its different values, in their order: numbers, bands and deciles by size, dates by time, text by letter.
        filled: the participants of whom it says something.
        empty: those of whom it does not: nothing stands there, or `n/a`, `unknown`, `prefer not to say` and the like.
    """

    name: str
    kind: AttributeKind
    values: tuple[str, ...]
    filled: int
    empty: int


def attributes_of(participants: Iterable[Participant]) -> tuple[Attribute, ...]:
    """Return the attributes of those who take part, moderators left aside, in the order of their first appearance."""
    people = [one.attributes for one in participants if one.role is Role.PARTICIPANT]
    names = dict.fromkeys(name for attributes in people for name, value in attributes.items() if value)
    return tuple(_attribute(name, people) for name in names)


def described(attribute: Attribute) -> str:
    """Return a line on an attribute: `age: number, 41 of 43` or `site: text, 3 values; 2 empty`."""
    name = one_line(attribute.name, _WIDTH)
    if attribute.kind in {AttributeKind.TEXT, AttributeKind.BAND, AttributeKind.YES_NO}:
        empty = f"; {attribute.empty} empty" if attribute.empty else ""
        return f"{name}: {attribute.kind.value}, {plural(len(attribute.values), 'value')}{empty}"
    return f"{name}: {attribute.kind.value}, {attribute.filled} of {attribute.filled + attribute.empty}"


def attribute_doubts(attributes: Iterable[Attribute]) -> Iterator[str]:
    """Yield what a person should look at: values that may name somebody, and values that look like one misspelt."""
    for attribute in attributes:
        name = one_line(attribute.name, _WIDTH)
        if _may_identify(attribute):
            yield (
                f'"{name}" may identify people ({plural(len(attribute.values), "different value")} for '
                f"{attribute.filled}). Leave the column out, or put its values into bands"
            )
        elif attribute.kind is AttributeKind.TEXT:
            yield from (f'"{name}": {one}' for one in _spelling(attribute.values))


def _attribute(name: str, people: Sequence[Mapping[str, str]]) -> Attribute:
    values = [
        value for attributes in people if (value := attributes.get(name, "")).casefold() not in _NOTHING and value
    ]
    kind = next((kind for kind, fits in _KINDS.items() if values and fits(name, values)), AttributeKind.TEXT)
    return Attribute(name, kind, _in_order(values, kind), len(values), len(people) - len(values))


def _in_order(values: Sequence[str], kind: AttributeKind) -> tuple[str, ...]:
    different = sorted(set(values), key=lambda value: (value.casefold(), value))
    key = _ORDER.get(kind)
    return tuple(sorted(different, key=key) if key else different)


def _is_decile(name: str, values: Sequence[str]) -> bool:
    return "decile" in name.casefold() and all(_DECILE.fullmatch(value) for value in values)


def _date(value: str) -> date | None:
    found = _DATE.fullmatch(value)
    if found is None:
        return None
    year, month, day = found.groups()[:3] if found[1] else reversed(found.groups()[3:])
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _number(value: str) -> float:
    return float(value.replace(",", "").rstrip("%"))


def _band(value: str) -> tuple[float, float] | None:
    """Return a band's lower and upper end: `25-34`, `25 to 34 years`, `under 18`, `<18`, `75+`, `£10,000-£19,999`."""
    plain = _UNIT.sub("", value.casefold().replace(",", ""))
    if (found := _BETWEEN.fullmatch(plain)) and int(found[1]) <= int(found[2]):
        return float(found[1]), float(found[2])
    if found := _BELOW.fullmatch(plain):
        return float("-inf"), float(found[1])
    if found := _ABOVE.fullmatch(plain):
        return float(found[1] or found[2]), float("inf")
    return None


def _is_banded(_name: str, values: Sequence[str]) -> bool:
    """Whether every value is a band or a plain number, and one at least a band."""
    bands = [_band(value) is not None for value in values]
    return any(bands) and all(band or _NUMBER.fullmatch(value) for band, value in zip(bands, values, strict=True))


def _band_or_number(value: str) -> tuple[float, float]:
    return _band(value) or (_number(value), _number(value))


_KINDS: dict[AttributeKind, Callable[[str, Sequence[str]], bool]] = {
    AttributeKind.YES_NO: lambda _, values: all(value.casefold() in _YES_NO for value in values),
    AttributeKind.DECILE: _is_decile,
    AttributeKind.NUMBER: lambda _, values: all(_NUMBER.fullmatch(value) for value in values),
    AttributeKind.DATE: lambda _, values: all(_date(value) for value in values),
    AttributeKind.BAND: _is_banded,
}
_ORDER: dict[AttributeKind, Callable[[str], tuple[float, float]]] = {
    AttributeKind.DECILE: lambda value: (float(value), 0),
    AttributeKind.NUMBER: lambda value: (_number(value), 0),
    AttributeKind.DATE: lambda value: ((_date(value) or date.min).toordinal(), 0),
    AttributeKind.BAND: _band_or_number,
}


def _may_identify(attribute: Attribute) -> bool:
    if "".join(letter for letter in attribute.name.casefold() if letter.isalnum()) in _GIVES_AWAY:
        return True
    if any(_EMAIL.search(value) or _PHONE.fullmatch(_digits(value)) for value in _beginnings(attribute.values)):
        return True
    return attribute.kind is AttributeKind.TEXT and _MANY < len(attribute.values) > 0.8 * attribute.filled


def _beginnings(values: Iterable[str]) -> Iterator[str]:
    return (value[:_LOOKED_AT] for value in values)


def _digits(value: str) -> str:
    return re.sub(r"[ ().-]", "", value)


def _spelling(values: Sequence[str]) -> Iterator[str]:
    """Yield what is wrong with a text's values, which are in order of letter."""
    for _, same in groupby(values, key=str.casefold):
        alike = [f'"{one_line(value, _WIDTH)}"' for value in same]
        if len(alike) > 1:
            yield f"{' and '.join(alike)} differ in capitals only, and count as {len(alike)} values"
    bands = sum(_band(value) is not None for value in values)
    dates = [value for value in values if _BAND_AS_DATE.fullmatch(value.casefold())]
    if bands and dates:
        yield f'"{dates[0]}" looks like a band that a spreadsheet took for a date'
