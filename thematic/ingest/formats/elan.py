"""ELAN's .eaf to blocks: one an entry of a speaker's tier, in the order in which they begin. Read as a stream.

May hold the EAF format as MPI for Psycholinguistics describes it. Entries of tiers that hang on another tier repeat,
translate or take apart what was said: they are left out and counted.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError, XMLParser

from thematic.errors import InputError
from thematic.ingest.formats.package import DoctypeError, Target
from thematic.ingest.imported import plural
from thematic.ingest.limits import mojibake
from thematic.ingest.raw import Block, Content, clean
from thematic.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["PROFILE", "read_eaf"]

PROFILE = "ELAN"

_MOST_XML = 20_000_000
_PIECE = 1 << 16
_LONGEST_TIME = 12
_WIDTH = 40
_LETTERS = re.compile(r"[^\W\d_]+")
# How tiers are called on which nothing is said.
_NO_TALK = ("comment", "gestur", "note", "gaze", "remark", "code", "coding", "description", "context", "laugh", "noise")


@dataclass(frozen=True, slots=True)
class _Tier:
    """`hangs`: it names a tier above it; `label`: who speaks, by the participant's name or else the tier's `name`."""

    label: str
    name: str
    hangs: bool


@dataclass(frozen=True, slots=True)
class _Entry:
    tier: _Tier
    text: str
    begins: str
    ends: str


@dataclass(slots=True)
class _Document(Target):
    """What the parser hands on as the file streams past: times by slot, tiers, and their entries."""

    root: str = ""
    slots: dict[str, float | None] = field(default_factory=dict)
    tiers: list[_Tier] = field(default_factory=list)
    entries: list[_Entry] = field(default_factory=list)
    referring: int = 0
    _begins: str = ""
    _ends: str = ""
    _words: list[str] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Open an element."""
        self.root = self.root or tag
        if tag == "TIME_SLOT":
            self.slots[attributes.get("TIME_SLOT_ID", "")] = _milliseconds(attributes.get("TIME_VALUE", ""))
        elif tag == "TIER":
            label = attributes.get("PARTICIPANT", "").strip() or attributes.get("TIER_ID", "")
            name = attributes.get("TIER_ID", "")
            self.tiers.append(_Tier(clean(label).replace("\n", " "), name, "PARENT_REF" in attributes))
        elif tag in {"ALIGNABLE_ANNOTATION", "REF_ANNOTATION"}:
            self._begins, self._ends = (attributes.get(f"TIME_SLOT_REF{n}", "") for n in (1, 2))
            self.referring += tag == "REF_ANNOTATION"
        elif tag == "ANNOTATION_VALUE" and self._begins:
            self._words = []

    def end(self, tag: str) -> None:
        """Close an element."""
        if tag == "ANNOTATION_VALUE" and self._words is not None and self.tiers:
            self.entries.append(_Entry(self.tiers[-1], "".join(self._words), self._begins, self._ends))
        if tag in {"ANNOTATION_VALUE", "ALIGNABLE_ANNOTATION"}:
            self._words = None

    def data(self, text: str) -> None:
        """Take an entry's words."""
        if self._words is not None:
            self._words.append(text)

    def close(self) -> None:
        """End the document."""


def read_eaf(name: str, data: bytes, encoding: str | None = None) -> Content:  # noqa: ARG001  a reader's signature
    """Return what is said on the tiers of an ELAN file, each tier the voice of its participant.

    Raises:
        InputError: the bytes are no ELAN file, or a damaged or oversized one.
    """
    document = _parsed(name, data)
    spoken = [entry for entry in document.entries if not entry.tier.hangs]
    places = _places(document)
    ordered = sorted(spoken, key=lambda entry: places.get(entry.begins, 0.0))
    blocks = tuple(
        Block(
            clean(entry.text).replace("\n", " "),
            number,
            start=document.slots.get(entry.begins),
            end=document.slots.get(entry.ends),
            voice=entry.tier.label,
        )
        for number, entry in enumerate(ordered, start=1)
        if entry.text.strip()
    )
    doubt = mojibake("\n".join(block.text for block in blocks))
    return Content(
        "eaf",
        blocks,
        notes=tuple(_notes(document, len(spoken) - len(blocks))),
        doubts=(*([doubt] if doubt else []), *_doubts(document)),
        place="entry",
        cues=True,
        profile=PROFILE,
        voiced=True,
    )


def _parsed(name: str, data: bytes) -> _Document:
    if len(data) > _MOST_XML:
        raise InputError(name, f"the file has over {_MOST_XML // 1_000_000} MB; no transcript has")
    document = _Document()
    parser = XMLParser(target=document)  # noqa: S314  the target refuses a DOCTYPE, and with it every entity
    try:
        for at in range(0, len(data), _PIECE):
            parser.feed(data[at : at + _PIECE])
        parser.close()
    except DoctypeError:
        raise InputError(name, "it declares a DOCTYPE, which no file of ELAN's does") from None
    except ParseError as error:
        line, _ = error.position
        raise InputError(name, "the XML is damaged or cut short here. Save it again from ELAN", line=line) from None
    except (ValueError, LookupError):
        raise InputError(name, "the XML is in an encoding that is not read. Save it again from ELAN") from None
    if document.root != "ANNOTATION_DOCUMENT":
        raise InputError(name, "it is XML, but no file of ELAN's. Save it from ELAN as .eaf")
    return document


def _places(document: _Document) -> dict[str, float]:
    """Return where each slot stands: at its time or, for those ELAN has given none, at that of the slot before."""
    places: dict[str, float] = {}
    latest = 0.0
    for slot, time in document.slots.items():
        latest = latest if time is None else time
        places[slot] = latest
    return places


def _says_notes(tier: str) -> bool:
    return any(word.startswith(_NO_TALK) for word in _LETTERS.findall(tier.casefold()))


def _milliseconds(value: str) -> float | None:
    return int(value) / 1000 if value.isascii() and value.isdigit() and len(value) <= _LONGEST_TIME else None


def _notes(document: _Document, empty: int) -> Iterator[str]:
    if empty:
        yield f"{plural(empty, 'empty entry', 'empty entries')} left out"
    left = document.referring + sum(entry.tier.hangs for entry in document.entries)
    if left:
        tiers = sum(tier.hangs for tier in document.tiers)
        what = f"{plural(left, 'entry', 'entries')} of {plural(tiers, 'tier')} that hang on another tier"
        yield f"{what} (translations, glosses, single words) left out"


def _doubts(document: _Document) -> Iterator[str]:
    shared = [
        label for label, count in Counter(tier.label for tier in document.tiers if not tier.hangs).items() if count > 1
    ]
    names = dict.fromkeys(tier.name for tier in document.tiers if not tier.hangs and _says_notes(tier.name))
    for name in names:
        yield f'the tier "{one_line(name, _WIDTH)}" was read as talk: if it is none, delete it in ELAN or --map it'
    if shared:
        yield f"{plural(len(shared), 'participant has', 'participants have')} several tiers: all were read as talk"
