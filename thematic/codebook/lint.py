"""What `codebook check` says: not errors, which stop a codebook from loading, but what will cost its users later."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thematic.model import Code, Codebook

__all__ = ["Finding", "check_codebook"]

_ENOUGH_EXAMPLES = 12
_BRACKETED = re.compile(r"\(([a-z0-9][a-z0-9:_-]*)\)")
_KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing worth mending: the code it concerns, empty for the whole book, and one sentence."""

    code: str
    message: str


def check_codebook(book: Codebook) -> tuple[Finding, ...]:
    """Return what is thin, missing, ambiguous or contradictory, in the order of the codes."""
    findings = list(_header(book))
    for code in book.codes:
        findings += [Finding(code.id, message) for message in (*_thin(code), *_boundaries(code, book))]
    return (*findings, *_shared_sentences(book))


def _header(book: Codebook) -> Iterator[Finding]:
    if not book.source:
        yield Finding("", "no source: say where the codes come from, your readers will ask.")
    if not book.version:
        yield Finding("", "no version: give it one, so that a paper can name it.")


def _thin(code: Code) -> Iterator[str]:
    if len(code.examples) < _ENOUGH_EXAMPLES:
        count = len(code.examples)
        yield f"{count} example{'s' * (count != 1)}: suggestions improve most with examples; aim for a dozen or more."
    if not code.counter_examples:
        yield "no counter-examples: show how people say that the mechanism was absent."
    if not code.include:
        yield "no `include`: say what counts."
    if not code.exclude:
        yield "no `exclude`: say what does not count, and which code takes it."
    if not code.cues:
        yield "no cues: a handful of phrases helps to find it."
    if not _KEBAB.fullmatch(code.id):
        yield "the id is not kebab-case (small letters, digits, single hyphens)."


def _boundaries(code: Code, book: Codebook) -> Iterator[str]:
    for other in _BRACKETED.findall(code.exclude):
        if "-" in other and ":" not in other and book.code(other) is None:
            yield f'`exclude` names "{other}", which is no code of this book.'
    for other in code.may_overlap:
        partner = book.code(other)
        if partner is not None and code.id not in partner.may_overlap:
            yield f'may overlap with "{other}", which does not say so in turn.'


def _shared_sentences(book: Codebook) -> Iterator[Finding]:
    """A phrase that two codes claim teaches neither."""
    for kind in ("cues", "examples", "counter_examples"):
        owners: dict[str, list[str]] = {}
        for code in book.codes:
            for phrase in Counter(text.casefold() for text in getattr(code, kind)):
                owners.setdefault(phrase, []).append(code.id)
        for phrase, codes in owners.items():
            if len(codes) > 1:
                yield Finding(codes[0], f'shares one of its {kind.replace("_", "-")} with {codes[1]}: "{phrase[:60]}".')
