"""What stands above the talk: `Date: 3 May`, a title, the names of those present. May hold only how that is told."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import TYPE_CHECKING

from thematic.ingest.talk import words
from thematic.ingest.talk.labels import key, opening, plausible, speaks_role
from thematic.ingest.talk.names import is_person

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from thematic.ingest.raw import Block

__all__ = [
    "head_length",
    "is_direction",
    "is_in_italics",
    "is_metadata",
    "is_ornament",
    "is_question_in_italics",
    "preface",
]

_LONGEST_TITLE = 12
_LONGEST_NAME = 6
_SENTENCE_END = re.compile(r"[.?!…][\"'”’)\]]{0,3}$")
_TWO_SENTENCES = re.compile(r"[a-z]{2}[.?!]\s{1,3}[A-Z]")
_ITALICS = re.compile(r"\*[^*\s][^*\n]{0,300}\*|_[^_\s][^_\n]{0,300}_")
_BARE_WORD = re.compile(r"[^\W_]+")
_TITLED = re.compile(r"(?:dr|prof|professor|mr|mrs|ms|miss)\b\.? [^\W\d_]", re.IGNORECASE)
_CAPITALS_NEEDED = 0.5
_SMALL_WORD = 3
_NAMES_IN_SENTENCE = 3
_LONGEST_REMARK = 30
_LONGEST_DIRECTION = 25
_SHORTEST_ROLE = 8
_MOST_SAID_ONCE = 2
_LONGEST_ENTRY = 12


def head_length(blocks: Sequence[Block]) -> int:
    """Return how many blocks at the beginning are a transcript's head.

    The head is the runs of adjacent lines, each parted from the talk by an empty line, in which at least one line is
    metadata and every other one a title or such as `Moderator: Kate Smith`.
    """
    length = seen = 0
    runs = list(_runs(blocks))
    counts = Counter(key(opening(block.text).label or "") for block in blocks)
    for run in runs[:-1]:
        seen += len(run)
        tells = any(_tells(block, counts) for block in run)
        lists = any(_lists(block) for block in run)
        if not all(_is_of_head(block) or (lists and _is_entry(block)) for block in run):
            break
        if tells:
            length = seen
    return length


def preface(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the lines of the `blocks` above the first label that are no talk.

    That is metadata and titles, and whatever short remark stands next to metadata without an empty line between.
    """
    lines: set[int] = set()
    for run in _runs(blocks):
        by_metadata = any(is_metadata(block.text) for block in run)
        for block in run:
            short = len(block.text.split()) <= _LONGEST_REMARK
            if is_title(block.text) or (by_metadata and (short or is_metadata(block.text))):
                lines.add(block.line)
    return frozenset(lines)


def is_metadata(line: str) -> bool:
    """Whether `line` is such as `Date: 3 May` or `Transcribed by: KS`."""
    label = opening(line).label
    if label is None or not plausible(label) or is_person(label):
        return False
    first, *_ = key(label).split()
    return first.strip(".") in words.METADATA


def is_direction(line: str) -> bool:
    """Whether `line` is a stage direction as Markdown sets one: a short paragraph in italics, `*A door bangs.*`."""
    short = len(line.split()) <= _LONGEST_DIRECTION
    return short and is_in_italics(line) and not is_question_in_italics(line)


def is_in_italics(line: str) -> bool:
    """Whether `line` is a whole paragraph in Markdown's italics."""
    return _ITALICS.fullmatch(line.strip()) is not None


def is_question_in_italics(line: str) -> bool:
    """Whether `line` is a paragraph in italics that asks something, as some set what the interviewer said."""
    return is_in_italics(line) and line.rstrip(" *_\"'”’)").endswith(("?", "？", "؟"))


def is_ornament(line: str) -> bool:
    """Whether `line` is a rule such as `-----` or `* * *`, and no silence such as `...`."""
    bare = line.replace(" ", "")
    return len(bare) >= 3 and set(bare) <= set("-–—_*=~#+")  # noqa: PLR2004  as Markdown has it


def is_title(line: str) -> bool:
    """Whether `line` is a title or a typist's remark: short, no sentence, and either named, dated or bracketed."""
    text = line.strip().strip("*_# ")
    parts = _BARE_WORD.findall(text)
    if not parts or len(parts) > _LONGEST_TITLE:
        return False
    if (text[0], text[-1]) in {("[", "]"), ("(", ")")}:
        return True
    ended = _SENTENCE_END.search(text) is not None
    if _TWO_SENTENCES.search(text) or (parts[0].casefold() in words.OPENERS and not parts[0].isupper()):
        ended = True
    if not ended and any(part[0].isdigit() or part.casefold() in words.METADATA for part in parts):
        return True
    long = [part for part in parts if len(part) > _SMALL_WORD]
    # "Hello Kate." may be talk: a title that ends as a sentence does needs more names in it.
    return len(long) >= (_NAMES_IN_SENTENCE if ended else 1) and (
        sum(part[0].isupper() for part in long) > _CAPITALS_NEEDED * len(long)
    )


def _runs(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    run: list[Block] = []
    for block, before in zip(blocks, itertools.chain([None], blocks), strict=False):
        if before is not None and block.line > before.line + 1:
            yield run
            run = []
        run.append(block)
    if run:
        yield run


def _is_of_head(block: Block) -> bool:
    line = block.text
    if block.heading or is_ornament(line) or is_metadata(line):
        return True
    begun = opening(line)
    return is_title(line) if begun.label is None else _is_name(begun.rest) or _is_titled(begun.rest)


def _tells(block: Block, counts: Counter[str]) -> bool:
    """Whether a line is metadata, and no label that comes back, or says what a label stands for: `INT: Interviewer`."""
    begun = opening(block.text)
    if begun.label is None:
        return False
    once = counts[key(begun.label)] <= _MOST_SAID_ONCE
    return (once and is_metadata(block.text)) or _is_role(begun.rest) or _is_titled(begun.rest)


def _is_role(text: str) -> bool:
    """Whether `text` is a role's whole word: `INT: Interviewer`, but no `INT: A`, and no `Moderator?`."""
    word = text.strip().rstrip(" ,;")
    return len(word) >= _SHORTEST_ROLE and word.replace(" ", "").isalnum() and speaks_role(word)


def _is_titled(text: str) -> bool:
    """Whether `text` is somebody with their title or their place: `Dr Helen Marsh, School of Health`."""
    return _TITLED.match(text.strip()) is not None and not _SENTENCE_END.search(text)


def _lists(block: Block) -> bool:
    """Whether a line stands above a list, as `Participants:` does, or in a key, as `INT: Interviewer` does."""
    rest = opening(block.text).rest.strip()
    return is_metadata(block.text) if not rest else _is_role(rest)


def _is_entry(block: Block) -> bool:
    """Whether a line of a list says of a label what is no sentence: `Maya: 34, nurse`."""
    begun = opening(block.text)
    short = begun.label is not None and plausible(begun.label) and 0 < len(begun.rest.split()) <= _LONGEST_ENTRY
    return short and not _SENTENCE_END.search(begun.rest)


def _is_name(text: str) -> bool:
    """Whether `text` could be a list of names or initials, and not a first word spoken."""
    parts = _BARE_WORD.findall(text)
    return (
        len(parts) <= _LONGEST_NAME
        and all(
            (part[0].isupper() or part[0].isdigit() or part == "and") and part.casefold() not in words.OPENERS - {"and"}
            for part in parts
        )
        and not _SENTENCE_END.search(text)
    )
