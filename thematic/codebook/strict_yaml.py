"""YAML as people mean it in a codebook: words, lists and mappings, each with the line it stands on.

Read by ruamel.yaml's parser as YAML 1.2, then built here so that every plain scalar is a word (`no` is "no", `12:30`
is "12:30"), a duplicate key is an error, aliases and tags are refused, and depth and size are capped.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from thematic.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Document", "read_yaml"]

_MOST_CHARACTERS = 5_000_000
_DEEPEST = 12
_NULLS = frozenset({"", "~", "null"})

Value = str | None | list["Value"] | dict[str, "Value"]
Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed file: its value, and for each place in it the line, from 1."""

    name: str
    value: Value
    lines: dict[Place, int] = field(default_factory=dict)

    def line(self, place: Place) -> int:
        """Return the line of `place`, or of the nearest thing around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def error(self, place: Place, reason: str) -> InputError:
        """Return the error that names the file, the line of `place` and the reason."""
        return InputError(self.name, reason, line=self.line(place))


def read_yaml(name: str, text: str) -> Document:
    """Parse `text`; `name` is what errors call the file.

    Raises:
        InputError: it is not YAML, holds a duplicate key, an alias or a tag, or is too large or too deep.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    if len(text) > _MOST_CHARACTERS:
        raise InputError(name, f"too large for a codebook (over {_MOST_CHARACTERS:,} characters). Split it.")
    builder = _Builder(name)
    try:
        events = YAML(typ="safe", pure=True).parse(text)
        return Document(name, builder.document(events), builder.lines)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        raise InputError(name, f"not valid YAML ({error.problem}). Mend this line.", line=line) from None
    except (YAMLError, ValueError) as error:
        reason = str(error).splitlines()[0] if str(error) else "unreadable"
        raise InputError(name, f"not valid YAML ({reason}). Save it as plain YAML text.") from None


class _Builder:
    """Builds values from parse events, remembering lines. Iterates the events once; recursion is capped."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: dict[Place, int] = {}

    def document(self, events: Iterator[Any]) -> Value:
        for event in events:
            kind = type(event).__name__
            if kind in {"ScalarEvent", "SequenceStartEvent", "MappingStartEvent", "AliasEvent"}:
                value = self._value(event, events, ())
                self._end(events)
                return value
        return None

    def _end(self, events: Iterator[Any]) -> None:
        for event in events:
            if type(event).__name__ == "DocumentStartEvent":
                raise self._error(event, "a second document begins. Keep one document a file")

    def _value(self, event: Any, events: Iterator[Any], place: Place) -> Value:
        self.lines[place] = event.start_mark.line + 1
        if len(place) > _DEEPEST:
            raise self._error(event, "nested too deeply for a codebook")
        match type(event).__name__:
            case "ScalarEvent":
                return self._scalar(event)
            case "SequenceStartEvent":
                return self._sequence(events, place)
            case "MappingStartEvent":
                return self._mapping(events, place)
            case _:
                raise self._error(event, "aliases (*name) are not read. Write the text out")

    def _scalar(self, event: Any) -> str | None:
        # ruamel fills in `implicit` for what the writer left untagged.
        if event.tag is not None and event.tag != "!":
            raise self._error(event, f"tags ({event.tag}) are not read. Remove it")
        text = str(event.value)
        return None if event.style is None and text.casefold() in _NULLS else text

    def _sequence(self, events: Iterator[Any], place: Place) -> list[Value]:
        items: list[Value] = []
        for event in events:
            if type(event).__name__ == "SequenceEndEvent":
                break
            items.append(self._value(event, events, (*place, len(items))))
        return items

    def _mapping(self, events: Iterator[Any], place: Place) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for event in events:
            if type(event).__name__ == "MappingEndEvent":
                break
            if type(event).__name__ != "ScalarEvent":
                raise self._error(event, "a key must be a word")
            key = str(event.value)
            if key in found:
                raise self._error(event, f'the key "{key}" stands here a second time. Keep one of the two')
            line = event.start_mark.line + 1
            found[key] = self._value(next(events), events, (*place, key))
            self.lines[(*place, key)] = line
        return found

    def _error(self, event: Any, reason: str) -> InputError:
        return InputError(self.name, f"{reason}.", line=event.start_mark.line + 1)
