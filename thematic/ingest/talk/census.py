"""Which of the labels that begin a file's lines are speakers. Needs the whole file: one that occurs once may be talk.

May hold counts and the judgement by them; how a label looks is in `labels`, whether it may be somebody in `names`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from thematic.ingest.talk.head import is_metadata
from thematic.ingest.talk.labels import is_id, key, plausible, speaks_role
from thematic.ingest.talk.names import is_close, is_name, is_talk, may_return

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from thematic.ingest.raw import Block, Content
    from thematic.ingest.talk.labels import Opening

__all__ = ["Verdict", "judged", "says_who", "strong_among"]

_MOST = 0.5
# Captions name a speaker in the first cue of a turn only, or in all.
_MANY_CUES = 0.15
_NEARLY_ALL_CUES = 0.8
_HARDLY_ANY = 0.1
_FEWEST_RETURNS = 3
_FEWEST_BETWEEN = 2
_LONGEST_ODD = 5
# In a shorter talk than this many labelled lines everybody may speak once.
_SHORT = 8


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the labels of a file are, by their keys.

    Attributes:
        accepted: the speakers.
        strong: those that are speakers however their lines are spelt.
        refused: the place of the first line of each that was nearly accepted.
        returned: how often each comes that reads as talk, and whether it was taken for a speaker.
        once: those accepted that begin one line and are only names.
        spelt: how each is spelt first; likewise `first`, where.
    """

    accepted: frozenset[str]
    strong: frozenset[str]
    refused: Mapping[str, int]
    returned: Mapping[str, int] = field(default_factory=dict)
    once: frozenset[str] = frozenset()
    spelt: Mapping[str, str] = field(default_factory=dict)
    first: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Census:
    """Every label that occurs, by key: how often, where first, how it is spelt there, and all of them in order."""

    counts: Counter[str]
    spelt: dict[str, str]
    first: dict[str, int]
    order: list[str]
    share_of: int
    most: float


def judged(openings: Sequence[Opening], content: Content, strong: frozenset[str]) -> Verdict:
    """Return which labels of the file are speakers; `strong` are so however often they occur."""
    census = _census(openings, content)
    spelt = {name: label for name, label in census.spelt.items() if name not in strong and plausible(label)}
    repeated = {name for name, label in spelt.items() if census.counts[name] > 1 and not is_talk(label)}
    repeated |= _odd(openings, content, census) - strong
    come = _coming_back(census, spelt, repeated)
    returning = _returning(census, {name for name in come if may_return(spelt[name])}, strong | repeated)
    repeated |= returning
    share = sum(census.counts[name] for name in strong | repeated) / max(census.share_of, 1)
    if not strong and share < (_HARDLY_ANY if repeated - returning else census.most):
        return Verdict(frozenset(), strong, {name: census.first[name] for name in repeated | come})
    accepted = strong | repeated
    once = _once(census, spelt, accepted, _first_metadata(content.blocks, openings))
    # Names used once count towards the share they need: in a short talk everybody may speak once.
    if not accepted or share + len(once) / max(census.share_of, 1) <= census.most:
        once = frozenset()
    accepted |= once
    close = {name: census.first[name] for name, label in spelt.items() if name not in accepted and is_close(label)}
    returned = {name: census.counts[name] for name in come if name not in returning or _is_one_word(spelt[name])}
    long = sum(census.counts[name] for name in accepted) >= _SHORT
    return Verdict(
        frozenset(accepted), strong, close, returned, once if long else frozenset(), census.spelt, census.first
    )


def strong_among(openings: Sequence[Opening], known: Collection[str]) -> frozenset[str]:
    """Return the keys of labels that are speakers even if they occur once."""
    labels = {begun.label for begun in openings if begun.label is not None}
    return frozenset(key(label) for label in labels if key(label) in known or (plausible(label) and says_who(label)))


def says_who(label: str) -> bool:
    """Whether a label is an id or nothing but a role."""
    return is_id(label) or speaks_role(label)


def _census(openings: Sequence[Opening], content: Content) -> _Census:
    paragraphs = sum(not block.heading for block in content.blocks)
    census = _Census(Counter(), {}, {}, [], paragraphs, _MANY_CUES if content.cues else _MOST)
    for place, begun in enumerate(openings):
        if begun.label is not None and not begun.tight:
            name = key(begun.label)
            census.counts[name] += 1
            census.order.append(name)
            census.spelt.setdefault(name, begun.label)
            census.first.setdefault(name, place)
    return census


def _odd(openings: Sequence[Opening], content: Content, census: _Census) -> set[str]:
    """Return labels of captions that come back but are spelt as none: `Hill, Bev`, an address, a telephone number.

    Where every caption has a label, whatever comes back is one.
    """
    if not content.cues:
        return set()
    firsts = {block.start: begun for block, begun in reversed(list(zip(content.blocks, openings, strict=True)))}
    labelled = sum(begun.label is not None and not begun.tight for begun in firsts.values())
    all_are = labelled >= _NEARLY_ALL_CUES * max(len(firsts), 1)
    fewest = _FEWEST_BETWEEN if all_are else _FEWEST_RETURNS
    often = {name: label for name, label in census.spelt.items() if census.counts[name] >= fewest}
    return {
        name for name, label in often.items() if len(name.split()) <= _LONGEST_ODD and (all_are or not is_talk(label))
    }


def _coming_back(census: _Census, spelt: Mapping[str, str], repeated: Collection[str]) -> set[str]:
    return {name for name in spelt if name not in repeated and census.counts[name] >= _FEWEST_RETURNS}


def _returning(census: _Census, come: Collection[str], speakers: Collection[str]) -> set[str]:
    """Return those of the labels that read as talk which come back between two lines of one other, as answers do.

    Talk goes on in a turn, and after it somebody else speaks.
    """
    others = {*come, *speakers}
    order = [name for name in census.order if name in others]
    triples = list(zip(order, order[1:], order[2:], strict=False))
    around = Counter(this for _, this, _ in triples)
    between = Counter(this for before, this, after in triples if before == after != this)
    return {name for name in come if between[name] >= _FEWEST_BETWEEN and 2 * between[name] >= around[name]}


def _is_one_word(label: str) -> bool:
    return len(label.split()) == 1


def _once(census: _Census, spelt: Mapping[str, str], accepted: Collection[str], metadata: int | None) -> frozenset[str]:
    begin = min((census.first[name] for name in accepted if name in census.first), default=0)
    return frozenset(
        name
        for name, label in spelt.items()
        if census.counts[name] == 1 and is_name(label) and not _in_head(census.first[name], begin, metadata)
    )


def _in_head(place: int, begin: int, metadata: int | None) -> bool:
    return metadata is not None and metadata < begin and place < begin


def _first_metadata(blocks: Sequence[Block], openings: Sequence[Opening]) -> int | None:
    pairs = enumerate(zip(blocks, openings, strict=True))
    return next((place for place, (block, begun) in pairs if begun.label and is_metadata(block.text)), None)
