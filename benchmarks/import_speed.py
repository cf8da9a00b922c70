"""How fast transcripts come in, by format, against just reading the bytes; and whether memory stays flat.

    uv run python benchmarks/import_speed.py [--formats txt,docx]

Makes 36 interviews of 230,000 words in all from a fixed list of words (seeded; nobody said any of it), in each format,
and imports them through the command line into a study of their own. What needs LibreOffice is left out without it.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_FILES = 36
_WORDS = 230_000
_FEW = 9
_LONGEST_TURN = 80
_SEED = 7
_COMMON = (
    "we go walk group week people garden cup tea really think because bus home friend nurse morning help felt better "
    "often never kitchen talk quiet know year daughter class paint river cold warm first again maybe with and the a to "
    "of in it was there they she he had when then so not about from after who how much little around every bench"
)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_BY_OFFICE = ("odt", "rtf", "pdf")

Turns = list[tuple[str, str]]


def main() -> None:
    """Print a line for each format."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--formats", default=",".join((*_WRITERS, *_BY_OFFICE)))
    formats = parser.parse_args().formats.split(",")
    interviews = _interviews()
    print(f"{_FILES} interviews, {_WORDS:,} words, {sum(map(len, interviews)):,} turns")
    print(f"{'format':6} {'MB':>6} {'seconds':>8} {'words/s':>8} {'x reading bytes':>16} {'MB for 9':>9} {'for 36':>7}")
    with tempfile.TemporaryDirectory() as folder:
        for suffix in formats:
            _measure(suffix, interviews, Path(folder) / suffix)


def _interviews() -> list[Turns]:
    source = random.Random(_SEED)  # noqa: S311  a benchmark wants the same words each time
    return [_interview(source, _WORDS // _FILES) for _ in range(_FILES)]


def _interview(source: random.Random, words: int) -> Turns:
    turns: Turns = []
    while words > 0:
        count = min(words, source.randint(1, _LONGEST_TURN))
        said = source.choices(_COMMON.split(), k=count)
        sentences = [" ".join(said[at : at + 12]).capitalize() + "." for at in range(0, count, 12)]
        turns.append((("Interviewer", "Participant")[len(turns) % 2], " ".join(sentences)))
        words -= count
    return turns


def _txt(turns: Turns) -> bytes:
    return "\n\n".join(f"{who}: {said}" for who, said in turns).encode()


def _html(turns: Turns) -> bytes:
    return "".join(f"<p>{escape(f'{who}: {said}')}</p>\n" for who, said in turns).encode()


def _vtt(turns: Turns) -> bytes:
    cues = (f"{_time(at)} --> {_time(at + 1)}\n<v {who}>{said}</v>\n" for at, (who, said) in enumerate(turns))
    return "\n".join(("WEBVTT\n", *cues)).encode()


def _srt(turns: Turns) -> bytes:
    cues = (f"{at}\n{_time(at)} --> {_time(at + 1)}\n{who}: {said}\n" for at, (who, said) in enumerate(turns, 1))
    return "\n".join(cues).replace(".000", ",000").encode()


def _time(second: int) -> str:
    return f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}.000"


def _write_docx(path: Path, turns: Turns) -> None:
    paragraphs = "".join(f"<w:p><w:r><w:t>{escape(f'{who}: {said}')}</w:t></w:r></w:p>" for who, said in turns)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{_W}"><w:body>{paragraphs}</w:body></w:document>')


_WRITERS: dict[str, Callable[[Turns], bytes] | None] = {
    "txt": _txt, "docx": None, "html": _html, "vtt": _vtt, "srt": _srt,
}  # fmt: skip


def _write(suffix: str, interviews: Sequence[Turns], folder: Path) -> list[Path]:
    folder.mkdir()
    paths = [folder / f"interview-{number:02}.{suffix}" for number in range(1, len(interviews) + 1)]
    for path, turns in zip(paths, interviews, strict=True):
        if suffix == "docx":
            _write_docx(path, turns)
        else:
            path.write_bytes((_WRITERS.get(suffix) or _txt)(turns))
    return _by_office(suffix, paths, folder) if suffix in _BY_OFFICE else paths


def _by_office(suffix: str, paths: Sequence[Path], folder: Path) -> list[Path]:
    office = shutil.which("soffice")
    if office is None:
        return []
    texts = [path.rename(path.with_suffix(".txt")) for path in paths]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    as_text = "--infilter=Text (encoded):UTF8,LF,,,"
    command = [
        office,
        profile,
        "--headless",
        as_text,
        "--convert-to",
        suffix,
        "--outdir",
        str(folder),
        *map(str, texts),
    ]
    subprocess.run(command, check=True, capture_output=True)
    return list(paths)


def _measure(suffix: str, interviews: Sequence[Turns], folder: Path) -> None:
    paths = _write(suffix, interviews, folder)
    if not paths:
        print(f"{suffix:6} skipped: LibreOffice (soffice) is not installed")
        return
    begun = time.perf_counter()
    size = sum(len(path.read_bytes()) for path in paths)
    bare = time.perf_counter() - begun
    _, few = _imported(paths[:_FEW], folder / "few")
    took, many = _imported(paths, folder / "many")
    print(
        f"{suffix:6} {size / 1e6:6.1f} {took:8.2f} {_WORDS / took:8,.0f} {took / bare:16,.0f} {few:9.0f} {many:7.0f}",
        flush=True,
    )


def _imported(paths: Sequence[Path], study: Path) -> tuple[float, float]:
    """Import files into a new study; return the seconds it took and the megabytes in use at its peak."""
    base = [sys.executable, "-m", "thematic"]
    subprocess.run([*base, "init", str(study)], check=True, capture_output=True)
    begun = time.perf_counter()
    peak = subprocess.run(
        [sys.executable, "-c", _PEAK, *base, "-C", str(study), "import", *map(str, paths)],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    return time.perf_counter() - begun, float(peak) * 1024 / 1e6


# A process of its own, so that the peak is that of this import and not of an earlier one.
_PEAK = (
    "import resource, subprocess, sys; "
    "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL); "
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)


if __name__ == "__main__":
    main()
