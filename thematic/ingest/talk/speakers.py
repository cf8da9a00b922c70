"""Who says each block of a file: labels told from words, and a doubt for whatever was nearly a label.

May hold how the words of a block are parted from its label; which labels are speakers is judged in `census`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from thematic.ingest.talk import words
from thematic.ingest.talk.census import Verdict, judged, says_who, strong_among
from thematic.ingest.talk.labels import Opening, before_sign, key, opening, plausible
from thematic.ingest.talk.names import could_be_somebody, is_name
from thematic.ingest.talk.slips import Slips
from thematic.ingest.talk.spoken import doubts_about
from thematic.ingest.talk.unvoiced import by_nobody

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from thematic.ingest.raw import Block, Content

__all__ = ["Said", "said_in"]

_MOST = 0.5
_ROUND_HEADING = " \t#*_"


@dataclass(frozen=True, slots=True)
class Said:
    """A block with its label told from its words.

    Attributes:
        speaker: the label, where this block has one that is a speaker.
        unknown: the format itself says that nobody knows who speaks.
    """

    block: Block
    text: str
    speaker: str | None = None
    start: float | None = None
    unknown: bool = False

    @property
    def bare(self) -> bool:
        """Whether nothing says who speaks: the words go on, or stand alone."""
        return self.speaker is None and not self.unknown


@dataclass(frozen=True, slots=True)
class _Reading:
    """How the blocks of one file are read.

    Attributes:
        slips: finds labels with odd signs about them; none where a colon is talk.
        timed: a time before words is no words.
        unvoiced: the places of captions by somebody whom nothing names.
    """

    verdict: Verdict
    slips: Slips | None
    timed: bool
    unvoiced: Collection[int]


def said_in(content: Content, known: Collection[str]) -> tuple[list[Said], list[str]]:
    """Return the blocks of `content` with their speakers, and a doubt for every label that was nearly one.

    Args:
        content: the file.
        known: keys of labels that are speakers whatever they look like: the roster's and `--moderator`'s.
    """
    openings = [_opening(block, content) for block in content.blocks]
    verdict = judged(openings, content, strong_among(openings, known))
    voices = {key(block.voice) for block in content.blocks if block.voice}
    speakers = verdict.accepted | voices
    labelled = bool(speakers) or any(block.voice is not None for block in content.blocks)
    timed = labelled or sum(begun.start is not None for begun in openings) > _MOST * len(openings)
    slips = Slips(speakers.union(known))
    reading = _Reading(verdict, None if content.voiced else slips, timed, by_nobody(content) if labelled else ())
    said = [
        _said(block, begun, reading, unknown=place in reading.unvoiced)
        for place, (block, begun) in enumerate(zip(content.blocks, openings, strict=True))
    ]
    nearly = {place: openings[place].label or "" for place in verdict.refused.values()}
    if speakers:
        nearly |= dict(_unsure(said, speakers, slips, voiced=content.voiced))
    return said, list(doubts_about(nearly, verdict, content))


def _opening(block: Block, content: Content) -> Opening:
    if content.voiced or block.voice is not None or block.heading:
        return Opening(None, block.text, untimed=block.text)
    return opening(block.text)


def _said(block: Block, begun: Opening, reading: _Reading, *, unknown: bool) -> Said:
    if block.voice is not None:
        return Said(block, block.text, block.voice or None, block.start, unknown=not block.voice)
    if block.heading:
        return _heading(block, reading.verdict)
    start = begun.start if block.start is None else block.start
    certain = reading.verdict.strong if begun.tight else reading.verdict.accepted
    if begun.label is not None and key(begun.label) in certain:
        return Said(block, begun.rest, begun.label, start)
    slip = reading.slips.on(block.text) if reading.slips else None
    if slip is not None and slip.plain:
        return Said(block, slip.rest, slip.label, slip.start if start is None else start)
    if unknown:
        return Said(block, block.text.lstrip("> "), start=start, unknown=True)
    return Said(block, begun.untimed, start=start) if reading.timed else Said(block, block.text, start=block.start)


def _heading(block: Block, verdict: Verdict) -> Said:
    """Return a heading, which is a label where it is nothing but one of the file's."""
    name = block.text.strip(_ROUND_HEADING).rstrip(":")
    if key(name) in verdict.accepted:
        return Said(replace(block, heading=False), "", name, block.start)
    return Said(block, block.text, start=block.start)


def _unsure(said: Sequence[Said], speakers: frozenset[str], slips: Slips, *, voiced: bool) -> Iterator[tuple[int, str]]:
    """Yield the places where words that could be a label go on in the turn before, with those words."""
    labelled = False
    for place, one in enumerate(said):
        labelled = labelled or not one.bare
        if labelled and one.bare and not one.block.heading:
            found = _suspect(one.block.text, speakers, slips, voiced=voiced)
            if found:
                yield place, found


def _suspect(line: str, speakers: frozenset[str], slips: Slips, *, voiced: bool) -> str | None:
    slip = slips.on(line)
    if slip is not None:
        return slip.label
    begun = opening(line)
    if voiced:
        return begun.label if begun.label and plausible(begun.label) and says_who(begun.label) else None
    if begun.label is not None and not begun.tight:
        return begun.label if could_be_somebody(begun.label) or slips.are(begun.label) else None
    before, loose = before_sign(line)
    if before is None:
        return None
    # "I - I go": a letter may be a label and a word.
    sure = is_name(before) or key(before) in speakers - words.OPENERS
    return before if sure or (loose and could_be_somebody(before)) else None
