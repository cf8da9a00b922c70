"""What becomes of a codebook when a code is edited, renamed, merged, split or retired: another version of it. Pure."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from thematic.codebook.files import content_hash
from thematic.codebook.lookup import code_of
from thematic.errors import UsageError
from thematic.model import Code
from thematic.text import one_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from thematic.model import Codebook

__all__ = ["Change", "added", "edited", "merged", "renamed", "retired", "split", "united", "with_lists"]

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_LISTS = ("cues", "counter_cues", "examples", "counter_examples", "near_misses", "may_overlap")
TO_DEFINE = "To be defined."


@dataclass(frozen=True, slots=True)
class Change:
    """Another version of a codebook.

    Attributes:
        before: the version it is made of.
        book: the new version.
        says: what is done, in one sentence.
        codes: what codes are called now, by what they were called: their codings go along.
        changed: the codes of the old version that are no longer what they were; what was suggested for them is void.
    """

    before: Codebook
    book: Codebook
    says: str
    codes: Mapping[str, str] = field(default_factory=dict)
    changed: frozenset[str] = frozenset()


def added(book: Codebook, code: Code) -> Change:
    """Add a code; what the others are stays."""
    return _changed(book, [*book.codes, code], f"{code.id} is new.")


def edited(book: Codebook, code_id: str, fields: Mapping[str, str | tuple[str, ...]]) -> Change:
    """Give a code other wording: each of `fields` replaces one of the code's.

    Raises:
        UsageError: there is no such code, a name or definition is empty, or nothing would be another.
    """
    code = code_of(book, code_id)
    if any(name in fields and not fields[name] for name in ("name", "definition")):
        raise UsageError("a code needs a name and a definition.")
    new = dataclasses.replace(code, **fields)  # type: ignore[arg-type]
    if new == code:
        raise UsageError(f"{code.id} says that already; nothing was changed.")
    codes = [new if one is code else one for one in book.codes]
    said = ", ".join(sorted(name.replace("_", " ") for name in fields))
    return _changed(book, codes, f"{code.id} has another wording ({said}).", changed={code.id})


def with_lists(
    book: Codebook, code_id: str, lists: Mapping[str, tuple[Collection[str], Collection[str]]]
) -> dict[str, tuple[str, ...]]:
    """Return what a code's lists hold after texts were added to and dropped from them; only lists that are touched.

    Raises:
        UsageError: there is no such code, or a text that is to be dropped is not there.
    """
    code, found = code_of(book, code_id), {}
    for name, (more, less) in lists.items():
        held = getattr(code, name)
        missing = next((text for text in less if text not in held), None)
        if missing is not None:
            shown = name.replace("_", " ").replace("-", " ")
            raise UsageError(f'{code.id} has no "{one_line(missing, 40)}" among its {shown}. See: codebook show.')
        if more or less:
            new = (text for text in dict.fromkeys((*held, *(one.strip() for one in more))) if text)
            found[name] = tuple(text for text in new if text not in less)
    return found


def renamed(book: Codebook, old: str, new: str, name: str = "") -> Change:
    """Call a code something else; its codings go along. Raises UsageError where the id is taken or none."""
    code = code_of(book, old)
    _refuse_taken(book, new)
    there = dataclasses.replace(code, id=new, name=name or code.name)
    codes = [there if one is code else one for one in book.codes]
    return _changed(book, codes, f"{code.id} is called {new} now.", {code.id: new})


def merged(book: Codebook, some: Sequence[str], into: str, name: str = "") -> Change:
    """Make one code of several; their codings go along, and what they hold in lists is put together.

    `into` may be one of them, whose wording stays, or a new id, which takes the wording of the first.

    Raises:
        UsageError: there are not two of them, one is unknown, or `into` is another code's id.
    """
    parts = [code_of(book, one) for one in dict.fromkeys(some)]
    target = book.code(into)
    if target is not None and target not in parts:
        parts.append(target)
    if len(parts) < 2:  # noqa: PLR2004  one code is no merger
        raise UsageError("name at least two codes to make one of: thematic codebook merge A B --into C.")
    first = target or parts[0]
    new_id = target.id if target else _new_id(into)
    ids = {one.id for one in parts}
    lists = {one: _together(parts, one, ids) for one in _LISTS}
    whole = dataclasses.replace(first, id=new_id, name=name or first.name, **lists)  # type: ignore[arg-type]
    codes = [whole if one is parts[0] else one for one in book.codes if one not in parts[1:]]
    says = f"{_listed(one.id for one in parts)} become one code, {new_id}."
    return _changed(book, codes, says, {one: new_id for one in ids if one != new_id}, ids)


def split(book: Codebook, code_id: str, into: Sequence[tuple[str, str]]) -> Change:
    """Put several codes, each as (id, name), in the place of one. What was coded so waits for a person to say which.

    Raises:
        UsageError: there is no such code, there are not two new ones, or an id is taken.
    """
    code = code_of(book, code_id)
    if len({one for one, _name in into}) < 2:  # noqa: PLR2004  one code is a new name
        raise UsageError("name at least two codes to split it into: thematic codebook split A --into B --into C.")
    new = []
    for new_id, name in into:
        if new_id != code.id:
            _refuse_taken(book, new_id)
        new.append(Code(new_id, name or new_id, f"Split from {code.name}. {TO_DEFINE}", code.family))
    codes = list(chain.from_iterable(new if one is code else (one,) for one in book.codes))
    says = f"{code.id} is split into {_listed(one.id for one in new)}."
    return _changed(book, codes, says, changed={code.id}, gone={code.id} - {one.id for one in new})


def retired(book: Codebook, code_id: str) -> Change:
    """Leave a code out from now on; its codings stay what they were. Raises UsageError where it is the last one."""
    code = code_of(book, code_id)
    rest = [one for one in book.codes if one is not code]
    if not rest:
        raise UsageError(f"{code.id} is the last code of {book.id}. Bring another codebook into use instead.")
    return _changed(book, rest, f"{code.id} is given no more.", changed={code.id}, gone={code.id})


def united(book: Codebook, others: Sequence[Codebook]) -> Change:
    """Add the codes that other versions have and this one has not: where two copies were changed apart.

    Raises:
        UsageError: they have none.
    """
    known = {one.id for one in book.codes}
    found = {one.id: one for other in others for one in other.codes if one.id not in known}
    if not found:
        raise UsageError(f"{book.id} {book.version} has all codes of its other versions; nothing was changed.")
    says = f"{_listed(found)} of another version {'is' if len(found) == 1 else 'are'} in it, too."
    return _changed(book, [*book.codes, *found.values()], says)


def _changed(  # noqa: PLR0913, PLR0917  what a change is made of
    book: Codebook,
    codes: Iterable[Code],
    says: str,
    names: Mapping[str, str] | None = None,
    changed: Iterable[str] = (),
    gone: Iterable[str] = (),
) -> Change:
    now: dict[str, str | None] = {**(names or {}), **dict.fromkeys(gone)}
    new = dataclasses.replace(book, version=_next(book.version), codes=tuple(_referring(one, now) for one in codes))
    new = dataclasses.replace(new, sha256=content_hash(new))
    return Change(book, new, says, dict(names or {}), frozenset({*changed, *now}))


def _next(version: str) -> str:
    """Return the version after `version`, such as 1.0+3 after 1.0+2."""
    base, _, number = version.partition("+")
    return f"{base}+{int(number) + 1 if number.isdecimal() else 1}"


def _referring(code: Code, now: Mapping[str, str | None]) -> Code:
    """Return a code that names other codes as they are called now, and none that is gone."""
    if not now:
        return code
    overlaps = [now.get(one, one) for one in code.may_overlap]
    return dataclasses.replace(
        code,
        near_misses=tuple(dataclasses.replace(one, code=now.get(one.code or "", one.code)) for one in code.near_misses),
        may_overlap=tuple(dict.fromkeys(one for one in overlaps if one and one != code.id)),
    )


def _together(parts: Sequence[Code], name: str, ids: set[str]) -> tuple[object, ...]:
    """Return what several codes hold in a list, once each; nothing that tells them from each other."""
    held = dict.fromkeys(chain.from_iterable(getattr(one, name) for one in parts))
    if name == "near_misses":
        return tuple(one for one in held if one.code not in ids)
    examples = {text for one in parts for text in one.examples}
    return tuple(one for one in held if one not in ids and not (name == "counter_examples" and one in examples))


def _refuse_taken(book: Codebook, new_id: str) -> None:
    if book.code(_new_id(new_id)) is not None:
        raise UsageError(f"{book.id} has a code {new_id} already. Choose another id, or merge the two.")


def _new_id(new_id: str) -> str:
    if not _ID.fullmatch(new_id):
        shown = one_line(new_id, 40)
        raise UsageError(f'"{shown}" is no id of letters, digits, - and _ (such as self-esteem). Choose another.')
    return new_id


def _listed(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
