"""What stands below the talk: `End of interview`, `Duration: 45 minutes`, a typist's notes. May hold how that is told.

It is not left out, since it may have been said: a line of it, and all that follows, is doubted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from thematic.ingest.talk.head import is_metadata
from thematic.ingest.talk.labels import key, opening

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from thematic.ingest.talk.speakers import Said

__all__ = ["tail_doubts"]

_ENDED = re.compile(
    r"\W{0,4}(?:(?:end|close) of (?:the )?(?:interview|session|recording|transcript|transcription|focus group|group"
    r"|discussion|tape|audio|file|meeting)|(?:interview|recording|session|transcript) (?:ends|ended)"
    r"|field ?notes?|page \d{1,4}(?: of \d{1,4})?|transcribed by\b.{0,60}|duration:.{0,40})\W{0,4}",
    re.IGNORECASE,
)
_NOTES = frozenset({"note", "notes", "comment", "comments", "summary", "observations", "reflections", "memo"})


def tail_doubts(talk: Sequence[Said], place: str) -> Iterator[str]:
    """Yield a doubt where lines behind the last label are no talk by their look.

    Words such as `Note:` are so only where an empty line parts them from the talk.
    """
    last = max((number for number, one in enumerate(talk) if not one.bare), default=len(talk))
    for before, one in zip(talk[last:], talk[last + 1 :], strict=False):
        parted = one.block.line > before.block.line + 1
        if _ENDED.fullmatch(one.text[:120].strip()) or (parted and _is_typists(one.text)):
            yield f"{place} {one.block.line}: this and what follows may be no talk; it was read as the last speaker's"
            return


def _is_typists(line: str) -> bool:
    return is_metadata(line) or key(opening(line).label or "") in _NOTES
