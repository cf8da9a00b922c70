"""What speech recognisers write for machines, JSON and one table, to blocks: one a segment. May hold their shapes.

Whisper's and WhisperX's `segments`, whisper.cpp's `transcription`, AssemblyAI's and Deepgram's `utterances`, Rev AI's
`monologues` and Amazon Transcribe's `items`. `Block.line` is the number of the segment.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from thematic.errors import InputError
from thematic.ingest.formats.strict_json import load_json
from thematic.ingest.imported import plural
from thematic.ingest.limits import ASSUMED, mojibake, read_text
from thematic.ingest.raw import Block, Content, clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from thematic.text import Decoded

__all__ = ["PROFILES", "is_whisper_table", "read_json", "read_whisper_table"]

_MILLISECONDS = 0.001
_MOST_SECONDS = 1_000_000.0
_SENTENCE_END = (".", "?", "!")
_TABLE = re.compile(rb"(?:\xef\xbb\xbf)?start\tend\ttext\r?\n")
_ROW = re.compile(r"(\d{1,12})\t(\d{1,12})\t(.*)")

PROFILES = ("Whisper", "WhisperX", "whisper.cpp", "AssemblyAI", "Deepgram", "Rev AI", "Amazon Transcribe")


@dataclass(frozen=True, slots=True)
class _Segment:
    """A stretch of words; `speaker` is none where the recogniser named nobody anywhere near."""

    text: str
    start: float | None
    end: float | None
    speaker: str | None = None


class _ShapeError(ValueError):
    """A part is not what its program writes there; the message says which, and where."""


def read_json(name: str, data: bytes, encoding: str | None = None) -> Content:
    """Return the segments of a recogniser's JSON with their times and, where there are any, their speakers.

    Raises:
        InputError: it is no JSON, or none of the shapes that are read.
    """
    value, decoded = load_json(name, data, encoding)
    for recognise in _SHAPES:
        try:
            found = recognise(value)
        except _ShapeError as error:
            raise InputError(name, f"{error}. Export it again, or as .vtt, .srt or .docx") from None
        if found is not None:
            profile, segments = found
            return _content("json", profile, segments, decoded)
    known = ", ".join(PROFILES[:-1])
    reason = f"it is JSON, but not as {known} or {PROFILES[-1]} write it. Export it as .vtt, .srt or .docx"
    raise InputError(name, reason)


def is_whisper_table(data: bytes) -> bool:
    """Whether the bytes begin as Whisper's own .tsv does, which is no table of answers."""
    return _TABLE.match(data) is not None


def read_whisper_table(name: str, data: bytes, encoding: str | None = None) -> Content:
    """Return the rows of Whisper's .tsv: start and end in milliseconds, and words.

    Raises:
        InputError: a row is not of that form.
    """
    decoded = read_text(name, data, encoding)
    segments = []
    for line, row in enumerate(decoded.text.split("\n")[1:], start=2):
        found = _ROW.fullmatch(row)
        if found:
            segments.append(_Segment(found[3], int(found[1]) * _MILLISECONDS, int(found[2]) * _MILLISECONDS))
        elif row.strip():
            raise InputError(name, "this row is no start, end and words, as Whisper writes them", line=line)
    return _content("tsv", "Whisper", segments, decoded)


def _content(file_format: str, profile: str, segments: Iterable[_Segment], decoded: Decoded) -> Content:
    listed = list(segments)
    named = any(segment.speaker for segment in listed)
    blocks = tuple(
        Block(
            clean(segment.text).replace("\n", " "),
            number,
            start=segment.start,
            end=segment.end,
            voice=(segment.speaker or "") if named else None,
        )
        for number, segment in enumerate(listed, start=1)
        if segment.text.strip()
    )
    empty = len(listed) - len(blocks)
    doubt = mojibake(decoded.text)
    notes = [ASSUMED] if decoded.assumed else []
    notes += [f"{plural(empty, 'empty segment')} left out"] if empty else []
    return Content(
        file_format,
        blocks,
        decoded.encoding,
        notes=tuple(notes),
        doubts=(doubt,) if doubt else (),
        place="segment",
        cues=True,
        profile=profile,
        voiced=True,
    )


def _whisper(value: Any) -> tuple[str, list[_Segment]] | None:
    rows = _rows(value, "segments")
    if rows is None:
        return None
    segments = [
        _Segment(_words(row, "text", at), _time(row, "start", at), _time(row, "end", at), _speaker(row))
        for at, row in rows
    ]
    return "WhisperX" if any(segment.speaker for segment in segments) else "Whisper", segments


def _whisper_cpp(value: Any) -> tuple[str, list[_Segment]] | None:
    rows = _rows(value, "transcription")
    if rows is None:
        return None
    return "whisper.cpp", [
        _Segment(
            _words(row, "text", at),
            _time(_part(row, "offsets"), "from", at, _MILLISECONDS),
            _time(_part(row, "offsets"), "to", at, _MILLISECONDS),
        )
        for at, row in rows
    ]


def _assembly(value: Any) -> tuple[str, list[_Segment]] | None:
    rows = _rows(value, "utterances")
    if rows is None:
        if isinstance(value, dict) and "utterances" in value and "audio_url" in value:
            raise _ShapeError("it has no utterances: transcribe with speaker labels")
        return None
    return "AssemblyAI", [
        _Segment(
            _words(row, "text", at),
            _time(row, "start", at, _MILLISECONDS),
            _time(row, "end", at, _MILLISECONDS),
            _lettered(_speaker(row)),
        )
        for at, row in rows
    ]


def _deepgram(value: Any) -> tuple[str, list[_Segment]] | None:
    results = _part(value, "results")
    rows = _rows(results, "utterances")
    if rows is None:
        if isinstance(results, dict) and "channels" in results:
            raise _ShapeError("it has no utterances: transcribe with utterances and diarize on")
        return None
    return "Deepgram", [
        _Segment(
            _words(row, "transcript", at), _time(row, "start", at), _time(row, "end", at), _lettered(_speaker(row))
        )
        for at, row in rows
    ]


def _rev(value: Any) -> tuple[str, list[_Segment]] | None:
    rows = _rows(value, "monologues")
    return None if rows is None else ("Rev AI", [_monologue(at, row) for at, row in rows])


def _monologue(at: int, row: Mapping[str, Any]) -> _Segment:
    elements = _rows(row, "elements")
    if elements is None:
        raise _ShapeError(f"monologue {at} has no elements")
    starts = [_time(element, "ts", at) for _, element in elements]
    ends = [_time(element, "end_ts", at) for _, element in elements]
    return _Segment(
        "".join(_words(element, "value", at) for _, element in elements),
        next((start for start in starts if start is not None), None),
        next((end for end in reversed(ends) if end is not None), None),
        _lettered(_speaker(row)),
    )


def _amazon(value: Any) -> tuple[str, list[_Segment]] | None:
    results = _part(value, "results")
    rows = _rows(results, "items")
    return None if rows is None else ("Amazon Transcribe", list(_sentences(rows, _said_by(results))))


def _said_by(results: Any) -> dict[str, str]:
    """Return the speaker of a word by its time as written, where the words themselves do not say it."""
    segments = _rows(_part(results, "speaker_labels"), "segments") or []
    words = (word for _, segment in segments for _, word in _rows(segment, "items") or [])
    return {str(word.get("start_time")): str(word.get("speaker_label") or "") for word in words}


def _sentences(rows: Iterable[tuple[int, Mapping[str, Any]]], said_by: Mapping[str, str]) -> Iterator[_Segment]:
    """Join words to sentences of one speaker; a sign such as a comma goes to the word before it, without a space."""
    pieces: list[str] = []
    speaker: str | None = None
    start = end = None
    for at, row in rows:
        word = _first_alternative(row, at)
        sign = row.get("type") == "punctuation"
        by = speaker if sign else _speaker(row, "speaker_label") or said_by.get(str(row.get("start_time"))) or None
        if pieces and not sign and (by != speaker or pieces[-1] in _SENTENCE_END):
            yield _Segment("".join(pieces), start, end, speaker)
            pieces = []
        if not pieces:
            start = _time(row, "start_time", at)
        end = _time(row, "end_time", at) or end
        pieces += [word] if sign or not pieces else [" ", word]
        speaker = by
    if pieces:
        yield _Segment("".join(pieces), start, end, speaker)


def _first_alternative(row: Mapping[str, Any], at: int) -> str:
    alternatives = _rows(row, "alternatives")
    if not alternatives:
        raise _ShapeError(f"item {at} has no words")
    return _words(alternatives[0][1], "content", at)


def _part(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None


def _rows(value: Any, key: str) -> list[tuple[int, Mapping[str, Any]]] | None:
    """Return the objects listed under `key` with their numbers, or none where there is no such list of objects."""
    listed = _part(value, key)
    if not isinstance(listed, list) or not all(isinstance(row, dict) for row in listed):
        return None
    return list(enumerate(listed, start=1))


def _words(row: Mapping[str, Any], key: str, at: int) -> str:
    words = row.get(key)
    if not isinstance(words, str):
        raise _ShapeError(f'part {at} has no words under "{key}"')
    return words


def _time(row: Any, key: str, at: int, scale: float = 1.0) -> float | None:
    """Return a time in seconds, none where the recogniser gave none; some write their numbers as text."""
    given = _part(row, key)
    if given is None or given == "":
        return None
    try:
        time = (
            float(given) * scale if isinstance(given, int | float | str) and not isinstance(given, bool) else math.nan
        )
    except (ValueError, OverflowError):
        time = math.nan
    if not 0 <= time <= _MOST_SECONDS:
        raise _ShapeError(f'part {at} has under "{key}" what is no time')
    return round(time, 3)


def _speaker(row: Mapping[str, Any], key: str = "speaker") -> str | None:
    """Return who spoke as the recogniser calls them; a number is none of its words."""
    given = row.get(key)
    if isinstance(given, bool) or not isinstance(given, int | str):
        return None
    return clean(str(given)).replace("\n", " ") or None


def _lettered(speaker: str | None) -> str | None:
    """Return `Speaker A` for A and `Speaker 0` for 0: the letter I alone would read as an interviewer."""
    short = speaker is not None and re.fullmatch(r"[A-Z]|\d{1,4}", speaker) is not None
    return f"Speaker {speaker}" if short else speaker


_SHAPES: tuple[Callable[[Any], tuple[str, list[_Segment]] | None], ...] = (
    _whisper,
    _whisper_cpp,
    _assembly,
    _deepgram,
    _rev,
    _amazon,
)
