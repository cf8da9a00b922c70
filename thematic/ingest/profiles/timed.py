"""Labels with a time and a colon, `Name (00:12): text`. They are read as any label is; here they get their name."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from thematic.ingest.profiles.lines import bare, has_colon_label
from thematic.ingest.talk.labels import opening

if TYPE_CHECKING:
    from collections.abc import Collection

    from thematic.ingest.raw import Content

__all__ = ["LABELS_WITH_TIMES", "NAMES", "recognised"]

_REV, LABELS_WITH_TIMES = NAMES = ("Rev", "labels with times")

_REVS = re.compile(r"[^:：\[\]()\n]{1,64} \(\d{2}:\d{2}(?::\d{2})?\):(?:\s|$)")
_MOST = 0.6
_FEWEST = 2


def recognised(content: Content, known: Collection[str]) -> Content | None:  # noqa: ARG001  a profile's signature
    """Return the content under the name of its form, where most of its labels have a time."""
    if content.cues:
        return None
    labelled = [block for block in content.blocks if not block.heading and has_colon_label(block)]
    timed = [block for block in labelled if opening(block.text).start is not None]
    if len(timed) < max(_FEWEST, _MOST * len(labelled)):
        return None
    revs = sum(_REVS.match(bare(block.text[:100])) is not None for block in timed)
    return replace(content, profile=_REV if revs > _MOST * len(timed) else LABELS_WITH_TIMES)
