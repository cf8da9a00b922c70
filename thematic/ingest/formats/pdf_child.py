"""What runs in a process of its own to read a PDF: bytes on standard input, the lines of its pages on standard output.

May hold pdfminer, the limits that the process sets itself before it parses a byte, and letters to lines. It knows
nothing of the rest of the program, and is never imported by it but to find this file's functions by name.
"""

from __future__ import annotations

import io
import itertools
import json
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["extract", "main"]

MOST_PAGES = 3_000
# A letter that stands this much of its size behind the one before stands after a space, or far behind it after a gap.
_SPACE = 0.2
_GAP = 2.0
_SAME_LINE = 0.45
_OVER = 0.1
# A digit this much smaller that stands this much higher, both of the letters' size before it, is a footnote's mark.
_SMALL = 0.85
_RAISED = 0.2
_UNKNOWN = "\ufffd"


@dataclass(slots=True)
class _Run:
    """Letters on one line, as the page writes them one after the other.

    `foot` is where its letters' boxes begin, from below; `word` is where the first word ends; `gaps` are wider than
    between words, each with the place among the letters of what follows it; `raised` counts marks of footnotes, and it
    is `marked` right behind one.
    """

    base: float
    foot: float
    left: float
    right: float
    size: float
    word: float
    letters: list[str]
    parted: bool = False
    gaps: list[tuple[int, float, float]] = field(default_factory=list)
    raised: int = 0
    marked: bool = False

    def add(self, letter: Any) -> None:
        text = letter.get_text()
        if self.is_followed_by_mark(text, letter.size, letter.y0):
            self.leave(letter.x1)
            return
        between = self.space_before(letter.x0, text)
        self.letters += [between, text]
        self.marked = False
        self.right = max(self.right, letter.x1)
        self.parted = self.parted or between != "" or text.isspace()
        if not self.parted:
            self.word = self.right

    def space_before(self, left: float, text: str) -> str:
        """Return the white space that the page shows before what follows at `left`, if it has none itself."""
        gap = (left - self.right) / max(self.size, 1.0)
        if gap > 1:
            self.gaps.append((len(self.letters) + 1, self.right, left))
        if gap > _GAP:
            return "\t"
        return " " if gap > _SPACE and not text.isspace() and not self.letters[-1].isspace() else ""

    def line(self) -> list[Any]:
        places = (round(number, 2) for number in (self.base, self.left, self.right, self.size, self.word))
        text, gaps, begun = "", [], 0
        for at, left, right in self.gaps:
            text += _whole(self.letters[begun:at])
            gaps.append((len(text), round(left, 2), round(right, 2)))
            begun = at
        return [*places, text + _whole(self.letters[begun:]), gaps]

    def is_followed_by_mark(self, text: str, size: float, foot: float) -> bool:
        """Whether such letters, right behind these, are the mark of a footnote."""
        small = text.isdigit() and size < _SMALL * self.size
        return small and foot - self.foot > _RAISED * self.size and not self.letters[-1].isspace()

    def leave(self, right: float) -> None:
        """Leave out a mark that ends at `right`."""
        self.raised += not self.marked
        self.marked = True
        self.right = max(self.right, right)


def _whole(letters: Iterable[str]) -> str:
    # A font may call its shapes by halves of letters, which are none.
    return "".join(letters).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def main(memory: int, seconds: int) -> None:
    """Read standard input within so many bytes of memory and seconds of work, and print what `extract` returns.

    A fault is printed as the name of its kind: a message of the library's may hold words of the file.
    """
    limit(memory, seconds)
    try:
        found = json.dumps(extract(sys.stdin.buffer.read()), allow_nan=False)
    except MemoryError:
        found = json.dumps({"fault": "memory"})
    except Exception as error:  # noqa: BLE001  whatever hostile bytes do to the library is one word for the parent
        found = json.dumps({"fault": _fault(error)})
    sys.stdout.write(found)


def limit(memory: int, seconds: int) -> None:
    """Let this process have no more memory and time than this, write no file, and leave no core behind."""
    try:
        import resource
    except ImportError:  # Windows has no such limits: there the parent's clock alone holds.
        return
    wanted = {"RLIMIT_DATA": memory, "RLIMIT_CPU": seconds, "RLIMIT_FSIZE": 0, "RLIMIT_CORE": 0}
    for name, most in wanted.items():
        number = getattr(resource, name, None)
        if number is not None:
            _, hard = resource.getrlimit(number)
            resource.setrlimit(number, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def extract(data: bytes) -> dict[str, Any]:
    """Return `{"pages": [[line, ...], ...], "width": ..., "raised": ...}`.

    A line is base, left, right, size, end of its first word, text, and its gaps: the place of what follows in the text,
    and where each begins and ends. The width is that of the widest page; marks of footnotes are only counted. Where
    nothing can be read, `{"fault": ...}` is all.

    Lines are in reading order, from the top of a page; text that stands on its side is left out.
    """
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    document = PDFDocument(PDFParser(io.BytesIO(data)))
    if not document.is_extractable:
        return {"fault": "forbidden"}
    pages = list(itertools.islice(PDFPage.create_pages(document), MOST_PAGES + 1))
    if len(pages) > MOST_PAGES:
        return {"fault": "pages"}
    found = [(width, _lines(_once(letters))) for width, letters in _letters(pages)]
    return {
        "pages": [[run.line() for run in lines] for _, lines in found],
        "width": max((width for width, _ in found), default=0.0),
        "raised": sum(run.raised for _, lines in found for run in lines),
    }


def _letters(pages: Iterable[Any]) -> Iterator[tuple[float, list[Any]]]:
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.layout import LTChar, LTFigure
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager

    class Device(PDFPageAggregator):
        def handle_undefined_char(self, font: Any, cid: int) -> str:  # noqa: ARG002  the library's protocol
            return _UNKNOWN

    manager = PDFResourceManager()
    device = Device(manager, laparams=None)
    interpreter = PDFPageInterpreter(manager, device)
    for page in pages:
        interpreter.process_page(page)
        shown = device.get_result()
        items = list(shown)
        inner = itertools.chain.from_iterable(item for item in items if isinstance(item, LTFigure))
        letters = [item for item in itertools.chain(items, inner) if isinstance(item, LTChar) and item.upright]
        yield float(shown.width), letters


def _lines(letters: Iterable[Any]) -> list[_Run]:
    """Return the lines of a page, from its top; what stands side by side on one line is parted by a tab."""
    runs = sorted(_runs(letters), key=lambda run: -run.base)
    lines: list[list[_Run]] = []
    for run in runs:
        if lines and _level(lines[-1][0], run.base, run.size):
            lines[-1].append(run)
        else:
            lines.append([run])
    return [_joined(sorted(line, key=lambda run: run.left)) for line in lines]


def _runs(letters: Iterable[Any]) -> Iterator[_Run]:
    run: _Run | None = None
    for letter in letters:
        base, size = letter.matrix[5], letter.size
        if run is None or not _level(run, base, size) or letter.x0 < run.right - size:
            if run is not None:
                yield run
            run = _Run(base, letter.y0, letter.x0, letter.x1, size, letter.x1, [letter.get_text()])
        else:
            run.add(letter)
    if run is not None:
        yield run


def _level(run: _Run, base: float, size: float) -> bool:
    # A number in superscript is on its line.
    return abs(run.base - base) < _SAME_LINE * max(run.size, size)


def _once(letters: Iterable[Any]) -> Iterator[Any]:
    """Leave out letters printed over the same letter, hardly aside: so some programs make them bold."""
    seen: dict[tuple[str, int, int], float] = {}
    for letter in letters:
        left, text, base = letter.x0, letter.get_text(), round(letter.matrix[5])
        near = (seen.get((text, base, int(left) + aside)) for aside in (-1, 0, 1))
        if not any(other is not None and abs(other - left) < _OVER * letter.size for other in near):
            yield letter
        seen[text, base, int(left)] = left


def _joined(runs: list[_Run]) -> _Run:
    whole = runs[0]
    for run in runs[1:]:
        if whole.is_followed_by_mark("".join(run.letters), run.size, run.foot):
            whole.leave(run.right)
            continue
        between = whole.space_before(run.left, run.letters[0])
        begun = len(whole.letters) + 1
        whole.letters += [between, *run.letters]
        whole.gaps += [(begun + at, left, right) for at, left, right in run.gaps]
        whole.right = max(whole.right, run.right)
        whole.raised += run.raised
        whole.marked = False
    return whole


def _fault(error: Exception) -> str:
    kind = type(error).__name__
    if "Password" in kind or "Encryption" in kind:
        return "encrypted"
    return "damaged"
