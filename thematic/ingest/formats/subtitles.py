"""WebVTT, SubRip and SubViewer captions to blocks: one a line of a cue. May hold the grammars and their tags.

WebVTT after W3C, WebVTT: The Web Video Text Tracks Format; the others have no standard and are read as players read
them.
"""

from __future__ import annotations

import html
import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.errors import InputError
from thematic.ingest.imported import plural
from thematic.ingest.limits import ASSUMED, mojibake, read_text
from thematic.ingest.raw import Block, Content, clean
from thematic.ingest.talk.labels import seconds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thematic.text import Decoded

__all__ = ["read_sbv", "read_srt", "read_vtt"]

_TIME = r"(?:\d{1,4}:)?[0-5]?\d:[0-5]\d(?:[.,]\d{1,6})?"
_TIMING = re.compile(rf"\s{{0,20}}({_TIME})\s{{0,20}}-->\s{{0,20}}({_TIME})(?:\s|$)")
_LIKE_TIMING = re.compile(r"[\s\d:.,]{0,30}\d\s{0,20}-{1,2}>|\s{0,20}\d{1,4}:\d{1,2}(?::\d{1,2})?[.,]\d")
_SKIPPED = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,100})?(?:[ \t]([^<>]{0,200}))?>")
_TAGS = re.compile(r"</?(?:c|i|b|u|v|s|ruby|rt|lang|font)(?:[.\s][^<>]{0,200})?>|<\d[\d:.]{3,15}>", re.IGNORECASE)
_SBV_TIMING = re.compile(rf"^({_TIME}),({_TIME})[ \t]{{0,20}}$", re.MULTILINE)
_POSITION = re.compile(r"\{\\[^{}\n]{0,60}\}")
_ENTITY = re.compile(r"&(?:amp|lt|gt|nbsp|lrm|rlm|quot|apos|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")


@dataclass(frozen=True, slots=True)
class _Cue:
    line: int
    start: float
    end: float
    lines: tuple[str, ...]


def read_vtt(name: str, data: bytes, encoding: str | None = None) -> Content:
    """Return the cues of a WebVTT file, with the speakers that its voice tags name.

    Raises:
        InputError: the bytes are no text, the first line is not WEBVTT, or a time line is broken.
    """
    decoded = read_text(name, data, encoding)
    lines = decoded.text.split("\n")
    if not re.match(r"WEBVTT(?:[ \t]|$)", lines[0]):
        raise InputError(name, "a WebVTT file begins with the line WEBVTT. Is it another format?", line=1)
    header = next((number for number, line in enumerate(lines) if not line.strip() or _TIMING.match(line)), len(lines))
    cues, doubts = _cues(name, lines, begin=header)
    blocks = [block for cue in cues for block in _voiced(cue)]
    return _content("vtt", cues, blocks, doubts, decoded)


def read_srt(name: str, data: bytes, encoding: str | None = None) -> Content:
    """Return the cues of a SubRip file, its numbers and tags left out.

    Raises:
        InputError: the bytes are no text, or a time line is missing or broken.
    """
    decoded = read_text(name, data, encoding)
    return _unmarked("srt", name, decoded.text, decoded)


def read_sbv(name: str, data: bytes, encoding: str | None = None) -> Content:
    """Return the cues of a SubViewer file as YouTube gives it, which writes its times `0:00:01.000,0:00:02.000`.

    Raises:
        InputError: the bytes are no text, or a time line is missing or broken.
    """
    decoded = read_text(name, data, encoding)
    return _unmarked("sbv", name, _SBV_TIMING.sub(r"\1 --> \2", decoded.text), decoded)


def _unmarked(file_format: str, name: str, text: str, decoded: Decoded) -> Content:
    """Return the cues of a format that marks no speakers."""
    cues, doubts = _cues(name, text.split("\n"), begin=0)
    blocks = [block for cue in cues for block in _unvoiced(cue)]
    return _content(file_format, cues, blocks, doubts, decoded)


def _content(file_format: str, cues: list[_Cue], blocks: list[Block], doubts: list[str], decoded: Decoded) -> Content:
    doubt = mojibake(decoded.text)
    spoken = {block.line for block in blocks if block.text.strip()}
    empty = sum(spoken.isdisjoint(range(cue.line, cue.line + len(cue.lines))) for cue in cues)
    notes = [ASSUMED] if decoded.assumed else []
    return Content(
        file_format,
        tuple(block for block in blocks if block.text.strip()),
        decoded.encoding,
        notes=(*notes, f"{plural(empty, 'empty caption')} left out") if empty else tuple(notes),
        doubts=(*doubts, doubt) if doubt else tuple(doubts),
        cues=True,
    )


def _cues(name: str, lines: list[str], *, begin: int) -> tuple[list[_Cue], list[str]]:
    cues: list[_Cue] = []
    doubts: list[str] = []
    for (place, group), (_, after) in itertools.pairwise([*_groups(lines, begin), (0, [])]):
        if _SKIPPED.match(group[0]) and begin:
            continue
        timings = _timings(name, group, place)
        if not timings and not _is_number(group, after, len(cues)):
            _join_stray(name, group, place, cues=cues, doubts=doubts)
        for this, following in itertools.pairwise([*timings, None] if timings else []):
            assert this is not None
            cues.append(_cue(group, place, this, following))
    return cues, doubts


def _groups(lines: list[str], begin: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the runs of lines between empty lines, each with the index of its first line."""
    group: list[str] = []
    for place, line in enumerate(lines[begin:], begin):
        if line.strip():
            group.append(line)
        elif group:
            yield place - len(group), group
            group = []
    if group:
        yield len(lines) - len(group), group


def _timings(name: str, group: list[str], place: int) -> list[int]:
    """Return where in the group its time lines stand: first or second, or later where an empty line was forgotten."""
    found = [number for number, line in enumerate(group) if _TIMING.match(line)]
    if found and found[0] <= 1:
        return found
    broken = next((number for number, line in enumerate(group[:2]) if "-->" in line or _LIKE_TIMING.match(line)), None)
    if broken is not None or found:
        where = found[0] if broken is None else broken
        reason = "this is no time line such as 00:01:02.000 --> 00:01:04.000. Mend it"
        if broken is None:
            reason = "there is text between a cue's number and its time line, or an empty line is missing"
        raise InputError(name, reason, line=place + where + 1)
    return []


def _is_number(group: list[str], following: list[str], cues: int) -> bool:
    """Whether a group is a cue's number that an empty line parted from its time line, and no number somebody said."""
    if len(group) > 1 or not group[0].strip().isdigit():
        return False
    timed = bool(following) and _TIMING.match(following[0]) is not None
    return timed or not cues or int(group[0].strip()[:9]) == cues + 1


def _join_stray(name: str, group: list[str], place: int, *, cues: list[_Cue], doubts: list[str]) -> None:
    """Give words that stand in no cue to the cue before: some programs put empty lines inside one."""
    if not cues:
        raise InputError(name, "there is no time line such as 00:01:02.000 --> 00:01:04.000 here", line=place + 1)
    last = cues[-1]
    cues[-1] = _Cue(last.line, last.start, last.end, (*last.lines, *group))
    doubts.append(f"line {place + 1}: words outside any cue were added to the cue before them")


def _cue(group: list[str], place: int, this: int, following: int | None) -> _Cue:
    until = len(group) if following is None else following
    # The next cue's number, where no empty line stands before it.
    if following is not None and until - 1 > this and group[until - 1].strip().isdigit():
        until -= 1
    found = _TIMING.match(group[this])
    assert found is not None
    return _Cue(place + this + 2, seconds(found[1]), seconds(found[2]), tuple(group[this + 1 : until]))


def _unvoiced(cue: _Cue) -> Iterator[Block]:
    for number, line in enumerate(cue.lines):
        yield _block(cue, _POSITION.sub("", _TAGS.sub("", line)), line=cue.line + number)


def _voiced(cue: _Cue) -> Iterator[Block]:
    """Yield a cue's words voice by voice; a voice may span lines, and a cue hold several."""
    payload = "\n".join(cue.lines)
    if not _VOICE.search(payload):
        for number, line in enumerate(cue.lines):
            yield _block(cue, _bare(line), line=cue.line + number)
        return
    parts = _VOICE.split(payload)
    if parts[0].strip():
        yield _block(cue, _bare(parts[0]), line=cue.line)
    for voice, words in zip(parts[1::2], parts[2::2], strict=True):
        said, _, after = words.partition("</v>")
        yield _block(cue, _bare(said), line=cue.line, voice=_bare(voice or ""))
        if after.strip():
            yield _block(cue, _bare(after), line=cue.line)


def _block(cue: _Cue, text: str, *, line: int, voice: str | None = None) -> Block:
    return Block(text, line, start=cue.start, end=cue.end, voice=voice, wrapped=True)


def _bare(text: str) -> str:
    """Return words without tags and with entities decoded, on one line."""
    return clean(_ENTITY.sub(_decoded, _TAGS.sub("", text))).replace("\n", " ")


def _decoded(entity: re.Match[str]) -> str:
    return html.unescape(entity[0])
