"""Which of a file's labels are speakers. Needs the whole file: a label that occurs once may be talk.

May hold the judgement, and the doubts it leaves; how a label looks is in `labels`, the lists are in `words`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.ingest.talk.head import is_metadata
from thematic.ingest.talk.labels import Opening, before_sign, is_id, key, opening, plausible, speaks_role
from thematic.ingest.talk.names import could_be_somebody, is_close, is_name, is_talk
from thematic.text import one_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from thematic.ingest.raw import Block, Content

__all__ = ["Said", "said_in"]

_MOST = 0.5
# Captions name a speaker in the first cue of a turn only, or in all.
_MANY_CUES = 0.15
_HARDLY_ANY = 0.1
_MOST_DOUBTS = 12
_MOST_LINES = 100
_WIDTH = 40


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
class _Census:
    """Every label that occurs, by key: how often, where first, and how it is spelt there."""

    counts: Counter[str]
    spelt: dict[str, str]
    first: dict[str, int]
    share_of: int
    most: float


def said_in(content: Content, known: Collection[str]) -> tuple[list[Said], list[str]]:
    """Return the blocks of `content` with their speakers, and a doubt for every label that was nearly one.

    Args:
        content: the file.
        known: keys of labels that are speakers whatever they look like: the roster's and `--moderator`'s.
    """
    openings = [_opening(block, content) for block in content.blocks]
    strong = _strong(openings, known)
    census = _census(openings, content)
    accepted, refused = _judged(census, strong, _first_metadata(content.blocks, openings))
    labelled = bool(accepted) or any(block.voice is not None for block in content.blocks)
    timed = labelled or sum(begun.start is not None for begun in openings) > _MOST * len(openings)
    said = [
        _said(block, begun, accepted=accepted, strong=strong, timed=timed)
        for block, begun in zip(content.blocks, openings, strict=True)
    ]
    nearly = {place: openings[place].label or "" for place in refused.values()}
    if accepted:
        nearly |= dict(_unsure(said, openings, accepted, content))
    return said, list(_doubts(nearly, content))


def _opening(block: Block, content: Content) -> Opening:
    if content.voiced or block.voice is not None or block.heading:
        return Opening(None, block.text, untimed=block.text)
    return opening(block.text)


def _said(block: Block, begun: Opening, *, accepted: frozenset[str], strong: frozenset[str], timed: bool) -> Said:
    if block.voice is not None:
        return Said(block, block.text, block.voice or None, block.start, unknown=not block.voice)
    start = begun.start if block.start is None else block.start
    if begun.label is not None and key(begun.label) in (strong if begun.tight else accepted):
        return Said(block, begun.rest, begun.label, start)
    if block.heading or not timed:
        return Said(block, block.text, start=block.start)
    return Said(block, begun.untimed, start=start)


def _strong(openings: Sequence[Opening], known: Collection[str]) -> frozenset[str]:
    """Return the keys of labels that are speakers even if they occur once."""
    labels = {begun.label for begun in openings if begun.label is not None}
    return frozenset(key(label) for label in labels if key(label) in known or (plausible(label) and _says_who(label)))


def _says_who(label: str) -> bool:
    return is_id(label) or speaks_role(label)


def _census(openings: Sequence[Opening], content: Content) -> _Census:
    paragraphs = sum(not block.heading for block in content.blocks)
    census = _Census(Counter(), {}, {}, paragraphs, _MANY_CUES if content.cues else _MOST)
    for place, begun in enumerate(openings):
        if begun.label is not None and not begun.tight:
            name = key(begun.label)
            census.counts[name] += 1
            census.spelt.setdefault(name, begun.label)
            census.first.setdefault(name, place)
    return census


def _judged(census: _Census, strong: frozenset[str], metadata: int | None) -> tuple[frozenset[str], dict[str, int]]:
    """Return the keys that are speakers, and the nearly accepted ones with the place of their first occurrence."""
    spelt = {name: label for name, label in census.spelt.items() if name not in strong and plausible(label)}
    repeated = {name for name, label in spelt.items() if census.counts[name] > 1 and not is_talk(label)}
    share = sum(census.counts[name] for name in strong | repeated) / max(census.share_of, 1)
    if not strong and share < _HARDLY_ANY:
        return frozenset(), {name: census.first[name] for name in repeated}
    accepted = strong | repeated
    begin = min((census.first[name] for name in accepted if name in census.first), default=0)
    once = {
        name
        for name, label in spelt.items()
        if census.counts[name] == 1 and is_name(label) and not _in_head(census.first[name], begin, metadata)
    }
    # Names used once count towards the share they need: in a short talk everybody may speak once.
    if accepted and share + len(once) / max(census.share_of, 1) > census.most:
        accepted |= once
    close = {name: census.first[name] for name, label in spelt.items() if name not in accepted and is_close(label)}
    return frozenset(accepted), close


def _in_head(place: int, begin: int, metadata: int | None) -> bool:
    return metadata is not None and metadata < begin and place < begin


def _first_metadata(blocks: Sequence[Block], openings: Sequence[Opening]) -> int | None:
    pairs = enumerate(zip(blocks, openings, strict=True))
    return next((place for place, (block, begun) in pairs if begun.label and is_metadata(block.text)), None)


def _unsure(
    said: Sequence[Said], openings: Sequence[Opening], accepted: frozenset[str], content: Content
) -> Iterator[tuple[int, str]]:
    """Yield the places where words that could be a label go on in the turn before, with those words."""
    if content.cues:
        return
    labelled = False
    for place, (one, begun) in enumerate(zip(said, openings, strict=True)):
        labelled = labelled or not one.bare
        if labelled and one.bare and not one.block.heading:
            found = _suspect(one.block.text, begun, accepted)
            if found:
                yield place, found


def _suspect(line: str, begun: Opening, accepted: frozenset[str]) -> str | None:
    if begun.label is not None and not begun.tight:
        return begun.label if could_be_somebody(begun.label) else None
    before, loose = before_sign(line)
    if before is None:
        return None
    sure = is_name(before) or key(before) in accepted
    return before if sure or (loose and could_be_somebody(before)) else None


def _doubts(refused: dict[int, str], content: Content) -> Iterator[str]:
    places = sorted(refused)
    for place in places[:_MOST_DOUBTS]:
        label = one_line(refused[place], _WIDTH)
        yield f'{content.place} {content.blocks[place].line}: "{label}:" was read as talk, not as a speaker'
    more = [content.blocks[place].line for place in places[_MOST_DOUBTS:]]
    if more:
        where = f"{content.place}{'s' if len(more) > 1 else ''} {', '.join(map(str, more[:_MOST_LINES]))}"
        rest = f" and {len(more) - _MOST_LINES} more" if len(more) > _MOST_LINES else ""
        yield f"{len(more)} more such words before a colon were read as talk: {where}{rest}"
