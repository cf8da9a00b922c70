"""Words and patterns found in many texts. A user's own pattern is matched where it can be stopped."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

from thematic.errors import UsageError
from thematic.model import Span
from thematic.text import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["LONGEST", "joined", "matches_of", "places_of"]

# A pattern of more characters than this is refused.
LONGEST = 500
_SECONDS = 20.0
_QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})
# Python cannot stop its own matching on every system; it can stop a child.
_CHILD = """
import json, re, sys
asked = json.loads(sys.stdin.buffer.read())
pattern = re.compile(asked["pattern"], re.IGNORECASE)
json.dump([[one.span() for one in pattern.finditer(text) if one.group()] for text in asked["texts"]], sys.stdout)
"""


def places_of(words: str, texts: Sequence[str]) -> list[tuple[Span, ...]]:
    """Return where the words stand in each text, whatever their case, white space or kind of quotation mark."""
    wanted = _folded(normalise(words))
    return [_places(wanted, text) if wanted and wanted in _folded(text) else () for text in texts]


def matches_of(pattern: str, texts: Sequence[str]) -> list[tuple[Span, ...]]:
    """Return where a regular expression matches in each text, in either case; matches of nothing are left out.

    Raises:
        UsageError: it is too long, is no regular expression, or takes too long.
    """
    pattern = normalise(pattern)
    _refuse(pattern)
    asked = json.dumps({"pattern": pattern, "texts": list(texts)}).encode()
    try:
        ended = subprocess.run(  # noqa: S603  our own few lines, in this very interpreter
            [sys.executable, "-I", "-S", "-W", "ignore", "-c", _CHILD],
            input=asked,
            capture_output=True,
            check=True,
            timeout=_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise UsageError("this pattern takes too long. Put no repeat inside a repeat, as in (a+)+.") from None
    except (subprocess.CalledProcessError, OSError):
        raise UsageError("this pattern needs more than there is room for. Make it simpler.") from None
    return [tuple(Span(start, end) for start, end in found) for found in json.loads(ended.stdout)]


def joined(marks: Iterable[Span]) -> list[Span]:
    """Return marks in order, those that overlap as one."""
    found: list[Span] = []
    for mark in sorted(marks):
        if found and mark.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(mark.end, found[-1].end))
        else:
            found.append(mark)
    return found


def _refuse(pattern: str) -> None:
    if len(pattern) > LONGEST:
        raise UsageError(f"this pattern has {len(pattern):,} characters; at most {LONGEST} are read. Shorten it.")
    try:
        re.compile(pattern, re.IGNORECASE)
    except (re.error, OverflowError, RecursionError) as error:
        said = str(error).splitlines()[0]
        raise UsageError(f"this pattern is no regular expression ({said}). Mend it, or give the words alone.") from None


def _folded(text: str) -> str:
    return " ".join(text.casefold().translate(_QUOTES).split())


def _places(wanted: str, text: str) -> tuple[Span, ...]:
    """Return where folded words stand in a text: a letter may fold to several, white space to one."""
    letters, origins = _unfolded(text)
    found, at = [], letters.find(wanted)
    while at >= 0:
        after = at + len(wanted)
        found.append(Span(origins[at], origins[after - 1] + 1))
        at = letters.find(wanted, after)
    return tuple(found)


def _unfolded(text: str) -> tuple[str, list[int]]:
    """Return the folded text, and for each of its letters where the letter it comes from stands."""
    letters: list[str] = []
    origins: list[int] = []
    for word in re.finditer(r"\S+", text):
        if origins:
            letters.append(" ")
            origins.append(word.start() - 1)
        for at in range(*word.span()):
            folded = text[at].casefold().translate(_QUOTES)
            letters.extend(folded)
            origins.extend([at] * len(folded))
    return "".join(letters), origins
