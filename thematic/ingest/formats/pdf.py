"""PDFs with a text layer to blocks. The file is parsed in a process of its own, whose memory and time are limited.

May hold how that process is started, what its faults mean, and nothing of the format itself: that is in `pdf_child`;
how lines on pages become paragraphs is in `pages`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from thematic.errors import InputError
from thematic.ingest.formats.pages import paragraphs_on
from thematic.ingest.formats.printed import Gap, Line
from thematic.ingest.limits import mojibake, other_format
from thematic.ingest.raw import Content

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["read_pdf"]

_MEGABYTE = 1_000_000
_MOST_BYTES = 50 * _MEGABYTE
_MOST_ANSWER = 100 * _MEGABYTE
_MEMORY = 200 * _MEGABYTE
_MEMORY_PER_BYTE = 4
_SECONDS = 5
_SECONDS_PER_MEGABYTE = 60
_FEWEST_LETTERS = 20
_MOST_UNKNOWN = 0.05
_PROGRAM = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from pdf_child import main; main(int(sys.argv[2]), int(sys.argv[3]))"
)
_ANOTHER_WAY = "Open it and save its text as .docx or .txt"
_FAULTS = {
    "encrypted": "the PDF is locked by a password. Save it without one",
    "forbidden": "the PDF forbids taking its text out. Ask who made it for the .docx, or for one without that lock",
    "pages": "the PDF has over 3,000 pages; no transcript has",
    "memory": f"reading the PDF takes too much memory. {_ANOTHER_WAY}",
    "time": f"reading the PDF takes too long. {_ANOTHER_WAY}",
}
_DAMAGED = f"the PDF is damaged, cut short or of an unknown kind. {_ANOTHER_WAY}"
_SCAN = "the PDF has no text layer: it is a scan or a picture. Recognise its text (OCR) first, and check every word"
_GARBLED = f"the PDF does not say which letters its shapes are. {_ANOTHER_WAY}, and check the words"


def read_pdf(name: str, data: bytes, encoding: str | None = None) -> Content:  # noqa: ARG001  a reader's signature
    """Return the paragraphs of a PDF's text layer, headers, footers and page numbers left out and counted.

    Raises:
        InputError: the bytes are no PDF, or a locked, damaged or oversized one, or one without text.
    """
    if b"%PDF-" not in data[:1024]:
        raise InputError(name, other_format(data, ".pdf") or "it is not a PDF, whatever its suffix")
    if len(data) > _MOST_BYTES:
        raise InputError(name, f"the PDF has over {_MOST_BYTES // _MEGABYTE} MB. {_ANOTHER_WAY}")
    answer = _answer(data)
    pages = _pages(name, answer)
    text = "".join(line.text for page in pages for line in page)
    doubts = _check_text(name, text)
    printed = paragraphs_on(pages, answer.get("width", 0.0), answer.get("raised", 0))
    return Content("pdf", printed.blocks, notes=printed.notes, doubts=(*doubts, *printed.doubts))


def _check_text(name: str, text: str) -> list[str]:
    """Refuse a scan, and return what is to be doubted of the letters."""
    letters = sum(map(str.isalnum, text))
    unknown = text.count("\ufffd")
    if unknown > _MOST_UNKNOWN * (letters + unknown):
        raise InputError(name, _GARBLED)
    if letters < _FEWEST_LETTERS:
        raise InputError(name, _SCAN)
    found = [f"{unknown} letters could not be read and stand as \ufffd"] if unknown else []
    return [*found, *filter(None, [mojibake(text)])]


def _pages(name: str, answer: dict[str, Any]) -> list[list[Line]]:
    if "pages" not in answer:
        raise InputError(name, _FAULTS.get(str(answer.get("fault")), _DAMAGED))
    return [[_line(line) for line in page] for page in answer["pages"]]


def _line(values: Sequence[Any]) -> Line:
    base, left, right, size, word, text, gaps = values
    return Line(base, left, right, size, word, text, tuple(Gap(*gap) for gap in gaps))


def _answer(data: bytes) -> dict[str, Any]:
    """Return what the child says of `data`: pages, or a fault. It gets no environment, and no folder to write to."""
    seconds = _SECONDS + _SECONDS_PER_MEGABYTE * len(data) // _MEGABYTE
    memory = _MEMORY + _MEMORY_PER_BYTE * len(data)
    command = [sys.executable, "-I", "-X", "utf8", "-c", _PROGRAM, json.dumps(_paths()), str(memory), str(seconds)]
    try:
        ended = subprocess.run(  # noqa: S603  our own program, in this very interpreter
            command, input=data, capture_output=True, env=_environment(), timeout=2 * seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return {"fault": "time"}
    return _said(ended)


def _said(ended: subprocess.CompletedProcess[bytes]) -> dict[str, Any]:
    if ended.returncode == 0 and len(ended.stdout) <= _MOST_ANSWER:
        answer = json.loads(ended.stdout)
        return answer if isinstance(answer, dict) else {}
    # A process that is out of its seconds is ended by a signal; one out of memory may be, too, or say so itself.
    return {"fault": "time"} if ended.returncode in {-24, -9} else {"fault": "memory"}


def _paths() -> Sequence[str]:
    """Return where this process finds its modules, and last this folder: where the child may look, and nowhere else."""
    # By its own name, the child need not load the package it stands in, which takes as long as a short file.
    absolute = [path for path in sys.path if os.path.isabs(path)]  # noqa: PTH117  strings, as Python keeps them
    return [*absolute, str(Path(__file__).parent)]


def _environment() -> dict[str, str]:
    # Without it, Python does not start on Windows.
    return {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
