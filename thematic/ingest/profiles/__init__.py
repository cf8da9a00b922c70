"""What transcription programs and typists write round talk: recognised by content, never by a file's name.

A profile is a function from a file's content to the same content with voices, times and labels where the rest of the
reader expects them, or to none where it does not recognise it. Programs' own lines are left out and counted, and of
what is said no word is lost. May hold the order in which profiles are tried: the surest first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from thematic.ingest.profiles import (
    alone,
    brackets,
    captions,
    headers,
    headings,
    leads,
    meet,
    parted,
    questions,
    timed,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from thematic.ingest.raw import Content

__all__ = ["PROFILES", "profiled"]

_MODULES = (brackets, captions, meet, headers, questions, leads, parted, timed, headings, alone)
_RECOGNISED: tuple[Callable[[Content, Collection[str]], Content | None], ...] = tuple(
    module.recognised for module in _MODULES
)
# What `Content.profile` may be, beside the formats that name theirs themselves.
PROFILES = tuple(dict.fromkeys(name for module in _MODULES for name in module.NAMES))


def profiled(content: Content, known: Collection[str]) -> Content:
    """Return `content` as the first profile that recognises it rewrites it, else as it is.

    Args:
        content: the file.
        known: keys of labels that are speakers whatever they look like.
    """
    if content.profile or not content.blocks:
        return content
    found = (recognised(content, known) for recognised in _RECOGNISED)
    return next((rewritten for rewritten in found if rewritten is not None), content)
