"""What a codebook teaches by example: every sentence it holds, with the codes it speaks for and against. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.model import EvidenceKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from thematic.model import Code, Codebook

__all__ = ["Lesson", "lessons", "prompts"]


@dataclass(frozen=True, slots=True)
class Lesson:
    """One sentence of a codebook.

    Attributes:
        codes: positions of the codes it shows, present or absent; none for talk that shows no code.
        not_codes: positions of codes whose near miss it is.
        kind: example, counter-example, or against (a near miss, background talk).
    """

    text: str
    codes: frozenset[int]
    kind: EvidenceKind
    not_codes: frozenset[int] = frozenset()


def lessons(codebook: Codebook, background: Sequence[str] = ()) -> tuple[Lesson, ...]:
    """Return every example, counter-example and near miss of `codebook`, then the `background` sentences."""
    places = {code.id: at for at, code in enumerate(codebook.codes)}
    taught = [lesson for at, code in enumerate(codebook.codes) for lesson in _of_code(code, at, places)]
    nothing = [Lesson(text, frozenset(), EvidenceKind.AGAINST) for text in background]
    return tuple(lesson for lesson in [*taught, *nothing] if lesson.text.strip())


def _of_code(code: Code, at: int, places: dict[str, int]) -> Iterator[Lesson]:
    for text in code.examples:
        yield Lesson(text, frozenset({at}), EvidenceKind.EXAMPLE)
    for text in code.counter_examples:
        yield Lesson(text, frozenset({at}), EvidenceKind.COUNTER_EXAMPLE)
    for miss in code.near_misses:
        shown = frozenset({places[miss.code]} if miss.code in places else ())
        yield Lesson(miss.text, shown, EvidenceKind.AGAINST, frozenset({at}))


def prompts(code: Code) -> tuple[str, ...]:
    """Return what describes `code` in the codebook's own words: definition, include, cues; never the name alone."""
    texts = (code.definition, code.include, ", ".join(code.cues))
    return tuple(text for text in texts if text.strip())
