"""Words of a participant that coders put into the codebook: names of codes in vivo, cues and examples."""

from __future__ import annotations

import dataclasses
from functools import cached_property
from typing import TYPE_CHECKING

from thematic.store.codec import codebook_from
from thematic.store.events import EventKind
from thematic.text import one_line
from thematic.workflow.own_codes import FAMILY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thematic.model import Code, Codebook
    from thematic.store.events import Event
    from thematic.store.log import Log
    from thematic.workflow.traces import Traces

__all__ = ["LentWords"]

_NAME = "words of somebody who withdrew"
_LISTS = ("cues", "counter_cues", "examples", "counter_examples")


class LentWords:
    """What of the codebook's versions are words of a participant, and of nobody else who speaks."""

    def __init__(self, log: Log, traces: Traces) -> None:
        """Look at every version that a change made, what was taken back included."""
        self._log, self._traces = log, traces

    def versions(self) -> Iterator[tuple[str, Codebook]]:
        """Yield each version that holds words of theirs without them, by the hash of its text; its own hash stays."""
        for digest, book in self._changed:
            codes = tuple(self._without(code) for code in book.codes)
            if codes != book.codes:
                yield digest, dataclasses.replace(book, codes=codes)

    def _without(self, code: Code) -> Code:
        kept = {name: tuple(text for text in getattr(code, name) if not self._lent(text)) for name in _LISTS}
        misses = tuple(one for one in code.near_misses if not self._lent(one.text))
        named = _NAME if code.family == FAMILY and self._lent(code.name) else code.name
        return dataclasses.replace(code, name=named, near_misses=misses, **kept)  # type: ignore[arg-type]

    def _lent(self, text: str) -> bool:
        """Whether a text is theirs: said by them, and in no codebook that was brought in, nor said by anybody else."""
        said = _plain(text).rstrip("…")
        theirs, others = self._spoken
        return bool(said) and text not in self._brought and said in theirs and said not in others

    @cached_property
    def _spoken(self) -> tuple[str, str]:
        """All that they say, and all that others say, in every stored text."""
        said: tuple[list[str], list[str]] = ([], [])
        for one in self._traces.stored:
            for turn in one.text.turns:
                said[0 if self._traces.are_theirs(turn) else 1].append(_plain(one.text.words_at(turn.span)))
        return "\n".join(said[0]), "\n".join(said[1])

    @cached_property
    def _books(self) -> list[tuple[str, Codebook, bool]]:
        """Every stored version, with the hash of its text, and whether a change made it."""
        made = {one.data["content"]: bool(one.data.get("from")) for one in self._events()}
        return [(digest, codebook_from(self._log.get(digest)), changed) for digest, changed in sorted(made.items())]

    def _events(self) -> Iterator[Event]:
        books = (one for one in self._traces.events if one.kind is EventKind.CODEBOOK)
        return (one for one in books if one.data["content"] not in self._traces.erased)

    @property
    def _changed(self) -> Iterator[tuple[str, Codebook]]:
        return ((digest, book) for digest, book, changed in self._books if changed)

    @cached_property
    def _brought(self) -> frozenset[str]:
        books = (book for _digest, book, changed in self._books if not changed)
        return frozenset(text for book in books for code in book.codes for text in _texts(code))


def _texts(code: Code) -> Iterator[str]:
    yield code.name
    for name in _LISTS:
        yield from getattr(code, name)
    yield from (one.text for one in code.near_misses)


def _plain(text: str) -> str:
    return one_line(text).casefold()
