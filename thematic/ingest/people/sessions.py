"""The name of a session: from a file, or from a table of participants, by one rule. May hold that rule alone."""

from __future__ import annotations

import re
import unicodedata

from thematic.ingest.imported import stem
from thematic.ingest.talk.labels import key

__all__ = ["FORMATS", "label_key", "safe_id", "session_from", "session_key", "transcript_id_for"]

FORMATS = (
    *(".txt", ".md", ".docx", ".odt", ".rtf", ".html", ".htm", ".pdf"),
    *(".vtt", ".srt", ".sbv", ".json", ".eaf"),
    *(".csv", ".tsv", ".xlsx"),
)
_NOT_IN_IDS = re.compile(r"[^\w.-]+")


def transcript_id_for(name: str) -> str:
    """Return an id made from a file's name: its stem, every run of other signs than letters, digits, `-_.` one `-`."""
    return safe_id(stem(name)) or "transcript"


def session_from(written: str) -> str:
    """Return the transcript's id that a table means by `written`, its case kept: `Walk (May)` is `Walk-May`.

    A file's name is taken as one (`fg1.docx` is `fg1`) where its ending is one of `FORMATS`.
    """
    name = written.strip()
    return transcript_id_for(name) if name.casefold().endswith(FORMATS) else safe_id(name) or name


def session_key(session: str) -> str:
    """Return what all spellings of one session share: that of `session_from`, and case left aside."""
    return session_from(session).casefold()


def label_key(session: str, label: str) -> tuple[str, str]:
    """Return what all spellings of one label in one session share: case, spaces, a final full stop left aside."""
    return session_key(session), key(label)


def safe_id(words: str) -> str:
    """Return `words` as an id may hold them: every run of other signs than letters, digits, `-_.` one `-`; or ""."""
    return _NOT_IN_IDS.sub("-", unicodedata.normalize("NFC", words)).strip("-.")
