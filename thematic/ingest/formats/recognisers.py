"""What speech recognisers write for machines, JSON and one table, to blocks: one a segment. May hold their shapes.

Whisper's and WhisperX's `segments`, whisper.cpp's `transcription`, AssemblyAI's and Deepgram's `utterances`, Rev AI's
`monologues` and Amazon Transcribe's `items`. `Block.line` is the number of the segment.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from thematic.errors import InputError
from thematic.ingest.formats.fields import ShapeError, lettered, part_of, rows_of, speaker_of, time_of, words_of
from thematic.ingest.formats.spoken_words import Word, stretches
from thematic.ingest.formats.strict_json import load_json
from thematic.ingest.imported import plural
from thematic.ingest.limits import ASSUMED, mojibake, read_text
from thematic.ingest.raw import Block, Content, clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from thematic.text import Decoded

__all__ = ["PROFILES", "is_whisper_table", "read_json", "read_whisper_table"]

_MILLISECONDS = 0.001
_SENTENCE_END = (".", "?", "!")
_TABLE = re.compile(rb"(?:\xef\xbb\xbf)?start\tend\ttext\r?\n")
_ROW = re.compile(r"(\d{1,12})\t(\d{1,12})\t(.*)")

PROFILES = ("Whisper", "WhisperX", "whisper.cpp", "AssemblyAI", "Deepgram", "Rev AI", "Amazon Transcribe")


@dataclass(frozen=True, slots=True)
class _Segment:
    """A stretch of words; `speaker` is none where the recogniser named nobody anywhere near.

    `at` is the number of the segment in the file, where several stretches are of one; `mixed`: its words name several
    speakers, and cannot be told apart.
    """

    text: str
    start: float | None
    end: float | None
    speaker: str | None = None
    at: int = 0
    mixed: bool = False


def read_json(name: str, data: bytes, encoding: str | None = None) -> Content:
    """Return the segments of a recogniser's JSON with their times and, where there are any, their speakers.

    Raises:
        InputError: it is no JSON, or none of the shapes that are read.
    """
    value, decoded = load_json(name, data, encoding)
    for recognise in _SHAPES:
        try:
            found = recognise(value)
        except ShapeError as error:
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
            segment.at or number,
            start=segment.start,
            end=segment.end,
            voice=(segment.speaker or "") if named else None,
        )
        for number, segment in enumerate(listed, start=1)
        if segment.text.strip()
    )
    empty = len(listed) - len(blocks)
    doubts = filter(None, [mojibake(decoded.text), _mixed(listed)])
    notes = [ASSUMED] if decoded.assumed else []
    notes += [f"{plural(empty, 'empty segment')} left out"] if empty else []
    return Content(
        file_format,
        blocks,
        decoded.encoding,
        notes=tuple(notes),
        doubts=tuple(doubts),
        place="segment",
        cues=True,
        profile=profile,
        voiced=True,
    )


def _mixed(segments: Iterable[_Segment]) -> str:
    mixed = [segment.at for segment in segments if segment.mixed]
    count = f"{plural(len(mixed), 'segment has', 'segments have')} words of several speakers"
    return f"segment {mixed[0]}: {count} that are not those of the text: read as one's" if mixed else ""


def _whisper(value: Any) -> tuple[str, list[_Segment]] | None:
    rows = rows_of(value, "segments")
    if rows is None:
        return None
    segments = [segment for at, row in rows for segment in _whispered(at, row)]
    return "WhisperX" if any(segment.speaker for segment in segments) else "Whisper", segments


def _whispered(at: int, row: Mapping[str, Any]) -> Iterator[_Segment]:
    """Yield a segment of Whisper's, or its stretches where WhisperX says of its words that several said them."""
    whole = _Segment(words_of(row, "text", at), time_of(row, "start", at), time_of(row, "end", at), speaker_of(row), at)
    words = [
        Word(words_of(word, "word", at), time_of(word, "start", at), time_of(word, "end", at), speaker_of(word))
        for _, word in rows_of(row, "words") or []
        if isinstance(word.get("word"), str)
    ]
    if len({word.speaker for word in words if word.speaker}) <= 1:
        yield whole
        return
    parts = stretches(whole.text, words)
    if parts is None:
        yield replace(whole, mixed=True)
    else:
        yield from (_Segment(part.text, part.start, part.end, part.speaker, at) for part in parts)


def _whisper_cpp(value: Any) -> tuple[str, list[_Segment]] | None:
    rows = rows_of(value, "transcription")
    if rows is None:
        return None
    return "whisper.cpp", [
        _Segment(
            words_of(row, "text", at),
            time_of(part_of(row, "offsets"), "from", at, _MILLISECONDS),
            time_of(part_of(row, "offsets"), "to", at, _MILLISECONDS),
        )
        for at, row in rows
    ]


def _assembly(value: Any) -> tuple[str, list[_Segment]] | None:
    rows = rows_of(value, "utterances")
    if rows is None:
        if isinstance(value, dict) and "utterances" in value and "audio_url" in value:
            raise ShapeError("it has no utterances: transcribe with speaker labels")
        return None
    return "AssemblyAI", [
        _Segment(
            words_of(row, "text", at),
            time_of(row, "start", at, _MILLISECONDS),
            time_of(row, "end", at, _MILLISECONDS),
            lettered(speaker_of(row)),
        )
        for at, row in rows
    ]


def _deepgram(value: Any) -> tuple[str, list[_Segment]] | None:
    results = part_of(value, "results")
    rows = rows_of(results, "utterances")
    if rows is None:
        if isinstance(results, dict) and "channels" in results:
            raise ShapeError("it has no utterances: transcribe with utterances and diarize on")
        return None
    return "Deepgram", [
        _Segment(
            words_of(row, "transcript", at),
            time_of(row, "start", at),
            time_of(row, "end", at),
            lettered(speaker_of(row)),
        )
        for at, row in rows
    ]


def _rev(value: Any) -> tuple[str, list[_Segment]] | None:
    rows = rows_of(value, "monologues")
    return None if rows is None else ("Rev AI", [_monologue(at, row) for at, row in rows])


def _monologue(at: int, row: Mapping[str, Any]) -> _Segment:
    elements = rows_of(row, "elements")
    if elements is None:
        raise ShapeError(f"monologue {at} has no elements")
    starts = [time_of(element, "ts", at) for _, element in elements]
    ends = [time_of(element, "end_ts", at) for _, element in elements]
    return _Segment(
        "".join(words_of(element, "value", at) for _, element in elements),
        next((start for start in starts if start is not None), None),
        next((end for end in reversed(ends) if end is not None), None),
        lettered(speaker_of(row)),
    )


def _amazon(value: Any) -> tuple[str, list[_Segment]] | None:
    results = part_of(value, "results")
    rows = rows_of(results, "items")
    return None if rows is None else ("Amazon Transcribe", list(_sentences(rows, _said_by(results))))


def _said_by(results: Any) -> dict[str, str]:
    """Return the speaker of a word by its time as written, where the words themselves do not say it."""
    segments = rows_of(part_of(results, "speaker_labels"), "segments") or []
    words = (word for _, segment in segments for _, word in rows_of(segment, "items") or [])
    return {str(word.get("start_time")): str(word.get("speaker_label") or "") for word in words}


def _sentences(rows: Iterable[tuple[int, Mapping[str, Any]]], said_by: Mapping[str, str]) -> Iterator[_Segment]:
    """Join words to sentences of one speaker; a sign such as a comma goes to the word before it, without a space."""
    pieces: list[str] = []
    speaker: str | None = None
    start = end = None
    for at, row in rows:
        word = _first_alternative(row, at)
        sign = row.get("type") == "punctuation"
        by = speaker if sign else speaker_of(row, "speaker_label") or said_by.get(str(row.get("start_time"))) or None
        if pieces and not sign and (by != speaker or pieces[-1] in _SENTENCE_END):
            yield _Segment("".join(pieces), start, end, speaker)
            pieces = []
        if not pieces:
            start = time_of(row, "start_time", at)
        end = time_of(row, "end_time", at) or end
        pieces += [word] if sign or not pieces else [" ", word]
        speaker = by
    if pieces:
        yield _Segment("".join(pieces), start, end, speaker)


def _first_alternative(row: Mapping[str, Any], at: int) -> str:
    alternatives = rows_of(row, "alternatives")
    if not alternatives:
        raise ShapeError(f"item {at} has no words")
    return words_of(alternatives[0][1], "content", at)


_SHAPES: tuple[Callable[[Any], tuple[str, list[_Segment]] | None], ...] = (
    _whisper,
    _whisper_cpp,
    _assembly,
    _deepgram,
    _rev,
    _amazon,
)
